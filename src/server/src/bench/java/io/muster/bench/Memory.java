package io.muster.bench;

import java.util.Locale;

/**
 * What a process holds.
 *
 * @param resident of the machine's memory, in bytes
 * @param heap of its heap after a collection, and of memory outside for buffers, in bytes; 0 where that is not known
 */
record Memory(long resident, long heap) {
    private static final double MIB = 1 << 20;
    private static final double KIB = 1 << 10;

    /** @param metrics of a JVM; empty where there is none */
    static Memory of(long resident, String metrics) {
        return new Memory(
                resident,
                sum(metrics, "jvm_memory_used_bytes", "area=\"heap\"")
                        + sum(metrics, "jvm_buffer_memory_used_bytes", "id=\"direct\""));
    }

    private static long sum(String metrics, String name, String tag) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(tag))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** What is held more than before, for each of so many, in words. */
    String each(Memory before, int count) {
        return String.format(
                Locale.ROOT,
                "%.1f KiB resident, %.1f KiB of heap and buffers",
                (resident - before.resident) / KIB / count,
                (heap - before.heap) / KIB / count);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%.0f MiB resident, %.0f MiB of heap and buffers", resident / MIB, heap / MIB);
    }
}
