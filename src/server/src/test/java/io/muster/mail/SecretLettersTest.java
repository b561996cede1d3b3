package io.muster.mail;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.muster.testing.service.Certificate;
import io.muster.testing.service.TlsBefore;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Letters go out in secret to a server whose certificate the process trusts (docs/operations.md, private certificate authority). */
class SecretLettersTest {
    private static final Letter LETTER = new Letter("ada@example.org", "Ruiz te invita", "Ábrelo", "<p>Ábrelo</p>");
    private static final String STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final GreenMail server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
    private Certificate certificate;

    @BeforeEach
    void start() throws Exception {
        certificate = Certificate.make(folder);
        server.setUser("shifts@example.org", "me", "p4ssword");
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Delivery send(String tls, int port) {
        MailSettings settings = MailSettings.from(MailValues.COMPLETE
                        .withHost("localhost")
                        .withPort(port)
                        .withTls(tls)
                        .withUser("me")
                        .withPassword("p4ssword"))
                .orElseThrow();
        return new Letters(vertx, Optional.of(settings), new SimpleMeterRegistry())
                .send(LETTER)
                .await()
                .atMost(Letters.WITHIN.plusSeconds(2));
    }

    /** As a process that was started with these settings. */
    private static Delivery trusting(Certificate certificate, Supplier<Delivery> work) {
        Map<String, Optional<String>> before = Map.of(
                STORE, Optional.ofNullable(System.getProperty(STORE)),
                PASSWORD, Optional.ofNullable(System.getProperty(PASSWORD)));
        System.setProperty(STORE, certificate.issuers().toString());
        System.setProperty(PASSWORD, Certificate.PASSWORD);
        try {
            return work.get();
        } finally {
            before.forEach((name, value) ->
                    value.ifPresentOrElse(it -> System.setProperty(name, it), () -> System.clearProperty(name)));
        }
    }

    @Test
    void fromTheFirstByteOn() throws Exception {
        try (TlsBefore secret = TlsBefore.at(server.getSmtp().getPort(), certificate.context())) {
            assertThat(trusting(certificate, () -> send("tls", secret.port()))).isEqualTo(Delivery.SENT);
            assertThat(server.getReceivedMessages()).hasSize(1);
        }
    }

    @Test
    void fromStarttlsOn() throws Exception {
        try (TlsBefore secret = TlsBefore.starting(server.getSmtp().getPort(), certificate.context())) {
            assertThat(trusting(certificate, () -> send("starttls", secret.port())))
                    .isEqualTo(Delivery.SENT);
            assertThat(server.getReceivedMessages()).hasSize(1);
        }
    }

    /** The same server, and a process that does not trust it. */
    @Test
    void nothingGoesToWhomThisProcessDoesNotTrust() throws Exception {
        try (TlsBefore first = TlsBefore.at(server.getSmtp().getPort(), certificate.context());
                TlsBefore later = TlsBefore.starting(server.getSmtp().getPort(), certificate.context())) {
            assertThat(send("tls", first.port())).isEqualTo(Delivery.FAILED);
            assertThat(send("starttls", later.port())).isEqualTo(Delivery.FAILED);
            assertThat(server.getReceivedMessages()).isEmpty();
        }
    }
}
