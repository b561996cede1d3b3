package io.muster.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.egress.AllowedHosts;
import io.muster.egress.Egress;
import io.muster.egress.EgressAnswer;
import io.muster.egress.EgressClient;
import io.muster.egress.EgressUrl;
import io.muster.outbound.CloudEvents;
import io.muster.store.webhook.Webhook;
import io.muster.store.webhook.Webhook.Delivery;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** Posts signed messages. A wrong setting ends the start. */
@Startup
@Singleton
public class WebhookPosts {
    /** One at a time to a webhook; a trial may come in between, and several webhooks may have one host. */
    private static final int PER_HOST = 20;

    private static final int HUNDRED = 100;
    private static final int GONE = 410;

    private final EgressClient client;

    @Inject
    WebhookPosts(Egress egress, WebhookConfig config) {
        this.client = egress.client(AllowedHosts.from("MUSTER_WEBHOOK_ALLOW", config.allow()), PER_HOST);
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /** Whether this may be the address of a webhook, as far as its text says. */
    public boolean mayBe(String url) {
        return EgressUrl.parse(url).filter(client::mayBe).isPresent();
    }

    /**
     * What became of a message.
     *
     * @param isGone whether the receiver wants nothing any more
     */
    public record Result(Delivery delivery, boolean isTaken, boolean isGone) {}

    /**
     * Posts a message. It never fails.
     *
     * @param id the same for a repeat
     * @param body a batch of CloudEvents
     * @param events how many
     */
    public Uni<Result> post(Webhook webhook, String id, byte[] body, int events, Instant now) {
        Map<String, String> headers = Map.of(
                "content-type",
                CloudEvents.BATCH,
                "user-agent",
                "muster",
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(now.getEpochSecond()),
                "webhook-signature",
                Signature.of(secrets(webhook, now), id, now, body));
        return EgressUrl.parse(webhook.url())
                .map(url -> client.post(url, headers, Buffer.buffer(body)).map(answer -> result(answer, events, now)))
                .orElseThrow();
    }

    private static List<String> secrets(Webhook webhook, Instant now) {
        List<String> secrets = new ArrayList<>(List.of(webhook.secret()));
        webhook.former().filter(it -> now.isBefore(it.until())).ifPresent(it -> secrets.add(it.secret()));
        return secrets;
    }

    private static Result result(EgressAnswer answer, int events, Instant now) {
        String outcome = answer.outcome() == EgressAnswer.Outcome.ANSWERED
                ? answer.status() / HUNDRED + "xx"
                : answer.outcome().name().toLowerCase(Locale.ROOT);
        return new Result(
                new Delivery(now, outcome, answer.took(), events), answer.isSuccess(), answer.status() == GONE);
    }
}
