package io.muster.live.stream;

import io.muster.store.DatabaseFailure;

/** Why the stream has to be opened again. */
enum StreamTrouble {
    /** The journal does not exist. */
    MISSING(false),
    /** The journal's collection was dropped or renamed. */
    ENDED(true),
    /** The database no longer has the events after the position reached. */
    LOST(true),
    /** A reply could not be processed, because of a bug. The name is a value of the metric's label {@code cause}. */
    UNHEARD(true),
    /** The database refused: another primary, an unknown cursor, a command that was too late. */
    REFUSED(false),
    /** The database could not be reached. */
    UNREACHABLE(false);

    private final boolean anew;

    StreamTrouble(boolean anew) {
        this.anew = anew;
    }

    /** Whether the position is lost, so that the stream restarts. */
    boolean beginsAnew() {
        return anew;
    }

    static StreamTrouble of(Throwable failure) {
        if (failure instanceof JournalMissingException) {
            return MISSING;
        } else if (failure instanceof StreamEndedException) {
            return ENDED;
        } else if (DatabaseFailure.isResumeTokenLost(failure)) {
            return LOST;
        } else if (failure instanceof StreamSilentException) {
            return UNREACHABLE;
        } else if (!DatabaseFailure.isOfDatabase(failure)) {
            return UNHEARD;
        }
        return DatabaseFailure.isAnswer(failure) ? REFUSED : UNREACHABLE;
    }
}
