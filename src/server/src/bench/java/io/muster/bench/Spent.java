package io.muster.bench;

/**
 * Time of the processor.
 *
 * @param nanos of all threads
 * @param compilerNanos of it, what the JIT compiler took; 0 for a binary, which has none
 * @param collectorNanos of it, what the JVM's own thread took, in which the serial collector runs
 */
record Spent(long nanos, long compilerNanos, long collectorNanos) {
    static final Spent NOTHING = new Spent(0, 0, 0);

    Spent plus(Spent other) {
        return new Spent(
                nanos + other.nanos, compilerNanos + other.compilerNanos, collectorNanos + other.collectorNanos);
    }

    /** Since an earlier reading. A thread that has ended since is missing from this one. */
    Spent since(Spent earlier) {
        return new Spent(
                nanos - earlier.nanos,
                Math.max(0, compilerNanos - earlier.compilerNanos),
                Math.max(0, collectorNanos - earlier.collectorNanos));
    }
}
