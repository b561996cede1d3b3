package io.muster.api.event;

import java.util.Optional;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.Callers;
import io.muster.api.EventIds;
import io.muster.api.ForManagers;
import io.muster.api.JsonBody;
import io.muster.api.body.EventBodies;
import io.muster.event.AudiencePatch;
import io.muster.event.Command.Transition.Move;
import io.muster.event.read.StoredEvent;
import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A manager moves an event along its life. None of the moves needs a body. */
@Path(Paths.EVENT)
@ForManagers
public class LifecycleResource {
    private final Callers callers;
    private final OwnEvents own;
    private final EventBodies bodies;
    private final JsonBody json;
    private final ManagerChanges changes;

    LifecycleResource(Callers callers, OwnEvents own, EventBodies bodies, JsonBody json, ManagerChanges changes) {
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
            byte @Nullable [] body) {
        Caller manager = callers.managerForWriting();
        return own.head(manager, id)
                .map(StoredEvent::event)
                .map(event -> Moves.publish(manager, event, audience(body), Versions.ifMatch(ifMatch)))
                .chain(command -> changes.answer(manager, EventIds.required(id), command));
    }

    @POST
    @Path("/unpublish")
    public Uni<RestResponse<ObjectNode>> unpublish(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return move(Move.UNPUBLISH, id, ifMatch);
    }

    @POST
    @Path("/cancel")
    public Uni<RestResponse<ObjectNode>> cancel(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return move(Move.CANCEL, id, ifMatch);
    }

    @POST
    @Path("/complete")
    public Uni<RestResponse<ObjectNode>> complete(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return move(Move.COMPLETE, id, ifMatch);
    }

    private Uni<RestResponse<ObjectNode>> move(Move move, String id, @Nullable String ifMatch) {
        Caller manager = callers.managerForWriting();
        return own.head(manager, id)
                .map(StoredEvent::event)
                .chain(event ->
                        changes.answer(manager, event.id(), Moves.to(move, manager, event, Versions.ifMatch(ifMatch))));
    }

    private Optional<AudiencePatch> audience(byte @Nullable [] body) {
        return body == null || body.length == 0 ? Optional.empty() : Optional.of(bodies.audience(json.read(body)));
    }
}
