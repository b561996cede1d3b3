package io.muster.event.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal;
import io.muster.event.Refusal.Reason;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.StandbyReason;
import io.muster.event.journal.Change;
import io.muster.event.journal.EventState;

/** Decides an accept of a place that cannot be had now (docs/api.md#standby). */
final class StandbyRules {
    private final PlanBuilder plan;
    private final EventState event;
    private final KeyedCommand request;

    StandbyRules(PlanBuilder plan, KeyedCommand request) {
        this.plan = plan;
        this.event = plan.state();
        this.request = request;
    }

    /** Whoever is refused stays where the person stood. */
    PendingDecision standBy(Command.Accept accept, Role role) {
        Optional<StaffEntry> current =
                event.find(Response.STANDBY, accept.caller().userKey());
        if (current.flatMap(StaffEntry::key).filter(role.key()::equals).isPresent()) {
            return PendingDecision.unchanged(current.get());
        }
        if (!accept.standby() || !(role.approval() || role.waitlist())) {
            return PendingDecision.refused(cannotGetIn(role));
        }
        return noRoom(role, current)
                .map(PendingDecision::refused)
                .orElseGet(() -> plan.record(request, standby(accept, role)));
    }

    private Change standby(Command.Accept accept, Role role) {
        StandbyReason reason = role.approval() ? StandbyReason.APPROVAL : StandbyReason.FULL;
        return new Change.Responded(
                StaffEntry.standby(accept.caller().userKey(), role, reason, plan.at(), event.version() + 1));
    }

    private Refusal cannotGetIn(Role role) {
        if (role.approval()) {
            return new Refusal(Reason.APPROVAL_REQUIRED, Map.of("role", role.name()));
        }
        Map<String, Object> facts = new HashMap<>();
        facts.put("role", role.name());
        facts.put("capacity", role.count());
        facts.put("taken", event.taken(role.key()));
        facts.put("version", event.version());
        if (role.waitlist()) {
            facts.put("waitlist", length(event.waiting(role.key()), role.standbyMax()));
        }
        return new Refusal(Reason.CAPACITY_FULL, facts);
    }

    /** @param current where the person is on standby now and leaves */
    private Optional<Refusal> noRoom(Role role, Optional<StaffEntry> current) {
        int ofRole = event.waiting(role.key());
        int ofEvent = event.counts().count(Response.STANDBY);
        if (ofRole >= role.standbyMax()) {
            return Optional.of(full(role, ofRole, role.standbyMax()));
        }
        return current.isEmpty() && ofEvent >= Event.MAX_STANDBY
                ? Optional.of(full(role, ofEvent, Event.MAX_STANDBY))
                : Optional.empty();
    }

    private static Refusal full(Role role, int length, int max) {
        Map<String, Object> facts = new HashMap<>(length(length, max));
        facts.put("role", role.name());
        return new Refusal(Reason.STANDBY_FULL, facts);
    }

    private static Map<String, Object> length(int length, int max) {
        return new TreeMap<>(Map.of("length", length, "max", max));
    }
}
