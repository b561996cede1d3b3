package io.muster.event.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.muster.event.Digest;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal;
import io.muster.event.StaffEntry;
import io.muster.event.journal.Change;

/** Decides a repair: it is carried out if it still is the approved one. */
final class RepairRules {
    private final PlanBuilder plan;
    private final KeyedCommand request;

    RepairRules(PlanBuilder plan, KeyedCommand request) {
        this.plan = plan;
        this.request = request;
    }

    PendingDecision repair(String approved) {
        if (plan.state().isDeleted()) {
            return PendingDecision.refused(Refusal.Reason.EVENT_NOT_FOUND);
        }
        Repair repair = plan.repair();
        if (repair.isEmpty()) {
            return PendingDecision.unchanged();
        }
        return repair.digest().equals(approved)
                ? carryOut(repair)
                : PendingDecision.refused(Refusal.Reason.REPAIR_STALE);
    }

    /** One line for each person concerned, or one for the figures alone; the first has the request's own key. */
    private PendingDecision carryOut(Repair repair) {
        List<Change> changes = new ArrayList<>();
        List<KeyedCommand> lines = new ArrayList<>();
        for (Repair.Concerned each : repair.concerned()) {
            Optional<StaffEntry> stays = each.leaves() ? Optional.empty() : Optional.of(each.entry());
            changes.add(new Change.Repaired(Optional.of(each.entry().userKey()), stays));
        }
        if (changes.isEmpty()) {
            changes.add(new Change.Repaired(Optional.empty(), Optional.empty()));
        }
        lines.add(request);
        for (int number = 1; number < changes.size(); number++) {
            lines.add(furtherLine(number));
        }
        return plan.record(lines, changes);
    }

    /** No two entries of an event share a request key. */
    private KeyedCommand furtherLine(int number) {
        String key = Digest.hex("repair", request.key(), Integer.toString(number));
        return new KeyedCommand(request.command(), key, request.fingerprint(), false);
    }
}
