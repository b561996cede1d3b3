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
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The packaged service on the embedded database, each a process of its own, for as long as the load lasts. */
final class Program implements AutoCloseable {
    static final String SECRET = "a secret that only the load test signs its tokens with";

    private static final Path BUILD = Path.of("..", "target").toAbsolutePath().normalize();
    private static final Path SOURCES =
            Path.of("..", "src", "main").toAbsolutePath().normalize();
    private static final Path JAR = BUILD.resolve("quarkus-app").resolve("quarkus-run.jar");

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

    /** The service as it is packaged; packages it where nothing is, or what is older than its sources. @throws Refused if that fails */
    static Program start() {
        if (!Files.exists(JAR) || modified(JAR).compareTo(newest(SOURCES)) < 0) {
            pack();
        }
        Process database = launch(
                List.of("-Xmx1g", "-cp", databaseClasses(), "io.muster.embedded.EmbeddedMongoProgram"), Map.of());
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

    private static FileTime newest(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Program::modified).max(FileTime::compareTo).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pack() {
        System.out.println("packaging the service");
        try {
            Process maven = new ProcessBuilder("./mvnw", "-q", "-B", "-ntp", "package", "-DskipTests")
                    .directory(BUILD.getParent().toFile())
                    .inheritIO()
                    .start();
            if (maven.waitFor() != 0) {
                throw new Refused("the service cannot be packaged");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The development classes leave the package for the tests' folder; what they need is on this program's own path. */
    private static String databaseClasses() {
        return String.join(
                System.getProperty("path.separator"),
                BUILD.resolve("test-classes").toString(),
                BUILD.resolve("classes").toString(),
                System.getProperty("java.class.path"));
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
