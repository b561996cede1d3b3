package io.muster.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged service on the embedded database, each a process of its own, for as long as the load lasts. */
final class Program implements AutoCloseable {
    static final String SECRET = "a secret that only the load test signs its tokens with";

    private static final Path JAR = Path.of(System.getProperty("service", "quarkus-run.jar"));

    private final Process database;
    private final Process service;
    private final int port;
    private final int managementPort;

    private Program(Process database, Process service, int port, int managementPort) {
        this.database = database;
        this.service = service;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** The service as it was packaged. @throws RefusedException if it was not */
    static Program start() {
        if (!Files.exists(JAR)) {
            throw new RefusedException("the service is not packaged: " + JAR);
        }
        Process database = launch(
                List.of(
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.muster.embedded.EmbeddedMongoProgram"),
                Map.of());
        String uri = address(database);
        int port = freePort();
        int managementPort = freePort();
        Process service = launch(
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-jar", JAR.toString()),
                Map.of(
                        "QUARKUS_HTTP_PORT",
                        "" + port,
                        "QUARKUS_MANAGEMENT_PORT",
                        "" + managementPort,
                        "MUSTER_MONGODB_URI",
                        uri,
                        "MUSTER_MONGODB_DATABASE",
                        "muster_load",
                        "MUSTER_JWT_SECRET",
                        SECRET,
                        "MUSTER_RATE_LIMIT_PER_EVENT_MINUTE",
                        "0",
                        "MUSTER_RATE_LIMIT_PER_MINUTE",
                        "0"));
        Program program = new Program(database, service, port, managementPort);
        program.awaitReady();
        return program;
    }

    private static Process launch(List<String> arguments, Map<String, String> variables) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        try {
            Path log = Files.createDirectories(Path.of("target"))
                    .resolve(variables.isEmpty() ? "database.log" : "service.log");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
            if (!variables.isEmpty()) {
                builder.redirectOutput(log.toFile());
            }
            builder.environment().putAll(variables);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String address(Process database) {
        BufferedReader said =
                new BufferedReader(new InputStreamReader(database.getInputStream(), StandardCharsets.UTF_8));
        return said.lines()
                .filter(line -> line.startsWith("mongodb://"))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("the embedded database did not start; see target/database.log"));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        long limit = System.nanoTime() + 60_000_000_000L;
        while (!Api.isReady(URI.create("http://localhost:" + managementPort))) {
            if (!service.isAlive() || System.nanoTime() > limit) {
                close();
                throw new IllegalStateException("the service did not start; see load/target/service.log");
            }
        }
    }

    URI target() {
        return URI.create("http://localhost:" + port);
    }

    URI metrics() {
        return URI.create("http://localhost:" + managementPort + "/q/metrics");
    }

    /** What the service holds of the machine's memory now, in bytes. */
    long residentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc", "" + service.pid(), "status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    * 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        service.destroy();
        try {
            service.waitFor();
        } catch (InterruptedException e) {
            service.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        database.destroy();
    }
}
