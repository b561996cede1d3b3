package io.muster.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.muster.egress.EgressAnswer.Outcome;
import io.muster.testing.service.Certificate;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.ProxyOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Where requests go, with whom, and how those end whose receiver is broken or hostile (docs/threat-model.md). */
class EgressClientTest {
    /** Taken for public here; where the private ones stand nobody is asked. */
    private static final String PUBLIC = "127.0.0.2";

    private static final String PRIVATE = "127.0.0.3";
    private static final Duration WITHIN = Duration.ofSeconds(2);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    private static Path folder;

    private static Certificate certificate;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> lookups = new ArrayList<>();

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = Certificate.make(folder);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static TlsReceiver receiver(TlsReceiver.Behaviour behaviour) throws Exception {
        return new TlsReceiver(certificate.context(), PUBLIC, behaviour);
    }

    private static HttpClientOptions options(int perHost, Optional<ProxyOptions> proxy) {
        return EgressClient.options(
                perHost,
                proxy,
                Optional.of(new PfxOptions()
                        .setPath(certificate.issuers().toString())
                        .setPassword(Certificate.PASSWORD)));
    }

    /** Each lookup has the next answer; after the last one it stays. */
    private EgressClient client(int port, String... answers) {
        Lookup lookup = host -> {
            lookups.add(host);
            return Uni.createFrom().item(List.of(address(answers[Math.min(lookups.size(), answers.length) - 1])));
        };
        return client(AllowedHosts.NONE, port, lookup);
    }

    private EgressClient client(AllowedHosts allowed, int port, Lookup lookup) {
        Destinations destinations = new Destinations(
                allowed, lookup, false, it -> it.getHostAddress().equals(PUBLIC), port);
        return new EgressClient(vertx, destinations, options(2, Optional.empty()), WITHIN);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException failure) {
            throw new IllegalArgumentException(failure);
        }
    }

    private static Uni<EgressAnswer> post(EgressClient client, String url) {
        return client.post(EgressUrl.parse(url).orElseThrow(), Map.of("webhook-id", "m1"), Buffer.buffer("[]"));
    }

    private static EgressAnswer posted(EgressClient client, int port) {
        return post(client, "https://localhost:" + port + "/path?secret=1")
                .await()
                .atMost(WITHIN.plusSeconds(3));
    }

    @Test
    void whatWasCheckedIsConnectedToInTheHostsName() throws Exception {
        try (TlsReceiver receiver = receiver(out -> TlsReceiver.write(out, OK))) {
            EgressAnswer answer = posted(client(receiver.port(), PUBLIC), receiver.port());

            assertThat(answer.outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.isSuccess()).isTrue();
            assertThat(lookups)
                    .as("between check and connection nobody is asked again")
                    .containsExactly("localhost");
            assertThat(receiver.heads)
                    .singleElement()
                    .satisfies(head -> assertThat(head)
                            .startsWith("POST /path?secret=1 HTTP/1.1\n")
                            .containsIgnoringCase("\nhost: localhost:" + receiver.port() + "\n")
                            .contains("\nwebhook-id: m1\n"));
        }
    }

    @Test
    void anAddressThatHasBecomePrivateIsNotConnectedTo() throws Exception {
        try (TlsReceiver receiver = receiver(out -> TlsReceiver.write(out, OK));
                ServerSocket inside = new ServerSocket(receiver.port(), 1, InetAddress.getByName(PRIVATE))) {
            EgressClient client = client(receiver.port(), PUBLIC, PRIVATE);

            assertThat(posted(client, receiver.port()).outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(posted(client, receiver.port()).outcome()).isEqualTo(Outcome.FORBIDDEN);

            inside.setSoTimeout(200);
            org.assertj.core.api.Assertions.assertThatThrownBy(inside::accept)
                    .as("nobody knocked")
                    .isInstanceOf(java.net.SocketTimeoutException.class);
            assertThat(receiver.heads).hasSize(1);
        }
    }

    @Test
    void theReallyPrivateAreForbiddenByThemselves() {
        EgressClient client = new Egress(vertx, Optional::empty).client(AllowedHosts.NONE, 2);

        assertThat(post(client, "https://localhost/").await().atMost(WITHIN).outcome())
                .isEqualTo(Outcome.FORBIDDEN);
        assertThat(post(client, "https://127.0.0.1/").await().atMost(WITHIN).outcome())
                .isEqualTo(Outcome.FORBIDDEN);
        assertThat(post(client, "https://[::ffff:10.0.0.1]/")
                        .await()
                        .atMost(WITHIN)
                        .outcome())
                .isEqualTo(Outcome.FORBIDDEN);
        assertThat(post(client, "https://8.8.8.8:8443/").await().atMost(WITHIN).outcome())
                .as("another port")
                .isEqualTo(Outcome.FORBIDDEN);
    }

    @Test
    void whatTheSettingsAllowIsSentToWhereverItIs() throws Exception {
        try (TlsReceiver receiver = receiver(out -> TlsReceiver.write(out, OK))) {
            AllowedHosts allowed =
                    AllowedHosts.from("MUSTER_WEBHOOK_ALLOW", Optional.of(List.of("localhost:" + receiver.port())));
            Lookup lookup = host -> Uni.createFrom().item(List.of(address(PRIVATE), address(PUBLIC)));

            assertThat(posted(client(allowed, EgressUrl.HTTPS_PORT, lookup), receiver.port())
                            .outcome())
                    .as("at the second address, as nobody accepts at the first one")
                    .isEqualTo(Outcome.ANSWERED);
        }
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
        try (TlsReceiver receiver = receiver(out -> TlsReceiver.write(
                out, "HTTP/1.1 307 Moved\r\nLocation: https://localhost:22/\r\nContent-Length: 0\r\n\r\n"))) {
            EgressAnswer answer = posted(client(receiver.port(), PUBLIC), receiver.port());

            assertThat(answer.status()).isEqualTo(307);
            assertThat(answer.isSuccess()).isFalse();
            assertThat(lookups).hasSize(1);
        }
    }

    @Test
    void whoNeverAnswersIsWaitedForSoLongAndNoLonger() throws Exception {
        assertEndsAs(out -> Thread.sleep(60_000), Outcome.TIMEOUT);
    }

    @Test
    void aHeadOfAByteASecondIsTooSlow() throws Exception {
        assertEndsAs(
                out -> {
                    for (char it : OK.toCharArray()) {
                        TlsReceiver.write(out, String.valueOf(it));
                        Thread.sleep(1_000);
                    }
                },
                Outcome.TIMEOUT);
    }

    @Test
    void aBodyOfAByteASecondIsNotReadToItsEnd() throws Exception {
        assertEndsAs(
                out -> {
                    TlsReceiver.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                    while (true) {
                        TlsReceiver.write(out, "x");
                        Thread.sleep(1_000);
                    }
                },
                Outcome.ANSWERED);
    }

    @Test
    void ofAHundredMegabytesLittleIsRead() throws Exception {
        long[] sent = new long[1];
        assertEndsAs(
                out -> {
                    TlsReceiver.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
                    byte[] part = new byte[10_000];
                    for (int at = 0; at < 10_000; at++) {
                        out.write(part);
                        sent[0] += part.length;
                    }
                },
                Outcome.ANSWERED);
        assertThat(sent[0]).isLessThan(50_000_000);
    }

    @Test
    void aHeadWithoutEndIsRefused() throws Exception {
        assertEndsAs(
                out -> {
                    TlsReceiver.write(out, "HTTP/1.1 200 OK\r\n");
                    while (true) {
                        TlsReceiver.write(out, "x-more: " + "y".repeat(1_000) + "\r\n");
                    }
                },
                Outcome.BROKEN);
    }

    @Test
    void whatIsNoHttpIsBroken() throws Exception {
        assertEndsAs(out -> TlsReceiver.write(out, "220 mail.example.org ESMTP\r\n\r\n"), Outcome.BROKEN);
    }

    @Test
    void whoClosesWithoutAnAnswerIsBroken() throws Exception {
        assertEndsAs(
                out -> {
                    throw new IOException("closed");
                },
                Outcome.BROKEN);
    }

    /** It ends in time, and no connection stays open. */
    private void assertEndsAs(TlsReceiver.Behaviour behaviour, Outcome outcome) throws Exception {
        try (TlsReceiver receiver = receiver(behaviour)) {
            EgressAnswer answer = posted(client(receiver.port(), PUBLIC), receiver.port());

            assertThat(answer.outcome()).isEqualTo(outcome);
            assertThat(answer.took()).isLessThan(WITHIN.plusMillis(500));
            await().atMost(WITHIN).until(receiver::isLeft);
        }
    }

    @Test
    void aCertificateOfAnotherNameEndsIt() throws Exception {
        try (TlsReceiver receiver = receiver(out -> TlsReceiver.write(out, OK))) {
            EgressAnswer answer = post(
                            client(receiver.port(), PUBLIC), "https://hooks.example.org:" + receiver.port() + "/")
                    .await()
                    .atMost(WITHIN.plusSeconds(3));

            assertThat(answer.outcome()).isEqualTo(Outcome.TLS);
            assertThat(receiver.heads).isEmpty();
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForEndsIt() throws Exception {
        try (TlsReceiver receiver = receiver(out -> TlsReceiver.write(out, OK))) {
            AllowedHosts allowed =
                    AllowedHosts.from("MUSTER_WEBHOOK_ALLOW", Optional.of(List.of(PUBLIC + ":" + receiver.port())));
            EgressClient client = new Egress(vertx, Optional::empty).client(allowed, 2);

            EgressAnswer answer = post(client, "https://" + PUBLIC + ":" + receiver.port() + "/")
                    .await()
                    .atMost(WITHIN.plusSeconds(3));

            assertThat(answer.outcome()).isEqualTo(Outcome.TLS);
            assertThat(receiver.heads).isEmpty();
        }
    }

    @Test
    void whoSpeaksInTheClearIsNotAnswered() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getByName(PUBLIC))) {
            Thread server = new Thread(() -> {
                try (var socket = plain.accept()) {
                    TlsReceiver.write(socket.getOutputStream(), OK);
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            server.start();

            assertThat(posted(client(plain.getLocalPort(), PUBLIC), plain.getLocalPort())
                            .outcome())
                    .isEqualTo(Outcome.TLS);
        }
    }

    @Test
    void whereNobodyAcceptsItIsUnreachable() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName(PUBLIC))) {
            port = closed.getLocalPort();
        }
        assertThat(posted(client(port, PUBLIC), port).outcome()).isEqualTo(Outcome.UNREACHABLE);
        Lookup none = host -> Uni.createFrom().failure(new IllegalArgumentException("unknown host"));
        assertThat(posted(client(AllowedHosts.NONE, port, none), port).outcome())
                .isEqualTo(Outcome.UNREACHABLE);
    }

    @Test
    void aLookupThatHangsEndsInTimeAndIsNotConnectedToLater() throws Exception {
        try (TlsReceiver receiver = receiver(out -> TlsReceiver.write(out, OK))) {
            Lookup slow = host -> Uni.createFrom()
                    .item(List.of(address(PUBLIC)))
                    .onItem()
                    .delayIt()
                    .by(WITHIN.plusMillis(500));

            assertThat(posted(client(AllowedHosts.NONE, receiver.port(), slow), receiver.port())
                            .outcome())
                    .isEqualTo(Outcome.TIMEOUT);
            await().during(Duration.ofSeconds(1)).atMost(WITHIN).until(() -> receiver.mostOpen() == 0);
        }
    }

    @Test
    void connectionsToOneHostAreFew() throws Exception {
        try (TlsReceiver receiver = receiver(out -> {
            Thread.sleep(50);
            TlsReceiver.write(out, OK);
        })) {
            EgressClient client = client(receiver.port(), PUBLIC);
            List<Uni<EgressAnswer>> posts = IntStream.range(0, 20)
                    .mapToObj(it -> post(client, "https://localhost:" + receiver.port() + "/"))
                    .toList();

            List<EgressAnswer> answers =
                    Uni.join().all(posts).andFailFast().await().atMost(WITHIN.plusSeconds(3));

            assertThat(answers).allMatch(EgressAnswer::isSuccess);
            assertThat(receiver.mostOpen()).isEqualTo(2);
        }
    }

    @Test
    void aProxyIsHandedTheName() throws Exception {
        List<String> asked = java.util.Collections.synchronizedList(new ArrayList<>());
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try (var socket = proxy.accept()) {
                    var in = new java.io.BufferedReader(new java.io.InputStreamReader(socket.getInputStream()));
                    Stream.generate(() -> line(in))
                            .takeWhile(it -> !it.isEmpty())
                            .forEach(asked::add);
                    TlsReceiver.write(socket.getOutputStream(), "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            server.start();
            Destinations destinations = new Destinations(
                    AllowedHosts.NONE, host -> Uni.createFrom().failure(new IllegalStateException("looked up")), true);
            ProxyOptions options = new ProxyOptions().setHost("localhost").setPort(proxy.getLocalPort());
            EgressClient client = new EgressClient(vertx, destinations, options(2, Optional.of(options)), WITHIN);

            EgressAnswer answer =
                    post(client, "https://hooks.example.org/").await().atMost(WITHIN.plusSeconds(3));

            assertThat(answer.outcome()).isEqualTo(Outcome.UNREACHABLE);
            assertThat(asked).first().isEqualTo("CONNECT hooks.example.org:443 HTTP/1.1");
            assertThat(client.mayBe(EgressUrl.parse("https://10.0.0.1/").orElseThrow()))
                    .isFalse();
        }
    }

    private static String line(java.io.BufferedReader in) {
        try {
            String line = in.readLine();
            return line == null ? "" : line;
        } catch (IOException closed) {
            return "";
        }
    }
}
