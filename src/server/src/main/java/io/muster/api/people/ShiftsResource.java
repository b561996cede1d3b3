package io.muster.api.people;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.list.ListParams;
import io.muster.event.Attendance;
import io.muster.event.Event;
import io.muster.people.Member;
import io.muster.store.Attendances;
import io.muster.store.read.ListFilter;
import io.muster.store.read.ShiftReads;
import io.muster.store.read.Slice;
import io.muster.store.read.StoredEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** The events of the firm that a member is in or on standby for; not for a token that may only read. */
@Path(MemberPaths.SHIFTS)
@ForManagers
public class ShiftsResource {
    private static final int MAX_DAYS = 366;
    private static final int MAX_EVENTS = 1_000;

    private final CurrentCaller callers;
    private final OwnMembers own;
    private final ShiftReads shifts;
    private final Attendances attendances;

    ShiftsResource(CurrentCaller callers, OwnMembers own, ShiftReads shifts, Attendances attendances) {
        this.callers = callers;
        this.own = own;
        this.shifts = shifts;
        this.attendances = attendances;
    }

    @GET
    public Uni<ObjectNode> shifts(@PathParam("id") String id, @BeanParam ListParams params) {
        return own.one(callers.managerWhoMayWrite(), id)
                .chain(member -> shifts(member, params.period(MAX_DAYS, Set.of())));
    }

    private Uni<ObjectNode> shifts(Member member, ListFilter filter) {
        Slice slice = new Slice(Optional.empty(), false, MAX_EVENTS + 1);
        return shifts.of(member.managerId(), member.userKeys(), filter, slice)
                .map(found -> found.stream().map(StoredEvent::event).toList())
                .chain(events -> noted(member, events)
                        .map(noted -> ShiftsView.of(member.userKeys(), List.copyOf(events), noted, MAX_EVENTS)));
    }

    private Uni<Map<ObjectId, Attendance>> noted(Member member, List<Event> events) {
        List<ObjectId> ids = events.stream().map(Event::id).toList();
        Map<ObjectId, Attendance> all = new HashMap<>();
        return Multi.createFrom()
                .iterable(member.userKeys())
                .onItem()
                .transformToUniAndConcatenate(userKey -> attendances.ofPerson(userKey, ids))
                .onItem()
                .invoke(all::putAll)
                .collect()
                .last()
                .replaceWith(all);
    }
}
