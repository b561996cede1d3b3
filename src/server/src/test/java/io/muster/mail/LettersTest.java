package io.muster.mail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.muster.testing.service.Keycloak;
import io.muster.testing.service.ScriptedSmtp;
import io.vertx.core.Vertx;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Letters are handed in to an SMTP server, whatever it does, in a bounded time. */
class LettersTest {
    private static final Letter LETTER =
            new Letter("ada@example.org", "Ruiz te invita", "Ábrelo\n.\nadiós", "<p>Ábrelo</p>");

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord line) {
            // The test's own server writes down whom it gets letters for.
            if (line.getLoggerName().startsWith("com.icegreen")) {
                return;
            }
            logged.add(line.getMessage() + " "
                    + List.of(Optional.ofNullable(line.getParameters()).orElse(new Object[0])));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(log);
    }

    /** Whatever became of a letter, nobody's address is in the log. */
    @AfterEach
    void close() throws Exception {
        Logger.getLogger("").removeHandler(log);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(logged).noneMatch(line -> line.contains("ada@") || line.contains("p4ssword"));
    }

    private Letters letters(MailSettings settings) {
        return new Letters(vertx, Optional.of(settings), metrics);
    }

    private Letters letters(int port) {
        return letters(MailValues.local(port));
    }

    private static Delivery send(Letters letters, Letter letter) {
        return letters.send(letter).await().atMost(Letters.WITHIN.plusSeconds(2));
    }

    private double counted(String outcome) {
        return metrics.counter("muster.letters", "outcome", outcome).count();
    }

    private static GreenMail server(String protocol) {
        GreenMail server = new GreenMail(new ServerSetup(0, "localhost", protocol));
        server.start();
        return server;
    }

    private static int port(GreenMail server, String protocol) {
        return (protocol.equals(ServerSetup.PROTOCOL_SMTP) ? server.getSmtp() : server.getSmtps()).getPort();
    }

    private static GreenMail server() {
        return server(ServerSetup.PROTOCOL_SMTP);
    }

    private static int port(GreenMail server) {
        return port(server, ServerSetup.PROTOCOL_SMTP);
    }

    @Test
    void aLetterArrivesAsItWasWritten() throws Exception {
        GreenMail server = server();
        try {
            assertThat(send(letters(port(server)), LETTER)).isEqualTo(Delivery.SENT);

            MimeMessage arrived = server.getReceivedMessages()[0];
            assertThat(arrived.getSubject()).isEqualTo("Ruiz te invita");
            assertThat(arrived.getFrom()[0]).hasToString("shifts@example.org");
            assertThat(arrived.getAllRecipients()).extracting(Object::toString).containsExactly("ada@example.org");
            assertThat(arrived.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(arrived.getContentType()).startsWith("multipart/alternative");
            assertThat(arrived.getMessageID()).endsWith("@muster.example.org>");
            jakarta.mail.Multipart parts = (jakarta.mail.Multipart) arrived.getContent();
            assertThat(parts.getBodyPart(0).getContent().toString().replace("\r", ""))
                    .isEqualTo("Ábrelo\n.\nadiós");
            assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>Ábrelo</p>");
            assertThat(counted("sent")).isEqualTo(1);
        } finally {
            server.stop();
        }
    }

    /** The client encodes a subject with a line's end only if something else in it needs to be. */
    @Test
    void aSubjectAddsNoHeader() throws Exception {
        GreenMail server = server();
        try {
            Letter letter = new Letter("ada@example.org", "a\r\nBcc: b@example.org\nX-Own: 1", "text", "<p>");
            assertThat(send(letters(port(server)), letter)).isEqualTo(Delivery.SENT);

            MimeMessage arrived = server.getReceivedMessages()[0];
            assertThat(arrived.getSubject()).isEqualTo("a Bcc: b@example.org X-Own: 1");
            assertThat(arrived.getHeader("Bcc")).isNull();
            assertThat(arrived.getHeader("X-Own")).isNull();
        } finally {
            server.stop();
        }
    }

    @Test
    void itSignsInWhereItIsTold() {
        GreenMail server = server();
        try {
            server.setUser("shifts@example.org", "me", "p4ssword");
            MailValues values = MailValues.COMPLETE
                    .withHost("localhost")
                    .withPort(port(server))
                    .withTls("none")
                    .withUser("me");

            assertThat(send(
                            letters(MailSettings.from(values.withPassword("p4ssword"))
                                    .orElseThrow()),
                            LETTER))
                    .isEqualTo(Delivery.SENT);
            assertThat(send(
                            letters(MailSettings.from(values.withPassword("another"))
                                    .orElseThrow()),
                            LETTER))
                    .isEqualTo(Delivery.FAILED);
            assertThat(server.getReceivedMessages()).hasSize(1);
            assertThat(logged).anyMatch(line -> line.contains("SMTP 535"));
        } finally {
            server.stop();
        }
    }

    /** Neither a password nor a letter goes to who cannot be known. */
    @Test
    void aServerWithoutTheSecrecyWantedGetsNothing() {
        GreenMail plain = server();
        GreenMail selfSigned = server(ServerSetup.PROTOCOL_SMTPS);
        try {
            MailValues values = MailValues.COMPLETE.withHost("localhost");
            assertThat(send(
                            letters(MailSettings.from(values.withPort(port(plain)))
                                    .orElseThrow()),
                            LETTER))
                    .isEqualTo(Delivery.FAILED);
            assertThat(send(
                            letters(MailSettings.from(values.withTls("tls")
                                            .withPort(port(selfSigned, ServerSetup.PROTOCOL_SMTPS)))
                                    .orElseThrow()),
                            LETTER))
                    .isEqualTo(Delivery.FAILED);
            assertThat(plain.getReceivedMessages()).isEmpty();
            assertThat(selfSigned.getReceivedMessages()).isEmpty();
        } finally {
            plain.stop();
            selfSigned.stop();
        }
    }

    @Test
    void whereNobodyListensItFailsAtOnceAndGoesOnWhenSomebodyDoes() {
        int port = Keycloak.freePort();
        Letters letters = letters(port);

        assertThat(send(letters, LETTER)).isEqualTo(Delivery.FAILED);
        assertThat(counted("failed")).isEqualTo(1);
        GreenMail server = new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            assertThat(send(letters, LETTER)).isEqualTo(Delivery.SENT);
        } finally {
            server.stop();
        }
    }

    @Test
    void aRecipientThatIsNotWantedIsThatLetterAlone() {
        try (ScriptedSmtp server = new ScriptedSmtp(command -> command.contains("<ada@")
                ? Optional.of("550 5.1.1 <ada@example.org> is unknown here")
                : Optional.empty())) {
            Letters letters = letters(server.port());

            assertThat(send(letters, LETTER)).isEqualTo(Delivery.REFUSED);
            assertThat(send(letters, new Letter("ben@example.org", "a", "b", "c")))
                    .isEqualTo(Delivery.SENT);
            assertThat(logged).anyMatch(line -> line.contains("SMTP 550, recipient address not accepted"));
        }
    }

    /** Each in turn: silence at the greeting, in the middle, and at the end. */
    @Test
    void aServerThatIsSilentIsNotWaitedForAndNoConnectionIsLost() {
        for (String silentAt : List.of("", "MAIL", ".")) {
            AtomicInteger silent = new AtomicInteger(Letters.AT_ONCE);
            try (ScriptedSmtp server = new ScriptedSmtp(command ->
                    isAt(silentAt, command) && silent.getAndDecrement() > 0 ? Optional.of("") : Optional.empty())) {
                Letters letters = letters(server.port());
                long begun = System.nanoTime();

                List<Delivery> deliveries = all(letters, Letters.AT_ONCE + 2);

                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Letters.WITHIN.plusSeconds(2));
                assertThat(deliveries).as(silentAt).containsOnly(Delivery.FAILED);
                // What hangs is closed, and letters pass again.
                Awaitility.await()
                        .atMost(SmtpClient.OVER.plus(Letters.WITHIN).plusSeconds(2))
                        .until(() -> send(letters, LETTER) == Delivery.SENT);
                // Those whose turn had not come were not sent after all.
                assertThat(server.commands().stream().filter("."::equals).count())
                        .isLessThanOrEqualTo(Letters.AT_ONCE + 2L);
            }
        }
    }

    private static boolean isAt(String beginning, String command) {
        return beginning.isEmpty() ? command.isEmpty() : command.startsWith(beginning);
    }

    private static List<Delivery> all(Letters letters, int number) {
        List<CompletableFuture<Delivery>> sending = IntStream.range(0, number)
                .mapToObj(i -> letters.send(LETTER).subscribeAsCompletionStage())
                .toList();
        return sending.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void aFewAreSentAtATime() {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        try (ScriptedSmtp server = new ScriptedSmtp(command -> {
            if (command.startsWith("MAIL")) {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
            } else if (command.equals(".")) {
                now.decrementAndGet();
            }
            return Optional.empty();
        })) {
            Letters letters = letters(server.port());

            assertThat(all(letters, 60)).containsOnly(Delivery.SENT);
            assertThat(most.get()).isBetween(1, Letters.AT_ONCE);
            assertThat(server.connections()).isLessThanOrEqualTo(Letters.AT_ONCE);
            assertThat(counted("sent")).isEqualTo(60);
        }
    }

    @Test
    void thoseThatWaitAreBounded() {
        try (ScriptedSmtp server = new ScriptedSmtp(command -> Optional.of(""))) {
            Letters letters = letters(server.port());
            List<CompletableFuture<Delivery>> sending = Stream.generate(
                            () -> letters.send(LETTER).subscribeAsCompletionStage())
                    .limit(Letters.MOST_WAITING + Letters.AT_ONCE)
                    .toList();

            assertThat(letters.send(LETTER).await().atMost(Duration.ofSeconds(1)))
                    .isEqualTo(Delivery.FAILED);
            assertThat(sending).noneMatch(CompletableFuture::isDone);
            assertThat(sending.stream().map(CompletableFuture::join)).containsOnly(Delivery.FAILED);
        }
    }

    @Test
    void withoutSettingsNoneAreSent() {
        assertThat(new Letters(vertx, Optional.empty(), metrics).pages()).isEmpty();
    }
}
