package io.muster.bench;

import java.util.Arrays;
import java.util.Map;

/** How long frames took to their receivers, from when the service knew that their batch was committed. */
final class FanOut {
    private static final double NANOS_PER_MS = 1_000_000;

    private long[] lags = new long[0];

    /**
     * Adds a burst.
     *
     * @param commits {@code nanoTime} of the commit, by version
     * @param heard of each frame the last version that it stands for and {@code nanoTime} by turns
     */
    void add(Map<Long, Long> commits, long[] heard) {
        long[] more = Arrays.copyOf(lags, lags.length + heard.length / 2);
        int count = lags.length;
        for (int i = 0; i < heard.length; i += 2) {
            Long commit = commits.get(heard[i]);
            if (commit != null) {
                // The stream may have brought it before the commit was acknowledged.
                more[count++] = Math.max(0, heard[i + 1] - commit);
            }
        }
        lags = Arrays.copyOf(more, count);
    }

    int frames() {
        return lags.length;
    }

    double percentileMs(int percent) {
        long[] sorted = lags.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(percent / 100.0 * sorted.length) - 1)] / NANOS_PER_MS;
    }
}
