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

/** The packaged service, in one process or several, on the embedded database, which has one of its own, for as long as the load lasts. */
final class Program implements AutoCloseable {
    static final String SECRET = "a secret that only the load test signs its tokens with";

    private static final Path JAR = Path.of(System.getProperty("service", "quarkus-run.jar"));

    private final Process database;
    private final List<Service> services;

    private Program(Process database, List<Service> services) {
        this.database = database;
        this.services = List.copyOf(services);
    }

    /** A process of the service. */
    private record Service(Process process, int port, int managementPort) {
        URI management() {
            return URI.create("http://localhost:" + managementPort);
        }
    }

    /**
     * The service as it was packaged.
     *
     * @param processes of it
     * @throws RefusedException if it was not
     */
    static Program start(int processes) {
        if (!Files.exists(JAR)) {
            throw new RefusedException("the service is not packaged: " + JAR);
        }
        Process database = launch(
                List.of(
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.muster.embedded.EmbeddedMongoProgram"),
                Map.of(),
                "database.log");
        String uri = address(database);
        List<Service> services = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            services.add(service(uri, i == 0 ? "service.log" : "service-" + (i + 1) + ".log"));
        }
        Program program = new Program(database, services);
        services.forEach(program::awaitReady);
        return program;
    }

    private static Service service(String uri, String log) {
        int port = freePort();
        int managementPort = freePort();
        Process process = launch(
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
                        "0"),
                log);
        return new Service(process, port, managementPort);
    }

    private static Process launch(List<String> arguments, Map<String, String> variables, String name) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        try {
            Path log = Files.createDirectories(Path.of("target")).resolve(name);
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

    private void awaitReady(Service service) {
        long limit = System.nanoTime() + 60_000_000_000L;
        while (!Api.isReady(service.management())) {
            if (!service.process.isAlive() || System.nanoTime() > limit) {
                close();
                throw new IllegalStateException("the service did not start; see load/target/service.log");
            }
        }
    }

    /** The first process. */
    URI target() {
        return targets().get(0);
    }

    /** All of them. */
    List<URI> targets() {
        return services.stream()
                .map(service -> URI.create("http://localhost:" + service.port))
                .toList();
    }

    /** Of the first process. */
    URI metrics() {
        return services.get(0).management().resolve("/q/metrics");
    }

    /** What the first process holds of the machine's memory now, in bytes. */
    long residentBytes() {
        try {
            return Files.readAllLines(Path.of(
                                    "/proc", "" + services.get(0).process.pid(), "status"))
                            .stream()
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
        services.forEach(service -> service.process.destroy());
        try {
            for (Service service : services) {
                service.process.waitFor();
            }
        } catch (InterruptedException e) {
            services.forEach(service -> service.process.destroyForcibly());
            Thread.currentThread().interrupt();
        }
        database.destroy();
    }
}
