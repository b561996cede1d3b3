package io.muster.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Measures the service: bursts through its lanes, and the ways it does not go; against its ceiling; in several processes.
 *
 * <p>Settings, by system property: {@code bench.warmup} (bursts before anything is measured, 100; for the first part, at most
 * four times as many, until the compiler rests), {@code bench.runs} (bursts of a kind, 10), {@code bench.native} (a native
 * binary, measured too; of the benchmark's build but for its start), {@code bench.only} (one part alone: {@code bursts}, {@code
 * others}, {@code processes}, {@code sustained}, {@code live}, {@code looks}, {@code waiting}, {@code overlap}, {@code search}, {@code log} or {@code start}), {@code bench.sockets}
 * (of the part {@code live}, 1000), {@code bench.seconds} (of the part {@code sustained}, 20), {@code bench.slow} (how slow the embedded database is: {@link
 * io.muster.embedded.command.Slowness#parse}), {@code bench.other} (another program of the benchmark's build, by turns with this one,
 * instead of all parts), {@code bench.processes} (of each, on one event, 1) and {@code bench.options} (further options of this
 * one's JVM then). Argument: the service's jar.
 */
public final class Bench {
    private static final int WARM_UP = Integer.getInteger("bench.warmup", 100);
    private static final int RUNS = Integer.getInteger("bench.runs", 10);
    private static final String ONLY = System.getProperty("bench.only", "");
    private static final String OTHER = System.getProperty("bench.other", "");
    private static final int PROCESSES = Integer.getInteger("bench.processes", 1);
    private static final String OPTIONS = System.getProperty("bench.options", "");
    private static final int ALL = 1_000;
    private static final int FEW = 200;
    private static final int LISTED = 120;
    private static final int SLOW = 50;
    private static final int SEARCHES = 100;

    /** 100 000 members with all their keys. */
    private static final int GIB_FOR_MEMBERS = 4;

    private static final int SOCKETS = Integer.getInteger("bench.sockets", 1_000);

    /** Above the heap of a service without sockets, for each of them. */
    private static final int HEAP_KB_A_SOCKET = 50;

    private static final int BARE_HEAP_MB = 256;
    private static final long IDLE_MS = 5_000;
    private static final int MOST_LOADS = 5;
    private static final Duration SUSTAINED = Duration.ofSeconds(Integer.getInteger("bench.seconds", 20));

    private final Table table = new Table();
    private final Database database;
    private final Crowd crowd;
    private final Path program;

    private Bench(Database database, Crowd crowd, Path program) {
        this.database = database;
        this.crowd = crowd;
        this.program = program;
    }

    public static void main(String... args) throws Exception {
        try (Database database = Database.open(isWanted("search") ? GIB_FOR_MEMBERS : 1)) {
            List<String> programs = new ArrayList<>(List.of(args));
            programs.add(System.getProperty("bench.native", ""));
            programs.removeIf(String::isBlank);
            for (String program : programs) {
                try (Crowd crowd = new Crowd()) {
                    new Bench(database, crowd, Path.of(program).toAbsolutePath()).measure();
                }
            }
        }
        System.exit(0);
    }

    private void measure() throws Exception {
        table.say(
                "%s (%s); %d processors; database: %s; %d bursts of warm-up",
                program.getFileName(),
                Service.kind(program),
                Runtime.getRuntime().availableProcessors(),
                database.described(),
                WARM_UP);
        if (!OTHER.isBlank()) {
            Alternating.measure(
                    program,
                    Stream.of(OPTIONS.split(" ")).filter(it -> !it.isBlank()).toList(),
                    Path.of(OTHER).toAbsolutePath(),
                    PROCESSES,
                    database,
                    crowd,
                    table,
                    new int[] {WARM_UP, RUNS});
            return;
        }
        double lanes = isWanted("bursts") ? lanes() : Double.NaN;
        if (isWanted("others")) {
            overselling("check", "Read, check, then write");
            overselling("count", "Count, then insert, in a snapshot transaction each");
            lone();
            transactions(lanes);
        }
        if (isWanted("processes")) {
            processes();
        }
        if (isWanted("sustained")) {
            sustained();
        }
        if (isWanted("live")) {
            live();
        }
        if (isWanted("looks")) {
            looks();
        }
        if (isWanted("waiting")) {
            try (Service service = start("lanes", name())) {
                new Waiting(crowd, service, table).measure(WARM_UP, RUNS);
            }
        }
        if (isWanted("overlap")) {
            try (Service service = start("lanes", name())) {
                new Overlapping(crowd, service, table).measure(WARM_UP, RUNS);
            }
        }
        if (isWanted("search")) {
            try (Service service = start("lanes", name())) {
                new Searching(crowd, service, table).measure(RUNS * SEARCHES);
            }
        }
        if (isWanted("log")) {
            log();
        }
        if (isWanted("start")) {
            new Starts(program, database, Bench::name, table).measure();
        }
    }

    private static boolean isWanted(String part) {
        return ONLY.isBlank() || ONLY.equals(part);
    }

    /** @return accepts per second, 200 for 200 */
    private double lanes() throws Exception {
        try (Service service = start("lanes", name())) {
            Thread.sleep(IDLE_MS);
            table.say(
                    "ready after %d ms; %d MiB resident when idle",
                    service.ready().toMillis(), service.residentMiB());
            Run run = new Run(crowd, List.of(service));
            table.head("One process, which has served nobody yet");
            table.row("cold: lanes, 1000 for 10", run.press(1, ALL, 10));
            table.say("%d bursts of warm-up", run.warmUpWhileCompiling(4 * WARM_UP, ALL));
            table.head("The same, warm");
            Burst verifying = run.unseen(RUNS, ALL);
            table.row("ceiling, 1000, tokens unseen", verifying);
            Burst ceiling = run.ceiling(RUNS, ALL);
            table.row("ceiling, 1000", ceiling);
            Burst refusals = run.press(RUNS, ALL, 10);
            table.row("lanes, 1000 for 10", refusals);
            Burst accepts = run.press(RUNS, ALL, ALL);
            table.row("lanes, 1000 for 1000", accepts);
            table.row("ceiling, 200", run.ceiling(RUNS, FEW));
            Burst few = run.press(RUNS, FEW, FEW);
            table.row("lanes, 200 for 200", few);
            ratios("ceiling with unseen tokens", verifying, refusals, accepts);
            ratios("ceiling", ceiling, refusals, accepts);
            table.say("%d MiB resident after the bursts", service.residentMiB());
            return accepts.acceptsPerSecond();
        }
    }

    /** A way that lets more people in than there are places. */
    private void overselling(String way, String title) {
        try (Service service = start(way, name())) {
            Run run = new Run(crowd, List.of(service));
            run.warmUp(Math.min(WARM_UP, 9), ALL);
            table.head(title);
            int runs = Math.min(RUNS, 3);
            Burst few = run.oversell(runs, ALL, 10);
            table.row("1000 for 10", few);
            table.row("1000 for 1000", run.oversell(runs, ALL, ALL));
            table.say("let in for 10 places, on average: %d", few.statuses().getOrDefault(200, 0) / few.bursts());
        }
    }

    private void ratios(String of, Burst ceiling, Burst refusals, Burst accepts) {
        ratio("P95 of 1000 for 10 to that of the " + of, refusals.percentileMs(95) / ceiling.percentileMs(95));
        ratio("P95 of 1000 for 1000 to that of the " + of, accepts.percentileMs(95) / ceiling.percentileMs(95));
        ratio("throughput of refusals to that of the " + of, refusals.perSecond() / ceiling.perSecond());
    }

    private void lone() {
        try (Service service = start("lone", name())) {
            Run run = new Run(crowd, List.of(service));
            run.warmUp(Math.min(WARM_UP, 9), ALL);
            table.head("A lone findOneAndUpdate each: no transaction, no journal");
            int runs = Math.min(RUNS, 3);
            table.row("single update, 1000 for 10", run.press(runs, ALL, 10));
            table.row("single update, 1000 for 1000", run.press(runs, ALL, ALL));
            table.row("single update, 200 for 200", run.press(runs, FEW, FEW));
        }
    }

    private void transactions(double lanes) {
        try (Service service = start("transaction", name())) {
            Run run = new Run(crowd, List.of(service));
            run.warmUp(Math.min(WARM_UP, 6), SLOW);
            table.head("A transaction each, with the service's retries and its time limit of 4 s (503 beyond it)");
            int runs = Math.min(RUNS, 3);
            table.row("transaction each, 50 for 10", run.press(runs, SLOW, 10));
            Burst accepts = run.press(runs, SLOW, SLOW);
            table.row("transaction each, 50 for 50", accepts);
            table.row("transaction each, 200 for 200", run.press(1, FEW, FEW));
            if (!Double.isNaN(lanes)) {
                ratio("accepts per second, lanes (1000 for 1000) to these", lanes / accepts.acceptsPerSecond());
            }
        }
    }

    /** Everybody reads the list at the same moment, and then one event. */
    private void looks() {
        try (Service service = start("lanes", name())) {
            String eventId = "";
            for (int i = 0; i < LISTED; i++) {
                eventId = crowd.publish(service, 10);
            }
            Run run = new Run(crowd, List.of(service));
            look(run, service, "list of 120", "/api/events/available?limit=200");
            look(run, service, "event", "/api/events/" + eventId);
        }
    }

    private void look(Run run, Service service, String what, String path) {
        int length = crowd.length(service, path);
        String same = "/api/bench/ceiling?bytes=" + length;
        int warmUp = run.warmUpWhileCompiling(4 * WARM_UP, ALL, path, same);
        table.head("1000 read at once: " + what + ", " + length + " bytes, after " + warmUp + " bursts of warm-up");
        Burst ceiling = run.look(RUNS, same, ALL);
        table.row("ceiling", ceiling);
        Burst looks = run.look(RUNS, path, ALL);
        table.row(what, looks);
        ratio("P95 to the ceiling's", looks.percentileMs(95) / ceiling.percentileMs(95));
    }

    /** Two processes, one of which writes no line for a decision, take turns; so what the machine does meanwhile meets both. */
    private void log() {
        Map<String, String> silent = Map.of("QUARKUS_LOG_CATEGORY__IO_MUSTER_RESPOND_DECISIONS__LEVEL", "OFF");
        try (Service loud = start("lanes", name());
                Service quiet = Service.start(program, database, name(), "lanes", silent)) {
            Run with = new Run(crowd, List.of(loud));
            Run without = new Run(crowd, List.of(quiet));
            with.warmUp(WARM_UP, ALL);
            without.warmUp(WARM_UP, ALL);
            List<Burst> lines = new ArrayList<>();
            List<Burst> none = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                lines.add(with.press(1, ALL, ALL / 2));
                none.add(without.press(1, ALL, ALL / 2));
            }
            table.head("A line of log a decision, and none");
            Burst on = Burst.together(lines);
            Burst off = Burst.together(none);
            table.row("lanes, 1000 for 500, a line each", on);
            table.row("lanes, 1000 for 500, no lines", off);
            ratio("processor time with lines to without", on.cpuMicrosEach() / off.cpuMicrosEach());
            ratio("P95 with lines to without", on.percentileMs(95) / off.percentileMs(95));
            ratio("throughput with lines to without", on.perSecond() / off.perSecond());
        }
    }

    private void processes() {
        table.head("Several processes, one event");
        String name = name();
        List<Service> services = new ArrayList<>();
        try {
            double first = 0;
            for (int wanted : List.of(1, 2, 4)) {
                while (services.size() < wanted) {
                    services.add(start("lanes", name));
                    new Run(crowd, List.of(services.get(services.size() - 1))).warmUp(Math.min(WARM_UP, 15), ALL);
                }
                Run run = new Run(crowd, services);
                run.warmUp(3, ALL);
                String who = wanted == 1 ? "1 process" : wanted + " processes";
                table.row(who + ", 1000 for 10", run.press(RUNS, ALL, 10));
                Burst all = run.press(RUNS, ALL, ALL);
                table.row(who + ", 1000 for 1000", all);
                first = wanted == 1 ? all.percentileMs(95) : first;
                ratio("P95 of 1000 for 1000 to one process'", all.percentileMs(95) / first);
            }
        } finally {
            services.forEach(Service::close);
        }
    }

    /** People who go on and on, through one process, two and four. */
    private void sustained() {
        table.head("A load that goes on, one event, several processes");
        String name = name();
        List<Service> services = new ArrayList<>();
        try {
            double first = 0;
            for (int wanted : List.of(1, 2, 4)) {
                while (services.size() < wanted) {
                    services.add(start("lanes", name));
                    new Run(crowd, List.of(services.get(services.size() - 1))).warmUp(Math.min(WARM_UP, 15), ALL);
                }
                Run run = new Run(crowd, services);
                int warmUp = run.warmUpWhileCompiling(MOST_LOADS, FEW, SUSTAINED);
                table.say("warm-up: the same load, %d times", warmUp);
                double[] share = new double[1];
                Burst load = run.sustain(FEW, SUSTAINED, fewest -> share[0] = fewest);
                table.row(wanted == 1 ? "1 process, 200 people" : wanted + " processes, 200 people", load);
                first = wanted == 1 ? load.perSecond() : first;
                ratio("throughput to one process'", load.perSecond() / first);
                ratio("the fewest answers of a process to an even share", share[0]);
            }
        } finally {
            services.forEach(Service::close);
        }
    }

    private void live() throws Exception {
        String heap = "-Xmx" + (BARE_HEAP_MB + SOCKETS * HEAP_KB_A_SOCKET / 1_000) + "m";
        Map<String, String> noting = Map.of(CommitTimes.WANTED, "true");
        try (Service service = Service.start(program, database, name(), "lanes", noting, List.of(heap))) {
            Run run = new Run(crowd, List.of(service));
            run.warmUp(Math.min(WARM_UP, 15), ALL);
            openings(run, service);
            table.say("%nLive: %d sockets while %d press for %d places, %s%n", SOCKETS, ALL, ALL, heap);
            Memory bare = service.memory();
            try (Watchers audience = Watchers.open(service, BenchTokens.staff(SOCKETS))) {
                Memory idle = service.memory();
                table.say("without sockets: %s", bare);
                table.say("with them, idle: %s", idle);
                table.say("an idle socket: %s", idle.each(bare, SOCKETS));
                watched(service, audience, RUNS);
                FanOut fanOut = watched(service, audience, RUNS);
                table.say(
                        "from commit to received, %d frames of %d bursts, no version missing or twice: "
                                + "P50 %.0f ms, P95 %.0f ms, P99 %.0f ms",
                        fanOut.frames(),
                        RUNS,
                        fanOut.percentileMs(50),
                        fanOut.percentileMs(95),
                        fanOut.percentileMs(99));
                table.say("a socket after the bursts: %s", service.memory().each(bare, SOCKETS));
            }
        }
    }

    /** Everybody opens a socket at the same moment. */
    private void openings(Run run, Service service) {
        List<String> tokens = crowd.people();
        for (int i = 0; i < Math.min(WARM_UP, 5); i++) {
            Watchers.openings(service, tokens);
        }
        List<Burst> openings = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            openings.add(run.withCpu(() -> Watchers.openings(service, tokens)));
        }
        table.head("Sockets opened at once, from connect to welcome");
        table.row("openings, 1000", Burst.together(openings));
    }

    private FanOut watched(Service service, Watchers audience, int times) {
        FanOut fanOut = new FanOut();
        for (int i = 0; i < times; i++) {
            audience.expect(1 + ALL);
            String eventId = crowd.publish(service, ALL);
            crowd.press(List.of(service), eventId, ALL);
            long[] heard = audience.heard();
            fanOut.add(crowd.commits(service, eventId), heard);
        }
        return fanOut;
    }

    private Service start(String way, String name) {
        return Service.start(program, database, name, way);
    }

    static String name() {
        return "muster_bench_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    private void ratio(String of, double value) {
        table.say("%s: %.2f", of, value);
    }
}
