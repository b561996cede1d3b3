package io.muster.respond;

import java.time.Duration;

/**
 * What a lane learns from a batch it has sent off; the commands themselves have been answered.
 *
 * @param readVersion the event's version as the batch found it; 0 if it never came to read it
 * @param leftVersion the version as the batch left it; the same if nothing was recorded
 * @param took from the batch's start to its last answer
 * @param gone whether the event turned out not to exist any more
 */
record BatchReport(long readVersion, long leftVersion, Duration took, boolean gone) {

    /** How many changes were recorded. */
    long recorded() {
        return leftVersion - readVersion;
    }

    /** Both reports as one, of a batch that went in two parts. */
    BatchReport then(BatchReport next) {
        if (next.readVersion == 0) {
            return new BatchReport(readVersion, leftVersion, next.took, gone || next.gone);
        }
        return new BatchReport(
                readVersion == 0 ? next.readVersion : readVersion, next.leftVersion, next.took, next.gone);
    }
}
