package io.muster.api.event;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.answer.AnswerForm;
import io.muster.api.answer.Answers;
import io.muster.api.http.IdempotencyKey;
import io.muster.api.list.ListParams;
import io.muster.api.list.Lists;
import io.muster.api.view.EventForManager;
import io.muster.event.Event;
import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The collection of events: a manager creates and lists them, staff list those they see. */
@Path(EventPaths.EVENTS)
public class EventsResource {
    private final CurrentCaller callers;
    private final Lists lists;
    private final NewEvents newEvents;

    EventsResource(CurrentCaller callers, Lists lists, NewEvents newEvents) {
        this.callers = callers;
        this.lists = lists;
        this.newEvents = newEvents;
    }

    @GET
    @Produces(Answers.JSON)
    public Uni<RestResponse<byte[]>> list(@BeanParam ListParams params, @BeanParam AnswerForm asked) {
        Caller caller = callers.staff();
        return caller.managerId().isPresent()
                ? lists.ofManager(caller, params, asked)
                : lists.seenBy(caller, params, asked);
    }

    @POST
    @ForManagers
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<ObjectNode>> create(
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key, byte @Nullable [] body) {
        Caller manager = callers.manager();
        return newEvents.one(manager, NewEvents.Sent.of(key, body)).map(event -> created(event, manager));
    }

    private RestResponse<ObjectNode> created(Event event, Caller manager) {
        return Versions.builder(
                        RestResponse.Status.CREATED,
                        Warnings.addTo(EventForManager.fresh(event, manager), event, event.createdAt()))
                .header(
                        HttpHeaders.LOCATION,
                        EventPaths.EVENTS + "/" + event.id().toHexString())
                .build();
    }
}
