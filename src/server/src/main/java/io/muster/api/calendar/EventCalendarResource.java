package io.muster.api.calendar;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

import io.muster.api.access.CurrentCaller;
import io.muster.api.answer.AnswerForm;
import io.muster.api.http.EventIds;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.event.Event;
import io.muster.identity.Caller;
import io.muster.store.read.EventReads;
import io.muster.store.read.StoredEvent;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** One event as a calendar, for its manager and for staff who see it. Events that the caller does not see fail identically. */
@Path("/api/events/{id}.ics")
public class EventCalendarResource {
    private final CurrentCaller callers;
    private final EventReads events;
    private final CalendarAnswers answers;
    private final Pages pages;

    EventCalendarResource(CurrentCaller callers, EventReads events, CalendarAnswers answers, Pages pages) {
        this.callers = callers;
        this.events = events;
        this.answers = answers;
        this.pages = pages;
    }

    @GET
    public Uni<RestResponse<byte[]>> get(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language,
            @BeanParam AnswerForm asked,
            @Context UriInfo uri) {
        Caller caller = callers.staff();
        CalendarItems items = new CalendarItems(CalendarText.of(language), pages.origin(uri));
        return answers.of(
                Uni.createFrom()
                        .item(() -> EventIds.of(id).orElseThrow(EventCalendarResource::unknown))
                        .chain(events::whole)
                        .map(found -> found.flatMap(stored -> item(stored, caller, items))
                                .map(List::of)
                                .orElseThrow(EventCalendarResource::unknown)),
                asked);
    }

    private static Optional<CalendarItem> item(StoredEvent stored, Caller caller, CalendarItems items) {
        Event event = stored.event();
        if (caller.managerId().isPresent()) {
            return caller.managerId()
                    .filter(event.managerId()::equals)
                    .filter(own -> !event.deleted())
                    .map(own -> items.ofFirm(event, stored.figures().roles(), !caller.readOnly()));
        }
        return Optional.of(event)
                .filter(it -> it.visibleTo(caller))
                .map(it -> it.currentEntry(caller.userKey())
                        .filter(entry -> entry.response().keepsSight())
                        .map(entry -> items.place(event, entry))
                        .orElseGet(() -> items.offer(event)));
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.EVENT_NOT_FOUND);
    }
}
