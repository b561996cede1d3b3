package io.muster.event.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        if (current.isEmpty()) {
            return PendingDecision.refused(Reason.PERSON_UNKNOWN);
        }
        return Role.named(assign.role(), event.roles())
                .map(role -> assign(current.get(), role))
                .orElseGet(() -> PendingDecision.refused(Reason.ROLE_NOT_FOUND));
    }

    private PendingDecision assign(StaffEntry current, Role role) {
        boolean isIn = current.response() == Response.ACCEPT;
        if (isIn && current.key().filter(role.key()::equals).isPresent()) {
            return PendingDecision.unchanged();
        }
        if (event.barred().contains(current.userKey())) {
            return PendingDecision.refused(Reason.BARRED);
        }
        int taken = event.taken(role.key());
        if (taken >= role.count()) {
            return PendingDecision.refused(new Refusal(
                    Reason.CAPACITY_FULL,
                    Map.of("role", role.name(), "capacity", role.count(), "taken", taken, "version", event.version())));
        }
        long version = event.version() + 1;
        long since = current.response().keepsSight() ? current.since() : version;
        return plan.record(
                request,
                new Change.Placed(
                        isIn ? JournalEntry.Kind.MOVED : JournalEntry.Kind.ASSIGNED,
                        StaffEntry.accepted(current.userKey(), role, plan.at(), version, since)
                                .confirmed(0),
                        Optional.empty()));
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
