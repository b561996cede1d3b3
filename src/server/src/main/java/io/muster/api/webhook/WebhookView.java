package io.muster.api.webhook;

import java.util.Optional;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.Json;
import io.muster.outbound.CloudEvents;
import io.muster.people.WireNames;
import io.muster.store.webhook.Webhook;
import io.muster.store.webhook.Webhook.Delivery;

/** A webhook as its managers see it: without its secret. */
final class WebhookView {
    private WebhookView() {}

    static ObjectNode of(Webhook webhook) {
        ObjectNode json = Json.object().put("id", webhook.id().toHexString());
        json.put("url", webhook.url());
        ArrayNode types = json.putArray("types");
        new TreeSet<>(webhook.types()).forEach(type -> types.add(CloudEvents.PREFIX + type));
        json.put("state", WireNames.of(webhook.state()));
        json.put("after", webhook.after());
        json.set("failing_since", Json.text(webhook.failingSince().map(Json::instant)));
        json.set(
                "next_attempt_at",
                Json.text(Optional.of(webhook)
                        .filter(it -> it.attempts() > 0 && it.state() == Webhook.State.ACTIVE)
                        .map(it -> Json.instant(it.notBefore()))));
        ArrayNode deliveries = json.putArray("deliveries");
        webhook.deliveries().forEach(delivery -> deliveries.add(of(delivery)));
        json.put("version", webhook.version());
        json.put("created_at", Json.instant(webhook.createdAt()));
        return json;
    }

    /** What a manager may know of an attempt: nothing of what the receiver answered but its class. */
    static ObjectNode of(Delivery delivery) {
        return Json.object()
                .put("at", Json.instant(delivery.at()))
                .put("outcome", delivery.outcome())
                .put("took_ms", delivery.took().toMillis())
                .put("events", delivery.events());
    }
}
