package io.muster.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * How soon the service is ready, from the start of its process to its first positive answer, and what it holds of the
 * machine's memory when nobody asks anything. The database is in a process of its own.
 */
final class Starts {
    private static final int TIMES = 9;
    private static final int IDLE_TIMES = 3;
    private static final int PROBES = 60;
    private static final int PROBES_OF_THE_START = 5;
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final Limits NATIVE = new Limits(150, 80);
    private static final Limits JVM = new Limits(3_000, 250);

    /** What it should stay below. */
    private record Limits(long readyMs, long residentMiB) {}

    private final Path program;
    private final Database database;
    private final Supplier<String> names;
    private final Table table;

    /** @param names of databases that do not exist yet */
    Starts(Path program, Database database, Supplier<String> names, Table table) {
        this.program = program;
        this.database = database;
        this.names = names;
        this.table = table;
    }

    void measure() throws IOException, InterruptedException {
        Limits limits = program.toString().endsWith(".jar") ? JVM : NATIVE;
        List<Long> resident = new ArrayList<>();
        List<Long> empty = new ArrayList<>();
        List<Long> again = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            String name = names.get();
            empty.add(ready(name));
            again.add(ready(name));
        }
        for (int i = 0; i < IDLE_TIMES; i++) {
            resident.add(idle(names.get()));
        }
        table.say("%nStart of %s%n", program.getFileName());
        say("ready, on an empty database", empty, "ms", limits.readyMs());
        say("ready, on one it has been on", again, "ms", limits.readyMs());
        say("resident when idle", resident, "MiB", limits.residentMiB());
    }

    private long ready(String name) {
        try (Service service = Service.start(program, database, name, "lanes")) {
            return service.ready().toMillis();
        }
    }

    /** The most it holds in a minute in which it is asked once a second whether it is ready; not of its first seconds. */
    private long idle(String name) throws IOException, InterruptedException {
        try (Service service = Service.start(program, database, name, "lanes")) {
            long most = 0;
            for (int probe = 0; probe < PROBES; probe++) {
                Thread.sleep(PROBE.toMillis());
                service.ask();
                if (probe >= PROBES_OF_THE_START) {
                    most = Math.max(most, service.residentMiB());
                }
            }
            return most;
        }
    }

    private void say(String what, List<Long> values, String unit, long limit) {
        Collections.sort(values);
        long median = values.get(values.size() / 2);
        table.say(
                "%-28s %5d %-3s (median of %d, from %d to %d), limit %d: %s",
                what,
                median,
                unit,
                values.size(),
                values.get(0),
                values.get(values.size() - 1),
                limit,
                median < limit ? "kept" : "NOT KEPT");
    }
}
