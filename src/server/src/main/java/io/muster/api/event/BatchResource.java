package io.muster.api.event;

import java.util.List;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.http.IdempotencyKey;
import io.muster.api.view.EventForManager;
import io.muster.event.Event;
import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A manager creates several events at once, all or none. */
@Path(EventPaths.BATCH)
@ForManagers
public class BatchResource {
    private final CurrentCaller callers;
    private final NewEvents newEvents;

    BatchResource(CurrentCaller callers, NewEvents newEvents) {
        this.callers = callers;
        this.newEvents = newEvents;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<ObjectNode>> create(
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key, byte @Nullable [] body) {
        Caller manager = callers.manager();
        return newEvents
                .batch(manager, NewEvents.Sent.of(key, body))
                .map(events -> RestResponse.status(RestResponse.Status.CREATED, json(events, manager)));
    }

    static ObjectNode json(List<Event> events, Caller manager) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("events");
        events.forEach(
                event -> list.add(Warnings.addTo(EventForManager.fresh(event, manager), event, event.createdAt())));
        return json;
    }
}
