package io.muster.api.event;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.Callers;
import io.muster.api.ForManagers;
import io.muster.api.IdempotencyKey;
import io.muster.api.list.ListParams;
import io.muster.api.list.Lists;
import io.muster.api.view.EventForManager;
import io.muster.event.Event;
import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Events as a collection: a manager makes and lists them, staff list those they see. */
@Path(Paths.EVENTS)
public class EventsResource {
    private final Callers callers;
    private final Lists lists;
    private final NewEvents newEvents;

    EventsResource(Callers callers, Lists lists, NewEvents newEvents) {
        this.callers = callers;
        this.lists = lists;
        this.newEvents = newEvents;
    }

    @GET
    public Uni<ObjectNode> list(@BeanParam ListParams params) {
        Caller caller = callers.staff();
        return caller.managerId().isPresent() ? lists.ofManager(caller, params) : lists.seenBy(caller, params);
    }

    @POST
    @ForManagers
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<ObjectNode>> create(
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key, byte @Nullable [] body) {
        Caller manager = callers.managerForWriting();
        return newEvents.one(manager, NewEvents.Sent.of(key, body)).map(event -> created(event, manager));
    }

    private RestResponse<ObjectNode> created(Event event, Caller manager) {
        return Versions.builder(RestResponse.Status.CREATED, EventForManager.fresh(event, manager))
                .header(HttpHeaders.LOCATION, Paths.EVENTS + "/" + event.id().toHexString())
                .build();
    }
}
