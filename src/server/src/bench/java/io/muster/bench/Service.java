package io.muster.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A process of the service under measurement. */
final class Service implements AutoCloseable {
    static final String SECRET = "a secret that only the benchmark signs its tokens with";
    static final String HEAP = "-Xmx256m -XX:+UseSerialGC";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int PATIENCE_MS = 5_000;
    private static final byte[] ARE_YOU_READY =
            "GET /q/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;
    private final int managementPort;
    private final boolean collects;
    private final Duration ready;

    private Service(Process process, boolean collects, int port, int managementPort, long started) {
        this.process = process;
        this.collects = collects;
        this.port = port;
        this.managementPort = managementPort;
        this.ready = awaitReady(started);
    }

    /**
     * Starts it and waits until it says that it is ready.
     *
     * @param program a jar, run with {@link #HEAP}, or a native binary
     * @param way how it records responses: {@code lanes}, {@code transaction} or {@code lone}
     */
    static Service start(Path program, Database database, String name, String way) {
        return start(program, database, name, way, Map.of());
    }

    /** The same, with variables of its own. */
    static Service start(Path program, Database database, String name, String way, Map<String, String> variables) {
        return start(program, database, name, way, variables, List.of());
    }

    /** The same, with options of its own for the JVM. */
    static Service start(
            Path program,
            Database database,
            String name,
            String way,
            Map<String, String> variables,
            List<String> options) {
        int port = freePort();
        int managementPort = freePort();
        List<String> command = new ArrayList<>();
        if (isJar(program)) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(HEAP.split(" ")));
            command.addAll(options);
            command.add("-jar");
        }
        command.add(program.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "bench", "service-" + way + "-" + port + ".log")
                        .toFile());
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_PORT",
                        "" + port,
                        "QUARKUS_MANAGEMENT_PORT",
                        "" + managementPort,
                        "QUARKUS_SHUTDOWN_DELAY",
                        "0s",
                        "MUSTER_MONGODB_URI",
                        database.uri(),
                        "MUSTER_MONGODB_DATABASE",
                        name,
                        "MUSTER_JWT_SECRET",
                        SECRET,
                        "MUSTER_RATE_LIMIT_PER_EVENT_MINUTE",
                        "0",
                        "MUSTER_RATE_LIMIT_PER_MINUTE",
                        "0",
                        "MUSTER_BENCH_WAY",
                        way));
        builder.environment().putAll(variables);
        // A client's first request takes longer than a binary's start; it is not to be counted with it. Nobody answers
        // yet.
        isReady(managementPort);
        long started = System.nanoTime();
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Service(process, isJar(program), port, managementPort, started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a program is run, in words. */
    static String kind(Path program) {
        return isJar(program) ? "a jar with " + HEAP : "a native binary";
    }

    private static boolean isJar(Path program) {
        return program.toString().endsWith(".jar");
    }

    int port() {
        return port;
    }

    /** From the start of the process to the first positive answer of its readiness. */
    Duration ready() {
        return ready;
    }

    /** Asks whether it is ready, as a probe does. */
    void ask() {
        isReady(managementPort);
    }

    /** What the process holds of the machine's memory now, in MiB. */
    long residentMiB() throws IOException {
        return Files.readAllLines(Path.of("/proc", "" + process.pid(), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0)
                / 1024;
    }

    /** What it holds; a JVM collects its garbage before. */
    Memory memory() throws IOException, InterruptedException {
        if (collects) {
            new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            "" + process.pid(),
                            "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
        return Memory.of(residentMiB() << 20, collects ? get(managementPort, "/q/metrics") : "");
    }

    /** The processor's time it has taken so far, to the hundredth of a second or so; of single threads, more exactly. */
    Spent spent() {
        long all = process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        return new Spent(all, nanosOf("CompilerThre"), nanosOf("VM Thread"));
    }

    /** Of the threads that are called so. */
    private long nanosOf(String name) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", "" + process.pid(), "task"))) {
            return threads.mapToLong(thread -> nanosOf(thread, name)).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long nanosOf(Path thread, String name) {
        try {
            return Files.readString(thread.resolve("comm")).contains(name)
                    ? Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ")[0])
                    : 0;
        } catch (IOException ended) {
            return 0;
        }
    }

    Counts counts() {
        return Counts.of(get(managementPort, "/q/metrics"));
    }

    private Duration awaitReady(long started) {
        while (System.nanoTime() - started < START_LIMIT.toNanos()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the service ended; see its log in target/bench");
            }
            if (isReady(managementPort)) {
                return Duration.ofNanos(System.nanoTime() - started);
            }
            rest();
        }
        throw new IllegalStateException("the service is not ready after " + START_LIMIT);
    }

    /** Asked by hand: whoever is asked is measured, and has but two processors. */
    private static boolean isReady(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(ARE_YOU_READY);
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String status = answer.readLine();
            return status != null && status.startsWith("HTTP/1.1 200");
        } catch (IOException nobody) {
            return false;
        }
    }

    /** Empty while nobody answers 200. */
    private static String get(int port, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            return "";
        } catch (IOException nobody) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void rest() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
