package io.muster.api.event;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.body.JsonBody;
import io.muster.api.http.IdempotencyKey;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.view.Json;
import io.muster.event.Digest;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.identity.Caller;
import io.muster.notice.Occasion;
import io.muster.store.DatabaseClock;
import io.muster.store.notice.Deliveries;
import io.muster.store.notice.Notes;
import io.muster.store.outbound.DueList;
import io.muster.store.outbound.OutboundLine;
import io.muster.store.read.StoredEvent;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What the people of an event were told, in numbers; and notes to them in a manager's own words. */
@Path(EventPaths.EVENT + "/notices")
@ForManagers
public class NoticesResource {
    private final CurrentCaller callers;
    private final OwnEvents own;
    private final JsonBody json;
    private final Notes notes;
    private final DueList due;
    private final Deliveries deliveries;
    private final DatabaseClock clock;

    NoticesResource(
            CurrentCaller callers,
            OwnEvents own,
            JsonBody json,
            Notes notes,
            DueList due,
            Deliveries deliveries,
            DatabaseClock clock) {
        this.callers = callers;
        this.own = own;
        this.json = json;
        this.notes = notes;
        this.due = due;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @GET
    public Uni<ObjectNode> read(@PathParam("id") String id) {
        return own.head(callers.manager(), id)
                .map(StoredEvent::event)
                .chain(event -> clock.now()
                        .chain(now -> deliveries
                                .counts(event.id())
                                .chain(counts ->
                                        notes.left(event.id(), day(event, now)).map(left -> view(counts, left)))));
    }

    private static ObjectNode view(List<Deliveries.Count> counts, int left) {
        ObjectNode json = Json.object().put("left", left);
        ArrayNode all = json.putArray("notices");
        counts.forEach(count -> all.addObject()
                .put("kind", count.kind())
                .put("at", Json.instant(count.at()))
                .put("told", count.told()));
        return json;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<ObjectNode>> send(
            @PathParam("id") String id,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key,
            byte @Nullable [] body) {
        Caller manager = callers.managerWhoMayWrite();
        return own.head(manager, id)
                .map(StoredEvent::event)
                .chain(event -> {
                    String given = IdempotencyKey.of(Optional.ofNullable(key))
                            .orElseGet(() -> UUID.randomUUID().toString());
                    NoteBody note = NoteBody.read(json.read(body == null ? new byte[0] : body));
                    return clock.now().chain(now -> send(manager, event, given, note, now));
                })
                .map(left -> RestResponse.status(
                        RestResponse.Status.ACCEPTED, Json.object().put("left", left)));
    }

    private Uni<Integer> send(Caller manager, Event event, String key, NoteBody note, Instant now) {
        if (!event.status().isOpen() || event.isOver(now)) {
            throw new ProblemException(ProblemType.WRONG_STATUS)
                    .with("eventStatus", event.status().wireName());
        }
        LocalDate day = day(event, now);
        String hash = Digest.hex("note", manager.userKey(), key);
        return notes.take(event.id(), day, hash, Digest.hex(note.to(), note.text()), now)
                .chain(taken -> {
                    if (taken.number().isEmpty()) {
                        throw new ProblemException(ProblemType.TOO_MANY_NOTICES)
                                .retryAfter(Duration.between(now, nextDay(event, day)));
                    }
                    if (!taken.isSame()) {
                        throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED);
                    }
                    String noteId = "note/" + event.id().toHexString() + "/" + hash;
                    return notes.written(noteId, event.managerId(), manager.userKey(), now)
                            .chain(() -> due.add(
                                    event.managerId(),
                                    new OutboundLine.Due(
                                            noteId,
                                            Optional.of(event.id()),
                                            OutboundLine.Occasion.NOTICE,
                                            now,
                                            Map.of(Occasion.TO, note.to(), Occasion.TEXT, note.text()))))
                            .replaceWith(Notes.MOST_A_DAY - taken.number().get());
                });
    }

    private static ZoneId zone(Event event) {
        return (ZoneId) event.field(EventField.TIMEZONE).orElseThrow();
    }

    private static LocalDate day(Event event, Instant now) {
        return now.atZone(zone(event)).toLocalDate();
    }

    private static Instant nextDay(Event event, LocalDate day) {
        return day.plusDays(1).atStartOfDay(zone(event)).toInstant();
    }
}
