package io.muster.mail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends letters, a few at a time in order of arrival; nobody waits longer for one than {@link #WITHIN}. Half a configuration ends the start.
 * Neither an address nor a text is logged.
 */
@Startup
@Singleton
public final class Letters {
    /** How long one letter is waited for, the wait for its turn included. Requests are answered within 10 s. */
    public static final Duration WITHIN = Duration.ofMillis(4_500);

    /** Letters and connections at a time. */
    public static final int AT_ONCE = 4;

    /** Letters whose turn has not come yet; another one fails at once. */
    static final int MOST_WAITING = 1_000;

    private static final Logger LOG = Logger.getLogger(Letters.class);

    private final Optional<Server> server;
    private final Context context;
    private final Counter sent;
    private final Counter failed;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int underWay;

    /** Where letters are handed in. */
    private record Server(MailSettings settings, MailClient client) {}

    /** A letter whose turn has not come yet. Nobody waits for it any more once {@code given up}: it is not sent then. */
    private static final class Waiting {
        private final Letter letter;
        private final UniEmitter<? super Delivery> asker;
        private volatile boolean isGivenUp;

        Waiting(Letter letter, UniEmitter<? super Delivery> asker) {
            this.letter = letter;
            this.asker = asker;
        }
    }

    @Inject
    Letters(Vertx vertx, MailConfig config, MeterRegistry registry) {
        this(vertx, MailSettings.from(config), registry);
    }

    Letters(Vertx vertx, Optional<MailSettings> settings, MeterRegistry registry) {
        this.server = settings.map(it -> new Server(it, SmtpClient.to(it, vertx, AT_ONCE)));
        this.context = vertx.getOrCreateContext();
        this.sent = counter(registry, "sent");
        this.failed = counter(registry, "failed");
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("muster.letters")
                .description("Letters that the SMTP server has taken, and those it has not")
                .tag("outcome", outcome)
                .register(registry);
    }

    @PreDestroy
    void close() {
        server.ifPresent(it -> it.client.close());
    }

    /** Where the links of letters lead, without a slash at its end; empty where no letters are sent. */
    public Optional<String> pages() {
        return server.map(it -> it.settings.pages());
    }

    /** What of the settings is risky; nothing where no letters are sent. */
    public Set<MailRisk> risks() {
        return server.map(it -> it.settings.risks()).orElse(Set.of());
    }

    /** Sends a letter. It never fails, and says nothing of why a letter was not sent: the log does. */
    public Uni<Delivery> send(Letter letter) {
        return Uni.createFrom()
                .<Delivery>emitter(asker -> enqueue(new Waiting(letter, asker)))
                .invoke(delivery -> (delivery == Delivery.SENT ? sent : failed).increment());
    }

    private void enqueue(Waiting letter) {
        long timer = context.owner().setTimer(WITHIN.toMillis(), ignored -> {
            letter.isGivenUp = true;
            LOG.warn("letter not sent: no answer in time");
            letter.asker.complete(Delivery.FAILED);
        });
        letter.asker.onTermination(() -> context.owner().cancelTimer(timer));
        if (!hasRoom(letter)) {
            LOG.warn("letter not sent: too many are waiting");
            letter.asker.complete(Delivery.FAILED);
        }
        next();
    }

    private synchronized boolean hasRoom(Waiting letter) {
        waiting.removeIf(it -> it.isGivenUp);
        return waiting.size() < MOST_WAITING && waiting.add(letter);
    }

    private void next() {
        Waiting letter = turn();
        if (letter != null) {
            context.runOnContext(ignored -> handIn(letter));
        }
    }

    private synchronized @Nullable Waiting turn() {
        waiting.removeIf(it -> it.isGivenUp);
        Waiting letter = underWay < AT_ONCE ? waiting.poll() : null;
        underWay += letter == null ? 0 : 1;
        return letter;
    }

    private synchronized void done() {
        underWay--;
    }

    private void handIn(Waiting letter) {
        Server to = server.orElseThrow();
        AtomicBoolean isOver = new AtomicBoolean();
        long timer = context.owner().setTimer(SmtpClient.OVER.toMillis(), ignored -> makeRoom(isOver));
        to.client.sendMail(message(letter.letter, to.settings.from())).onComplete(result -> {
            context.owner().cancelTimer(timer);
            makeRoom(isOver);
            if (result.failed()) {
                LOG.warnf("letter not sent: %s", SmtpFailure.reason(result.cause()));
            }
            letter.asker.complete(result.succeeded() ? Delivery.SENT : SmtpFailure.delivery(result.cause()));
        });
    }

    /** Once a letter. */
    private void makeRoom(AtomicBoolean isOver) {
        if (isOver.compareAndSet(false, true)) {
            done();
            next();
        }
    }

    private static MailMessage message(Letter letter, String from) {
        MailMessage message = new MailMessage(from, letter.to(), PlainName.header(letter.subject()), letter.text())
                .addHeader("Auto-Submitted", "auto-generated");
        letter.html().ifPresent(message::setHtml);
        letter.headers().forEach((name, value) -> message.addHeader(name, PlainName.header(value)));
        return message;
    }
}
