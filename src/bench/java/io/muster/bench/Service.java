package io.muster.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of the service under measurement. */
final class Service implements AutoCloseable {
    static final String SECRET = "a secret that only the benchmark signs its tokens with";
    static final String HEAP = "-Xmx256m -XX:+UseSerialGC";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;
    private final int managementPort;
    private final Duration ready;

    private Service(Process process, int port, int managementPort, long started) {
        this.process = process;
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
        int port = freePort();
        int managementPort = freePort();
        List<String> command = new ArrayList<>();
        if (program.toString().endsWith(".jar")) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(HEAP.split(" ")));
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
        awaken(port);
        long started = System.nanoTime();
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Service(process, port, managementPort, started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client's first request takes longer than a binary's start; it is not to be counted with it. Nobody answers yet. */
    private static void awaken(int port) {
        get(port, "/q/health/ready");
    }

    int port() {
        return port;
    }

    /** From the start of the process to the first positive answer of its readiness. */
    Duration ready() {
        return ready;
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

    /** The processor's time it has taken so far, to the hundredth of a second or so. */
    long cpuNanos() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    Counts counts() {
        return Counts.of(get(managementPort, "/q/metrics"));
    }

    private Duration awaitReady(long started) {
        while (System.nanoTime() - started < START_LIMIT.toNanos()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the service ended; see its log in target/bench");
            }
            if (!get(managementPort, "/q/health/ready").isEmpty()) {
                return Duration.ofNanos(System.nanoTime() - started);
            }
        }
        throw new IllegalStateException("the service is not ready after " + START_LIMIT);
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
            Thread.sleep(5);
        } catch (IOException nobody) {
            pause();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "";
    }

    private static void pause() {
        try {
            Thread.sleep(5);
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
