package io.muster.api.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.ForManagers;
import io.muster.api.body.JsonBody;
import io.muster.api.http.BackOnContext;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.view.Json;
import io.muster.store.DatabaseClock;
import io.muster.store.outbound.OutboundLog;
import io.muster.store.webhook.Webhook;
import io.muster.store.webhook.Webhooks;
import io.muster.webhook.WebhookPosts;
import io.muster.webhook.WebhookSecret;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The webhooks of the manager's firm. */
@Path("/api/webhooks")
@ForManagers
public class WebhooksResource {
    private final OwnWebhooks own;
    private final Webhooks webhooks;
    private final OutboundLog log;
    private final DatabaseClock clock;
    private final WebhookPosts posts;
    private final JsonBody json;

    WebhooksResource(
            OwnWebhooks own,
            Webhooks webhooks,
            OutboundLog log,
            DatabaseClock clock,
            WebhookPosts posts,
            JsonBody json) {
        this.own = own;
        this.webhooks = webhooks;
        this.log = log;
        this.clock = clock;
        this.posts = posts;
        this.json = json;
    }

    @GET
    public Uni<ObjectNode> list() {
        return BackOnContext.of(webhooks.of(own.firm())).map(all -> {
            ObjectNode answer = Json.object();
            ArrayNode list = answer.putArray("webhooks");
            all.forEach(webhook -> list.add(WebhookView.of(webhook)));
            return answer;
        });
    }

    /** The answer alone has the secret. It is sent what happens from now on. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<ObjectNode>> make(byte @Nullable [] body) {
        String firm = own.firm();
        WebhookBody.Made made = new WebhookBody(json.read(body == null ? new byte[0] : body), posts).made();
        String secret = WebhookSecret.random();
        Uni<Webhook> stored = mustHaveRoom(firm)
                .chain(() -> log.last(firm))
                .chain(last -> clock.now().map(now -> webhook(firm, made, secret, last, now)))
                .call(webhooks::add);
        return BackOnContext.of(OwnWebhooks.written(stored))
                .map(webhook -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CREATED,
                                WebhookView.of(webhook).put("secret", secret))
                        .build());
    }

    private Uni<Void> mustHaveRoom(String firm) {
        return webhooks.of(firm)
                .invoke(all -> {
                    if (all.size() >= Webhook.MOST_OF_FIRM) {
                        throw new ProblemException(ProblemType.TOO_MANY_WEBHOOKS);
                    }
                })
                .replaceWithVoid();
    }

    private static Webhook webhook(String firm, WebhookBody.Made made, String secret, long last, Instant now) {
        return new Webhook(
                new ObjectId(),
                firm,
                made.url(),
                made.types(),
                secret,
                Optional.empty(),
                Webhook.State.ACTIVE,
                last,
                0,
                Optional.empty(),
                now,
                List.of(),
                1,
                now);
    }
}
