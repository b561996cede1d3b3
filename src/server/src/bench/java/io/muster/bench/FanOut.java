package io.muster.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.json.JsonObject;

/**
 * How long frames took from the commit to their receivers. Answers are sent after the commit, so a batch counts as committed
 * when the first of its people was answered: what the true commit was earlier is not in it.
 */
final class FanOut {
    private static final double NANOS_PER_MS = 1_000_000;

    private long[] lags = new long[0];

    /**
     * Adds a burst.
     *
     * @param start from which the answers' times count
     * @param heard of each frame the last version that it stands for and {@code nanoTime} by turns
     */
    void add(List<Crowd.Answer> answers, long start, long[] heard) {
        Map<Long, Long> commits = commits(answers, start);
        long[] more = Arrays.copyOf(lags, lags.length + heard.length / 2);
        int count = lags.length;
        for (int i = 0; i < heard.length; i += 2) {
            Long commit = commits.get(heard[i]);
            if (commit != null) {
                more[count++] = Math.max(0, heard[i + 1] - commit);
            }
        }
        lags = Arrays.copyOf(more, count);
    }

    /** By version, the first answer of its batch; one batch has one time of recording. */
    private static Map<Long, Long> commits(List<Crowd.Answer> answers, long start) {
        Map<String, Long> batches = new HashMap<>();
        Map<Long, String> batchOf = new HashMap<>();
        for (Crowd.Answer answer : answers) {
            if (answer.status() == 200) {
                JsonObject recorded = new JsonObject(answer.body()).getJsonObject("recorded");
                String batch = recorded.getString("respondedAt");
                batches.merge(batch, start + answer.nanos(), Math::min);
                batchOf.put(recorded.getLong("version"), batch);
            }
        }
        Map<Long, Long> commits = new HashMap<>();
        batchOf.forEach((version, batch) -> commits.put(version, batches.get(batch)));
        return commits;
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
