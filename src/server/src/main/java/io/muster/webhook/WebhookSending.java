package io.muster.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.inject.Singleton;

import io.muster.outbound.CloudEvents;
import io.muster.outbound.Term;
import io.muster.store.DatabaseClock;
import io.muster.store.outbound.DueList;
import io.muster.store.outbound.OutboundLine;
import io.muster.store.outbound.OutboundLine.Due;
import io.muster.store.outbound.OutboundLine.Occasion;
import io.muster.store.outbound.OutboundLog;
import io.muster.store.webhook.Webhook;
import io.muster.store.webhook.Webhook.State;
import io.muster.store.webhook.Webhooks;
import io.muster.webhook.WebhookPosts.Result;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/** Sends one webhook its next part. */
@Singleton
class WebhookSending {
    private static final Logger LOG = Logger.getLogger(WebhookSending.class);
    private static final int EVENTS = 100;

    private final Webhooks webhooks;
    private final OutboundLog log;
    private final WebhookPosts posts;
    private final DueList due;
    private final DatabaseClock clock;
    private final WebhookMetrics metrics;

    WebhookSending(
            Webhooks webhooks,
            OutboundLog log,
            WebhookPosts posts,
            DueList due,
            DatabaseClock clock,
            WebhookMetrics metrics) {
        this.webhooks = webhooks;
        this.log = log;
        this.posts = posts;
        this.due = due;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Sends what is next, if there is anything and its time has come.
     *
     * @return whether there may be more to send at once
     */
    Uni<Boolean> next(ObjectId id, Term term) {
        return webhooks.one(id)
                .chain(found -> found.filter(it -> it.state() == State.ACTIVE)
                        .map(webhook -> clock.now()
                                .chain(now -> webhook.notBefore().isAfter(now)
                                        ? Uni.createFrom().item(false)
                                        : next(webhook, term, now)))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Boolean> next(Webhook webhook, Term term, Instant now) {
        return log.after(webhook.firm(), webhook.after(), EVENTS).chain(lines -> {
            if (lines.isEmpty()) {
                return Uni.createFrom().item(false);
            }
            long last = lines.get(lines.size() - 1).seq();
            List<OutboundLine> wanted =
                    lines.stream().filter(line -> isWanted(webhook, line)).toList();
            if (wanted.isEmpty()) {
                return webhooks.moved(webhook, last);
            }
            return term.holds()
                    ? send(webhook, wanted, last, now)
                    : Uni.createFrom().item(false);
        });
    }

    private static boolean isWanted(Webhook webhook, OutboundLine line) {
        return webhook.types().isEmpty() || webhook.types().contains(CloudEvents.type(line));
    }

    private Uni<Boolean> send(Webhook webhook, List<OutboundLine> lines, long last, Instant now) {
        // A repeat begins with the same line, and may have more behind it.
        String id = "msg_" + webhook.id().toHexString() + "_" + lines.get(0).seq() + "_" + last;
        return posts.post(webhook, id, CloudEvents.batch(lines), lines.size(), now)
                .chain(result -> result.isTaken() ? taken(webhook, lines, last, result) : failed(webhook, result, now));
    }

    private Uni<Boolean> taken(Webhook webhook, List<OutboundLine> lines, long last, Result result) {
        return clock.now()
                .invoke(now -> metrics.taken(lines.get(0).numberedAt(), now))
                .chain(() -> webhooks.delivered(webhook, last, result.delivery()));
    }

    private Uni<Boolean> failed(Webhook webhook, Result result, Instant now) {
        metrics.failed();
        Instant since = webhook.failingSince().orElse(now);
        Optional<Instant> next = result.isGone() ? Optional.empty() : RetryPlan.next(webhook.attempts(), since, now);
        Uni<Boolean> noted = next.map(at -> webhooks.failed(webhook, result.delivery(), at.plus(jitter())))
                .orElseGet(() -> webhooks.gaveUp(webhook, result.delivery()).call(() -> told(webhook, now)));
        return noted.replaceWith(false);
    }

    private static Duration jitter() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextInt(500));
    }

    /** The firm's managers are told by what reads the log. */
    private Uni<Void> told(Webhook webhook, Instant now) {
        LOG.warnf("event=webhook outcome=failing webhookId=%s", webhook.id());
        Map<String, String> data = new HashMap<>();
        data.put("webhookId", webhook.id().toHexString());
        String id = webhook.id().toHexString() + "/" + Occasion.HOOK_FAILING + "/" + now.toEpochMilli();
        return due.add(webhook.firm(), new Due(id, Optional.empty(), Occasion.HOOK_FAILING, now, data));
    }
}
