package io.muster.live;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;

/** Why the stream has to be opened again. */
enum StreamTrouble {
    /** There is no journal to watch yet, or any more. */
    MISSING(false),
    /** The journal's collection was dropped or renamed. */
    ENDED(true),
    /** The database does not know any more what came after the place reached. */
    LOST(true),
    /** What came could not be passed on, through a fault of this service. */
    UNHEARD(true),
    /** The database refused: another primary, a cursor it does not know, a command out of its time. */
    REFUSED(false),
    /** The database could not be reached. */
    UNREACHABLE(false);

    private final boolean anew;

    StreamTrouble(boolean anew) {
        this.anew = anew;
    }

    /** Whether the place reached is worth nothing, so that the stream begins anew. */
    boolean beginsAnew() {
        return anew;
    }

    static StreamTrouble of(Throwable failure) {
        if (failure instanceof JournalMissing) {
            return MISSING;
        } else if (failure instanceof StreamEnded) {
            return ENDED;
        } else if (LostPosition.isSaidBy(failure)) {
            return LOST;
        } else if (!(failure instanceof MongoException)) {
            return UNHEARD;
        }
        return failure instanceof MongoCommandException ? REFUSED : UNREACHABLE;
    }
}
