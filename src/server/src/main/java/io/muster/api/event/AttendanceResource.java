package io.muster.api.event;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.body.AttendanceBody;
import io.muster.api.body.JsonBody;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Problems;
import io.muster.api.view.Json;
import io.muster.event.Attendance;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.Refusal;
import io.muster.identity.Caller;
import io.muster.store.Attendances;
import io.muster.store.DatabaseClock;
import io.muster.store.outbound.DueList;
import io.muster.store.outbound.OutboundLine.Due;
import io.muster.store.outbound.OutboundLine.Occasion;
import io.muster.store.read.JournalReads;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** A manager notes who arrived, left or was absent; a token that may only read does not. */
@Path(EventPaths.EVENT + "/staff/{userKey}/attendance")
@ForManagers
public class AttendanceResource {
    private final CurrentCaller callers;
    private final OwnEvents own;
    private final JsonBody json;
    private final JournalReads journal;
    private final Attendances attendances;
    private final DatabaseClock clock;
    private final DueList due;

    AttendanceResource(
            CurrentCaller callers,
            OwnEvents own,
            JsonBody json,
            JournalReads journal,
            Attendances attendances,
            DatabaseClock clock,
            DueList due) {
        this.due = due;
        this.callers = callers;
        this.own = own;
        this.json = json;
        this.journal = journal;
        this.attendances = attendances;
        this.clock = clock;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ObjectNode> note(
            @PathParam("id") String id, @PathParam("userKey") String userKey, byte @Nullable [] body) {
        Caller manager = callers.managerWhoMayWrite();
        return own.whole(manager, id).chain(event -> {
            AttendanceBody said = AttendanceBody.read(json.read(body == null ? new byte[0] : body));
            return clock.now()
                    .map(now -> noted(event, said, now))
                    .call(() -> mustHaveBeenIn(event, userKey))
                    .call(noted -> written(event, userKey, noted, manager))
                    .map(noted -> answer(userKey, noted));
        });
    }

    /** What is to be noted, judged at {@code now}; empty where it is taken back. */
    private static Optional<Attendance> noted(Event event, AttendanceBody said, Instant now) {
        Instant from = Attendance.notedFrom(event);
        if (now.isBefore(from)) {
            throw ProblemException.of(new Refusal(Refusal.Reason.NOT_OPEN_YET, Map.of("opensAt", from.atZone((ZoneId)
                    event.field(EventField.TIMEZONE).orElseThrow()))));
        }
        if (!now.isBefore(Attendance.notedUntil(event))) {
            throw new ProblemException(
                    ProblemType.EVENT_CLOSED, "Attendance is noted until 7 days after the end of the event.");
        }
        return said.state().map(state -> {
            Instant at = said.at().orElse(now);
            if (at.isAfter(now)) {
                throw ProblemException.invalid("at", "must not be in the future");
            }
            if (at.isBefore(from)) {
                throw ProblemException.invalid("at", "must not be more than 12 hours before the start of the event");
            }
            return new Attendance(state, at);
        });
    }

    private Uni<Void> mustHaveBeenIn(Event event, String userKey) {
        return event.hasAccepted(userKey)
                ? Uni.createFrom().voidItem()
                : journal.wasIn(event.id(), userKey)
                        .invoke(wasIn -> {
                            if (!wasIn) {
                                throw new ProblemException(ProblemType.NOT_ACCEPTED, "This person was never in.");
                            }
                        })
                        .replaceWithVoid();
    }

    private Uni<Void> written(Event event, String userKey, Optional<Attendance> noted, Caller manager) {
        return noted.map(it -> attendances.note(event, userKey, it, manager.userKey()))
                .orElseGet(() -> attendances.takeBack(event, userKey, manager.userKey()))
                .chain(clock::now)
                .chain(now -> due.add(event.managerId(), changed(event, now)))
                .onFailure(Problems::isOfUnknownOutcome)
                .transform(Problems::outcomeUnknown);
    }

    /** For who reads the firm's log: that something was noted of the event. Of whom, and what, is read where it stands. */
    private static Due changed(Event event, Instant now) {
        String id = event.id().toHexString() + "/" + Occasion.ATTENDANCE + "/" + new ObjectId().toHexString();
        return new Due(id, Optional.of(event.id()), Occasion.ATTENDANCE, now, Map.of());
    }

    private static ObjectNode answer(String userKey, Optional<Attendance> noted) {
        ObjectNode json = Json.object().put("userKey", userKey);
        json.set("state", Json.text(noted.map(it -> it.state().wireName())));
        json.set("at", Json.text(noted.map(it -> Json.instant(it.at()))));
        return json;
    }
}
