package io.muster.testing.service;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import static org.awaitility.Awaitility.await;

/**
 * A Keycloak with the realm that Docker Compose starts, and three people more, on this machine. {@code -Psign-in} unpacks one into {@code target}; it keeps
 * its data in memory.
 */
public final class Keycloak implements AutoCloseable {
    public static final String PASSWORD = "a password of this test";

    private static final Path UNPACKED = Path.of("target/keycloak");
    private static final Path REALM = Path.of("../../docker/keycloak/muster-realm.json");
    private static final Duration START = Duration.ofMinutes(6);

    private final Process process;
    private final int port;

    private Keycloak(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static boolean isThere() {
        return home().isPresent();
    }

    private static Optional<Path> home() {
        if (!Files.isDirectory(UNPACKED)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(UNPACKED)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("bin/kc.sh")))
                    .map(Path::toAbsolutePath)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until it answers.
     *
     * @param pages origins of the processes whose pages sign in there
     * @param tokenLife of its access tokens
     */
    public static Keycloak start(List<String> pages, Duration tokenLife) {
        try {
            Path home = home().orElseThrow();
            putRealm(home, pages, tokenLife);
            int port = freePort();
            ProcessBuilder start = new ProcessBuilder(
                    "sh",
                    home.resolve("bin/kc.sh").toString(),
                    "start-dev",
                    "--db=dev-mem",
                    "--import-realm",
                    "--http-port=" + port);
            start.environment()
                    .putAll(Map.of(
                            "MUSTER_PAGES",
                            pages.get(0),
                            "MUSTER_TRIAL_PASSWORD",
                            PASSWORD,
                            "JAVA_OPTS_KC_HEAP",
                            "-Xms64m -Xmx400m",
                            "JAVA_OPTS_APPEND",
                            "-XX:TieredStopAtLevel=1"));
            Process process = start.redirectErrorStream(true)
                    .redirectOutput(Path.of("target/keycloak.log").toFile())
                    .start();
            Keycloak keycloak = new Keycloak(process, port);
            keycloak.awaitStart();
            return keycloak;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void putRealm(Path home, List<String> pages, Duration tokenLife) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode realm = (ObjectNode) json.readTree(REALM.toFile());
        realm.put("accessTokenLifespan", tokenLife.toSeconds());
        ObjectNode client = (ObjectNode) realm.at("/clients/0");
        pages.stream().skip(1).forEach(origin -> {
            client.withArray("redirectUris").add(origin + "/");
            client.withArray("webOrigins").add(origin);
        });
        addPerson(realm, "berta", "Berta", "Rojas");
        addPerson(realm, "paula", "Paula", "Serra");
        addPerson(realm, "kim", "Kim", "Vega");
        Path file = home.resolve("data/import/muster-realm.json");
        Files.createDirectories(file.getParent());
        json.writeValue(file.toFile(), realm);
    }

    /** Somebody of whom the provider says a verified e-mail address and no firm. */
    private static void addPerson(ObjectNode realm, String username, String firstName, String lastName) {
        ObjectNode person = realm.withArray("users").addObject();
        person.put("username", username)
                .put("email", username + "@example.org")
                .put("emailVerified", true)
                .put("firstName", firstName)
                .put("lastName", lastName)
                .put("enabled", true);
        person.putArray("credentials").addObject().put("type", "password").put("value", PASSWORD);
    }

    /** For a moment: nothing else on this machine asks for a port by its number. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitStart() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest question = HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            await().atMost(START).pollInterval(Duration.ofMillis(500)).until(() -> isAnswered(client, question));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private boolean isAnswered(HttpClient client, HttpRequest question) throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("Keycloak has ended: see target/keycloak.log");
        }
        try {
            return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public String origin() {
        return "http://localhost:" + port;
    }

    public String issuer() {
        return origin() + "/realms/muster";
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
