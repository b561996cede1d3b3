package io.muster.api.event;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.http.IdempotencyKey;
import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A manager copies an event to other days, all or none. */
@Path(EventPaths.EVENT + "/copies")
@ForManagers
public class CopiesResource {
    private final CurrentCaller callers;
    private final OwnEvents own;
    private final NewEvents newEvents;

    CopiesResource(CurrentCaller callers, OwnEvents own, NewEvents newEvents) {
        this.callers = callers;
        this.own = own;
        this.newEvents = newEvents;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<ObjectNode>> copy(
            @PathParam("id") String id,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key,
            byte @Nullable [] body) {
        Caller manager = callers.manager();
        return own.head(manager, id)
                .chain(source -> newEvents.copies(manager, source.event(), NewEvents.Sent.of(key, body)))
                .map(events -> RestResponse.status(RestResponse.Status.CREATED, BatchResource.json(events, manager)));
    }
}
