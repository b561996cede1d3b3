package io.muster.api.event;

import java.util.Optional;
import java.util.function.BiFunction;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.body.EntityTag;
import io.muster.api.body.EventBodies;
import io.muster.api.body.Flag;
import io.muster.api.body.JsonBody;
import io.muster.event.AudiencePatch;
import io.muster.event.Command;
import io.muster.event.Command.Transition.Move;
import io.muster.event.Event;
import io.muster.identity.Caller;
import io.muster.store.read.StoredEvent;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A manager changes the status of an event. None of these calls needs a body. */
@Path(EventPaths.EVENT)
@ForManagers
public class LifecycleResource {
    private final CurrentCaller callers;
    private final OwnEvents own;
    private final EventBodies bodies;
    private final JsonBody json;
    private final ManagerChanges changes;

    LifecycleResource(CurrentCaller callers, OwnEvents own, EventBodies bodies, JsonBody json, ManagerChanges changes) {
        this.callers = callers;
        this.own = own;
        this.bodies = bodies;
        this.json = json;
        this.changes = changes;
    }

    @POST
    @Path("/publish")
    public Uni<RestResponse<ObjectNode>> publish(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @QueryParam(Flag.DRY_RUN) @Nullable String dryRun,
            byte @Nullable [] body) {
        return move(
                id,
                dryRun,
                (manager, event) ->
                        LifecycleCommands.publish(manager, event, audience(body), EntityTag.ifMatch(ifMatch)));
    }

    @POST
    @Path("/unpublish")
    public Uni<RestResponse<ObjectNode>> unpublish(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @QueryParam(Flag.DRY_RUN) @Nullable String dryRun) {
        return move(Move.UNPUBLISH, id, ifMatch, dryRun);
    }

    @POST
    @Path("/cancel")
    public Uni<RestResponse<ObjectNode>> cancel(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @QueryParam(Flag.DRY_RUN) @Nullable String dryRun,
            byte @Nullable [] body) {
        return move(
                id,
                dryRun,
                (manager, event) -> LifecycleCommands.cancel(manager, event, reason(body), EntityTag.ifMatch(ifMatch)));
    }

    @POST
    @Path("/complete")
    public Uni<RestResponse<ObjectNode>> complete(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @QueryParam(Flag.DRY_RUN) @Nullable String dryRun) {
        return move(Move.COMPLETE, id, ifMatch, dryRun);
    }

    @POST
    @Path("/reopen")
    public Uni<RestResponse<ObjectNode>> reopen(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @QueryParam(Flag.DRY_RUN) @Nullable String dryRun) {
        return move(Move.REOPEN, id, ifMatch, dryRun);
    }

    private Uni<RestResponse<ObjectNode>> move(
            Move move, String id, @Nullable String ifMatch, @Nullable String dryRun) {
        return move(
                id, dryRun, (manager, event) -> LifecycleCommands.to(move, manager, event, EntityTag.ifMatch(ifMatch)));
    }

    private Uni<RestResponse<ObjectNode>> move(
            String id, @Nullable String dryRun, BiFunction<Caller, Event, Command> command) {
        Caller manager = callers.manager();
        return own.head(manager, id)
                .map(StoredEvent::event)
                .chain(event -> changes.answer(
                        manager, event.id(), command.apply(manager, event), Flag.isSet(Flag.DRY_RUN, dryRun)));
    }

    private Optional<String> reason(byte @Nullable [] body) {
        return body == null || body.length == 0 ? Optional.empty() : bodies.reason(json.read(body));
    }

    private Optional<AudiencePatch> audience(byte @Nullable [] body) {
        return body == null || body.length == 0 ? Optional.empty() : Optional.of(bodies.audience(json.read(body)));
    }
}
