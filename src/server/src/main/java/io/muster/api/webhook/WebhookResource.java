package io.muster.api.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.ForManagers;
import io.muster.api.body.EntityTag;
import io.muster.api.body.Flag;
import io.muster.api.body.JsonBody;
import io.muster.api.body.MergePatch;
import io.muster.api.http.BackOnContext;
import io.muster.api.http.EventIds;
import io.muster.api.limit.Buckets;
import io.muster.api.limit.RateClock;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.outbound.CloudEvents;
import io.muster.store.DatabaseClock;
import io.muster.store.webhook.Webhook;
import io.muster.store.webhook.Webhook.Former;
import io.muster.store.webhook.Webhooks;
import io.muster.webhook.WebhookPosts;
import io.muster.webhook.WebhookSecret;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** One webhook of the manager's firm. */
@Path("/api/webhooks/{id}")
@ForManagers
public class WebhookResource {
    /** How long a secret that was replaced signs too. */
    private static final Duration FORMER = Duration.ofHours(24);

    private static final int TRIALS_A_MINUTE = 5;
    private static final int MOST_TRACKED = 10_000;
    private static final String NOW = "now";

    private final OwnWebhooks own;
    private final Webhooks webhooks;
    private final DatabaseClock clock;
    private final WebhookPosts posts;
    private final JsonBody json;
    private final Buckets<ObjectId> trials;

    WebhookResource(
            OwnWebhooks own,
            Webhooks webhooks,
            DatabaseClock clock,
            WebhookPosts posts,
            JsonBody json,
            RateClock time) {
        this.own = own;
        this.webhooks = webhooks;
        this.clock = clock;
        this.posts = posts;
        this.json = json;
        this.trials = new Buckets<>(TRIALS_A_MINUTE, MOST_TRACKED, time);
    }

    @GET
    public Uni<RestResponse<ObjectNode>> read(@PathParam("id") String id) {
        return BackOnContext.of(own.one(id)).map(WebhookResource::answer);
    }

    private static RestResponse<ObjectNode> answer(Webhook webhook) {
        return RestResponse.ResponseBuilder.ok(WebhookView.of(webhook))
                .header(EntityTag.HEADER, EntityTag.of(webhook.version()))
                .build();
    }

    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    public Uni<RestResponse<ObjectNode>> change(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            byte @Nullable [] body) {
        own.firm();
        WebhookBody.Changed changed = new WebhookBody(json.read(body == null ? new byte[0] : body), posts).changed();
        Uni<Webhook> done = own.one(id, ifMatch)
                .chain(webhook -> clock.now()
                        .chain(now -> webhooks.change(
                                webhook, new Webhooks.Edit(changed.url(), changed.types(), changed.after(), now))))
                .chain(found -> reread(id, found));
        return BackOnContext.of(OwnWebhooks.written(done)).map(WebhookResource::answer);
    }

    private Uni<Webhook> reread(String id, boolean changed) {
        return changed ? own.one(id) : Uni.createFrom().failure(OwnWebhooks::stale);
    }

    @DELETE
    public Uni<RestResponse<Void>> remove(@PathParam("id") String id) {
        String firm = own.firm();
        return EventIds.of(id)
                .map(known -> OwnWebhooks.written(webhooks.remove(firm, known)))
                .orElseGet(() -> Uni.createFrom().item(false))
                .map(removed -> {
                    if (!removed) {
                        throw OwnWebhooks.unknown();
                    }
                    return RestResponse.noContent();
                });
    }

    /** The answer alone has the new secret. */
    @POST
    @Path("/rotate")
    public Uni<ObjectNode> rotate(@PathParam("id") String id, @QueryParam(NOW) @Nullable String now) {
        boolean atOnce = Flag.isSet(NOW, now);
        String secret = WebhookSecret.random();
        Uni<Webhook> done = own.one(id)
                .chain(webhook ->
                        clock.now().chain(time -> webhooks.rotate(webhook, secret, former(webhook, atOnce, time))))
                .chain(found -> reread(id, found));
        return BackOnContext.of(OwnWebhooks.written(done))
                .map(webhook -> WebhookView.of(webhook).put("secret", secret));
    }

    private static Optional<Former> former(Webhook webhook, boolean atOnce, Instant now) {
        return atOnce ? Optional.empty() : Optional.of(new Former(webhook.secret(), now.plus(FORMER)));
    }

    /** Sends an empty batch, and says what became of it. */
    @POST
    @Path("/test")
    public Uni<ObjectNode> test(@PathParam("id") String id) {
        return BackOnContext.of(own.one(id)
                .invoke(webhook -> mayTry(webhook.id()))
                .chain(webhook -> clock.now()
                        .chain(now -> posts.post(
                                webhook, "msg_" + new ObjectId().toHexString(), CloudEvents.batch(List.of()), 0, now))
                        .call(result -> webhooks.tried(webhook, result.delivery())))
                .map(result -> WebhookView.of(result.delivery()).put("taken", result.isTaken())));
    }

    private void mayTry(ObjectId id) {
        Duration wait = trials.take(id);
        if (!wait.isZero()) {
            throw new ProblemException(
                            ProblemType.RATE_LIMITED, "This webhook was tried often enough. Please wait a moment.")
                    .retryAfter(wait);
        }
    }
}
