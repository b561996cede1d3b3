package io.muster.event.plan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal;
import io.muster.event.Refusal.Reason;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.journal.Change;
import io.muster.event.journal.EventState;
import io.muster.event.journal.JournalEntry;
import io.muster.event.overlap.Engagement;

/** What a manager does with one person: puts the person in (docs/api.md#assign-staff) or takes the person out. */
final class StaffRules {
    private final PlanBuilder plan;
    private final EventState event;
    private final KeyedCommand request;

    StaffRules(PlanBuilder plan, KeyedCommand request) {
        this.plan = plan;
        this.event = plan.state();
        this.request = request;
    }

    /** The list's order does not matter, only that there is a place. */
    PendingDecision assign(Command.Assign assign) {
        if (!event.status().isOpen()) {
            return PendingDecision.refused(Reason.EVENT_CLOSED);
        }
        Optional<StaffEntry> current = event.find(assign.userKey());
        if (current.isEmpty() && !plan.facts().members().contains(assign.userKey())) {
            return PendingDecision.refused(Reason.PERSON_UNKNOWN);
        }
        return Role.named(assign.role(), event.roles())
                .map(role -> assign(assign, current, role))
                .orElseGet(() -> PendingDecision.refused(Reason.ROLE_NOT_FOUND));
    }

    private PendingDecision assign(Command.Assign assign, Optional<StaffEntry> current, Role role) {
        String userKey = assign.userKey();
        Optional<StaffEntry> held = current.filter(entry -> entry.response() == Response.ACCEPT);
        if (held.flatMap(StaffEntry::key).filter(role.key()::equals).isPresent()) {
            return PendingDecision.unchanged();
        }
        if (event.barred().contains(userKey)) {
            return PendingDecision.refused(Reason.BARRED);
        }
        List<String> missing = plan.missing(userKey, role);
        if (!missing.isEmpty() && !assign.override().contains(Reason.NOT_QUALIFIED)) {
            return PendingDecision.notQualified(missing);
        }
        int taken = event.taken(role.key());
        if (taken >= role.count()) {
            return PendingDecision.refused(new Refusal(
                    Reason.CAPACITY_FULL,
                    Map.of("role", role.name(), "capacity", role.count(), "taken", taken, "version", event.version())));
        }
        List<Engagement> conflicts = plan.conflicts(userKey, role);
        boolean engaged = plan.isEngaged(userKey, role);
        if (engaged && !assign.override().contains(Reason.TIME_CONFLICT)) {
            return PendingDecision.engaged(conflicts.get(0));
        }
        long version = event.version() + 1;
        long since = current.filter(entry -> entry.response().keepsSight())
                .map(StaffEntry::since)
                .orElse(version);
        return plan.record(
                request,
                new Change.Placed(
                        held.isPresent() ? JournalEntry.Kind.MOVED : JournalEntry.Kind.ASSIGNED,
                        StaffEntry.accepted(userKey, role, plan.at(), version, since)
                                .confirmed(0),
                        Optional.empty(),
                        setAside(!missing.isEmpty(), engaged)),
                conflicts);
    }

    private static Set<Reason> setAside(boolean unqualified, boolean engaged) {
        Set<Reason> setAside = EnumSet.noneOf(Reason.class);
        if (unqualified) {
            setAside.add(Reason.NOT_QUALIFIED);
        }
        if (engaged) {
            setAside.add(Reason.TIME_CONFLICT);
        }
        return setAside;
    }

    /** Barring without removal is an edit. */
    PendingDecision remove(Command.Remove remove) {
        String userKey = remove.userKey();
        Optional<StaffEntry> current = event.find(userKey);
        if (current.isEmpty()) {
            return PendingDecision.refused(Reason.STAFF_NOT_FOUND);
        }
        boolean bars = remove.bar() && !event.barred().contains(userKey);
        if (bars && event.barred().size() >= Event.MAX_BARRED) {
            return PendingDecision.refused(Reason.TOO_MANY_BARRED);
        }
        Optional<List<String>> barred = bars ? Optional.of(barredWith(userKey)) : Optional.empty();
        return plan.record(
                request,
                current.filter(StaffEntry::isRequest)
                        .<Change>map(asked -> new Change.Refused(refused(asked), barred, remove.reason()))
                        .orElseGet(() -> new Change.Removed(userKey, barred, remove.reason())));
    }

    private StaffEntry refused(StaffEntry asked) {
        long version = event.version() + 1;
        return new StaffEntry(
                asked.userKey(),
                Response.DECLINE,
                asked.role(),
                asked.key(),
                plan.at(),
                version,
                version,
                Optional.empty(),
                true);
    }

    private List<String> barredWith(String userKey) {
        List<String> barred = new ArrayList<>(event.barred());
        barred.add(userKey);
        return barred;
    }
}
