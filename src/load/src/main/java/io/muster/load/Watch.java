package io.muster.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the service's gauges every few seconds while a load runs. */
final class Watch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /**
     * The state of the service at one time.
     *
     * @param heap bytes in use, garbage included; 0 if unknown
     * @param resident resident memory in bytes; 0 if the process is not on this machine
     */
    record Sample(long heap, long resident, long laneDepth, long sockets) {}

    private Watch() {}

    /** @param beside called after each reading */
    static Watch start(Run run, List<Sample> samples, Runnable beside) {
        Watch watch = new Watch();
        watch.clock.scheduleWithFixedDelay(
                () -> {
                    try {
                        samples.add(sample(run));
                        beside.run();
                    } catch (RuntimeException failure) {
                        run.recorder().complain("the watch: " + failure);
                    }
                },
                EVERY.toMillis(),
                EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
        return watch;
    }

    static Sample sample(Run run) {
        URI metrics = run.program()
                .map(Program::metrics)
                .or(() -> run.settings().metrics())
                .orElseThrow();
        String page = Api.metrics(metrics);
        return new Sample(
                sum(page, "jvm_memory_used_bytes", "area=\"heap\""),
                run.program().map(Program::residentBytes).orElse(0L),
                sum(page, "muster_lane_depth", ""),
                sum(page, "muster_ws_connections", ""));
    }

    private static long sum(String page, String name, String tag) {
        Matcher lines = Pattern.compile("^" + name + "(\\{[^}]*\\})? ([0-9.eE+-]+)$", Pattern.MULTILINE)
                .matcher(page);
        double sum = 0;
        boolean found = false;
        while (lines.find()) {
            if (tag.isEmpty() || (lines.group(1) != null && lines.group(1).contains(tag))) {
                sum += Double.parseDouble(lines.group(2));
                found = true;
            }
        }
        if (!found && tag.isEmpty()) {
            throw new IllegalStateException("the service has no metric " + name);
        }
        return Math.round(sum);
    }

    @Override
    public void close() throws InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the watch does not end");
        }
    }
}
