package io.muster.bench;

/**
 * What a process counts of its transactions.
 *
 * @param conflicts transactions that came to nothing; where nothing else is wrong, by a conflict
 */
record Counts(long begun, long retried, long conflicts) {
    static final Counts NONE = new Counts(0, 0, 0);

    static Counts of(String metrics) {
        return new Counts(
                value(metrics, "muster_transactions_begun_total"),
                value(metrics, "muster_transactions_total{result=\"retried\"}"),
                value(metrics, "muster_transactions_total{result=\"aborted\"}"));
    }

    Counts plus(Counts other) {
        return new Counts(begun + other.begun, retried + other.retried, conflicts + other.conflicts);
    }

    Counts minus(Counts other) {
        return new Counts(begun - other.begun, retried - other.retried, conflicts - other.conflicts);
    }

    private static long value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
