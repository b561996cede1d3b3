package io.muster.webhook;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Singleton;

import io.muster.outbound.OutboundConsumer;
import io.muster.outbound.Term;
import io.muster.store.AtIntervals;
import io.muster.store.DatabaseClock;
import io.muster.store.webhook.Webhook;
import io.muster.store.webhook.Webhooks;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/**
 * Sends to all webhooks while this process holds the lease: to each one request at a time, to all of them side by side. It begins with all
 * of them, then goes to those of a firm whose log has grown; each second it looks which ones are to be tried again.
 */
@Singleton
public class WebhookSender implements OutboundConsumer {
    private static final Logger LOG = Logger.getLogger(WebhookSender.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final Duration FIRST = Duration.ofMillis(10);

    /** Webhooks that are tried again together; more have to wait for the next second. */
    private static final int MOST = 1_000;

    private final Webhooks webhooks;
    private final WebhookSending sending;
    private final DatabaseClock clock;
    private volatile Run run = new Run(() -> false);
    private volatile Cancellable looking = () -> {};

    WebhookSender(Webhooks webhooks, WebhookSending sending, DatabaseClock clock) {
        this.webhooks = webhooks;
        this.sending = sending;
        this.clock = clock;
    }

    @Override
    public void begin(Term term) {
        Run begun = new Run(term);
        run = begun;
        looking = AtIntervals.run(FIRST, EVERY, begun::look);
    }

    @Override
    public void grown(String firm, long seq) {
        run.grown(firm);
    }

    @Override
    public void end() {
        looking.cancel();
    }

    /** One term. */
    private final class Run {
        private final Term term;

        /** Whether something has come since it was begun with. */
        private final Map<ObjectId, AtomicBoolean> underWay = new ConcurrentHashMap<>();

        private volatile boolean hasBegun;

        private Run(Term term) {
            this.term = term;
        }

        private Uni<Void> look() {
            return hasBegun
                    ? clock.now()
                            .chain(now -> webhooks.waiting(now, MOST))
                            .invoke(found -> found.forEach(webhook -> go(webhook.id())))
                            .replaceWithVoid()
                    : webhooks.active()
                            .invoke(this::go)
                            .collect()
                            .last()
                            .invoke(() -> hasBegun = true)
                            .replaceWithVoid();
        }

        private void grown(String firm) {
            if (term.holds()) {
                webhooks.of(firm)
                        .subscribe()
                        .with(found -> found.stream().map(Webhook::id).forEach(this::go), Run::failed);
            }
        }

        private void go(ObjectId id) {
            if (!term.holds()) {
                return;
            }
            AtomicBoolean again = new AtomicBoolean();
            AtomicBoolean before = underWay.putIfAbsent(id, again);
            if (before == null) {
                send(id, again);
            } else {
                before.set(true);
            }
        }

        /** Until there is nothing more. What has come meanwhile may have been missed by the last look. */
        private void send(ObjectId id, AtomicBoolean again) {
            Uni.createFrom()
                    .deferred(() -> {
                        again.set(false);
                        return sending.next(id, term);
                    })
                    .repeat()
                    .whilst(more -> (more || again.get()) && term.holds())
                    .collect()
                    .last()
                    .onTermination()
                    .invoke(() -> {
                        underWay.remove(id);
                        // Between the last question and the removal.
                        if (again.get()) {
                            go(id);
                        }
                    })
                    .subscribe()
                    .with(done -> {}, Run::failed);
        }

        private static void failed(Throwable failure) {
            LOG.debugf(
                    "event=webhook outcome=broken cause=%s", failure.getClass().getName());
        }
    }
}
