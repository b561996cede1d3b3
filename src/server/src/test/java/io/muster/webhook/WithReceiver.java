package io.muster.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.muster.testing.service.Certificate;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import org.jspecify.annotations.Nullable;

/** Takes what webhooks are sent, over TLS with a certificate that this process trusts, each path as it is told. */
public class WithReceiver implements QuarkusTestResourceLifecycleManager {
    private static final String STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final Map<String, Integer> STATUS = new ConcurrentHashMap<>();
    private static final Map<String, List<Message>> RECEIVED = new ConcurrentHashMap<>();

    private static volatile int port;

    private @Nullable HttpsServer server;

    /** A request as it came. */
    record Message(Map<String, List<String>> headers, String body) {}

    /** What a process of its own trusts the receiver by: system properties. */
    static Map<String, String> trust() {
        return Map.of(STORE, System.getProperty(STORE), PASSWORD, Certificate.PASSWORD);
    }

    /** @param path that nobody else has */
    static String url(String path) {
        return "https://localhost:" + port + path;
    }

    /** What a path answers from now on; 200 before. */
    static void answers(String path, int status) {
        STATUS.put(path, status);
    }

    static List<Message> received(String path) {
        return List.copyOf(RECEIVED.getOrDefault(path, List.of()));
    }

    @Override
    public Map<String, String> start() {
        try {
            Certificate certificate = Certificate.make(Files.createTempDirectory(Path.of("target"), "receiver"));
            HttpsServer made = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
            made.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
            made.setExecutor(Executors.newCachedThreadPool());
            made.createContext("/", WithReceiver::take);
            made.start();
            server = made;
            port = made.getAddress().getPort();
            System.setProperty(STORE, certificate.issuers().toString());
            System.setProperty(PASSWORD, Certificate.PASSWORD);
            return Map.of("muster.webhook.allow", "localhost:" + port);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void take(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream in = exchange.getRequestBody()) {
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            Map<String, List<String>> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
            RECEIVED.computeIfAbsent(path, first -> new CopyOnWriteArrayList<>())
                    .add(new Message(headers, body));
            exchange.sendResponseHeaders(STATUS.getOrDefault(path, 200), -1);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
        for (String name : new ArrayList<>(List.of(STORE, PASSWORD))) {
            System.clearProperty(name);
        }
    }
}
