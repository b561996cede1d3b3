package io.muster.respond;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.muster.store.write.Snapshot;

/**
 * The result of a batch for its lane; the commands have been answered, except for those that it gives back.
 *
 * @param readVersion the event's version as read; 0 if nothing was committed
 * @param leftVersion the event's version after the batch; the same if nothing was recorded
 * @param took the duration of the committed transactions
 * @param contested whether it took several transactions
 * @param gone whether the event does not exist any more
 * @param shortfall what it, or a part of it, lacked
 * @param left the event after the batch, if its last command changed nothing: the next ones may not either
 * @param undecided those, in their order, of whom certainly nothing is recorded for lack of time; not answered
 * @param openTurns how many {@linkplain io.muster.store.write.TurnNumbers numbers} were drawn and not served when it read, that of
 *     its own lane included
 */
record BatchReport(
        long readVersion,
        long leftVersion,
        Duration took,
        boolean contested,
        boolean gone,
        Shortfall shortfall,
        Optional<Snapshot> left,
        List<PendingCommand> undecided,
        long openTurns) {
    /** What a batch lacked to decide all of its commands. */
    enum Shortfall {
        NONE,
        /** A permit: others had all of them until its time was over. */
        PERMIT,
        /** A turn: others changed the event again and again until its time was over. That does not mean that it was too large. */
        TURN,
        /** An answer: the database had not said anything yet. The batch's size is not to blame, its patience is. */
        ANSWER,
        /** Time: it was too large. */
        TIME
    }

    /** Nothing was committed. */
    static final BatchReport NOTHING = new BatchReport(0, 0, Duration.ZERO, false, false);

    /** The event does not exist. */
    static final BatchReport GONE = new BatchReport(0, 0, Duration.ZERO, false, true);

    /** Of a batch in time. */
    BatchReport(long readVersion, long leftVersion, Duration took, boolean contested, boolean gone) {
        this(readVersion, leftVersion, took, contested, gone, Shortfall.NONE, Optional.empty(), List.of(), 0);
    }

    /** It ran out of time, and nothing was committed as far as is known. */
    static BatchReport late(List<PendingCommand> undecided) {
        return givenBack(Shortfall.TIME, undecided);
    }

    /** Certainly nothing was committed, and its size is not to blame. */
    static BatchReport givenBack(Shortfall shortfall, List<PendingCommand> undecided) {
        return new BatchReport(0, 0, Duration.ZERO, false, false, shortfall, Optional.empty(), undecided, 0);
    }

    /**
     * It was read only, and has something to record.
     *
     * @param left as it would be afterwards, if its last command changes nothing
     */
    static BatchReport givenBack(List<PendingCommand> undecided, Optional<Snapshot> left) {
        return new BatchReport(0, 0, Duration.ZERO, false, false, Shortfall.NONE, left, undecided, 0);
    }

    boolean isLate() {
        return shortfall == Shortfall.TIME;
    }

    /** Whether it gave its commands back, and not for being too large. */
    boolean isGivenBack() {
        return !isLate() && !undecided.isEmpty();
    }

    /** The number of recorded changes. */
    long recorded() {
        return leftVersion - readVersion;
    }

    /** Both reports as one, of a batch that was split. */
    BatchReport then(BatchReport next) {
        boolean both = readVersion != 0 && next.readVersion != 0;
        BatchReport last = next.readVersion != 0 ? next : this;
        return new BatchReport(
                readVersion == 0 ? next.readVersion : readVersion,
                last.leftVersion,
                took.plus(next.took),
                both ? contested || next.contested : last.contested,
                gone || next.gone,
                shortfall.compareTo(next.shortfall) > 0 ? shortfall : next.shortfall,
                last.left,
                Stream.concat(undecided.stream(), next.undecided.stream()).toList(),
                Math.max(openTurns, next.openTurns));
    }
}
