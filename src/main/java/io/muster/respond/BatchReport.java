package io.muster.respond;

import java.time.Duration;

/**
 * What a lane learns from a batch it has sent off; the commands themselves have been answered.
 *
 * @param readVersion the event's version as the batch found it; 0 if it came to nothing
 * @param leftVersion the version as the batch left it; the same if nothing was recorded
 * @param took how long the transaction took that was committed at last
 * @param contested whether it took more than one
 * @param gone whether the event turned out not to exist any more
 */
record BatchReport(long readVersion, long leftVersion, Duration took, boolean contested, boolean gone) {
    /** Of a batch that came to nothing. */
    static final BatchReport NOTHING = new BatchReport(0, 0, Duration.ZERO, false, false);

    /** Of a batch that found no event. */
    static final BatchReport GONE = new BatchReport(0, 0, Duration.ZERO, false, true);

    /** How many changes were recorded. */
    long recorded() {
        return leftVersion - readVersion;
    }

    /** Both reports as one, of a batch that went in two parts. */
    BatchReport then(BatchReport next) {
        if (readVersion == 0 || next.readVersion == 0) {
            BatchReport told = readVersion == 0 ? next : this;
            return new BatchReport(told.readVersion, told.leftVersion, told.took, told.contested, gone || next.gone);
        }
        return new BatchReport(
                readVersion, next.leftVersion, next.took, contested || next.contested, gone || next.gone);
    }
}
