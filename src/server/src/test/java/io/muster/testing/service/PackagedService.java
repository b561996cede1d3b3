package io.muster.testing.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

/**
 * The packaged service as a process of its own, in production mode, told what to do by its environment only: the jar or
 * the native binary, whichever was built last. Ports are free ones that the system picks.
 */
public final class PackagedService implements AutoCloseable {
    /** The secret that services under test verify tokens with. */
    public static final String SECRET = "a secret for packaged services under test only";

    private static final Duration START_LIMIT = Duration.ofSeconds(40);
    private static final Pattern LISTENING = Pattern.compile("Listening on:? *https?://[^:/ ]+:(\\d+)");
    private static final Pattern MANAGEMENT =
            Pattern.compile("Management interface listening on:? *https?://[^:/ ]+:(\\d+)");
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final ServiceLog log;

    private PackagedService(Process process) {
        this.process = process;
        this.log = new ServiceLog(process.getInputStream());
    }

    /** The environment of a service that has all it needs, before a test changes it. */
    public static Environment on(String mongoUri, String database) {
        return new Environment()
                .with("MUSTER_MONGODB_URI", mongoUri)
                .with("MUSTER_MONGODB_DATABASE", database)
                .with("MUSTER_JWT_SECRET", SECRET);
    }

    /** Waits until it says that it is ready. */
    public PackagedService awaitReady() {
        Awaitility.await("ready\n" + log.text())
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .failFast(this::failIfEnded)
                .until(() -> isListening() && health("ready") == 200);
        return this;
    }

    /** Waits until both its ports are open, ready or not. */
    public PackagedService awaitListening() {
        Awaitility.await("listening")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .failFast(this::failIfEnded)
                .until(this::isListening);
        return this;
    }

    private void failIfEnded() {
        if (!process.isAlive()) {
            throw new AssertionError("it ended with " + process.exitValue() + ":\n" + log.text());
        }
    }

    private boolean isListening() {
        return log.find(LISTENING).isPresent() && log.find(MANAGEMENT).isPresent();
    }

    /** The port of the API. */
    public int port() {
        return log.find(LISTENING).map(m -> Integer.parseInt(m.group(1))).orElseThrow();
    }

    public int managementPort() {
        return log.find(MANAGEMENT).map(m -> Integer.parseInt(m.group(1))).orElseThrow();
    }

    /** The status of {@code /q/health/} and the word on the management port; 0 while nobody answers. */
    public int health(String word) {
        return status(managementPort(), "/q/health/" + word);
    }

    /** The status of a GET without a token; 0 while nobody answers. */
    public static int status(int port, String path) {
        return get(port, path).map(HttpResponse::statusCode).orElse(0);
    }

    /** A GET without a token; empty while nobody answers. */
    public static Optional<HttpResponse<String>> get(int port, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return Optional.of(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException nobody) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    public ServiceLog log() {
        return log;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** SIGTERM: asks it to stop and does not wait. */
    public void askToStop() {
        process.destroy();
    }

    /** SIGKILL: it gets no chance to do anything more. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /** Asks it to stop and gives it 20 s. */
    public int stop() {
        askToStop();
        return awaitExit(Duration.ofSeconds(20));
    }

    /** Its exit code once it has ended by itself. */
    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + limit + ":\n" + log.text());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        RUNNING.remove(process);
        log.complete();
        log.keep("service-" + process.pid() + ".log");
        return process.exitValue();
    }

    /** Ends it for good if it still runs, whatever the test left it doing. */
    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroyForcibly();
        }
        awaitExit(Duration.ofSeconds(10));
    }

    /** The variables a service is started with. */
    public static final class Environment {
        private final Map<String, String> variables = new TreeMap<>();
        private final Map<String, String> properties = new TreeMap<>();
        private Optional<Artifact> other = Optional.empty();

        public Environment() {
            variables.put("QUARKUS_HTTP_PORT", "0");
            variables.put("QUARKUS_MANAGEMENT_PORT", "0");
        }

        public Environment with(String name, String value) {
            variables.put(name, value);
            return this;
        }

        public Environment without(String name) {
            variables.remove(name);
            return this;
        }

        /** Of another version. */
        public Environment of(Artifact version) {
            other = Optional.of(version);
            return this;
        }

        /** With a system property, for what the platform reads itself. */
        public Environment withProperty(String name, String value) {
            properties.put(name, value);
            return this;
        }

        /** Nobody's presses are counted: bursts by one user, or by one after another, are what is tested. */
        public Environment unlimited() {
            return with("MUSTER_RATE_LIMIT_PER_EVENT_MINUTE", "0").with("MUSTER_RATE_LIMIT_PER_MINUTE", "0");
        }

        /** Starts it and does not wait. */
        public PackagedService launch() {
            ProcessBuilder builder =
                    new ProcessBuilder(other.orElseGet(Artifact::built).command(properties)).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("MUSTER_") || name.startsWith("QUARKUS_"));
            builder.environment().putAll(variables);
            try {
                Process process = builder.start();
                RUNNING.add(process);
                return new PackagedService(process);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Starts it and waits until it is ready. */
        public PackagedService start() {
            PackagedService service = launch();
            try {
                return service.awaitReady();
            } catch (Throwable notReady) {
                service.close();
                throw notReady;
            }
        }
    }
}
