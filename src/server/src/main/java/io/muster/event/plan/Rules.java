package io.muster.event.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.muster.event.AudiencePatch;
import io.muster.event.Command;
import io.muster.event.EventPatch;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal;
import io.muster.event.journal.EventState;

/** Chooses the rules for a command. They see the state left by the commands before it. */
final class Rules implements Command.Visitor<PendingDecision> {
    private final PlanBuilder plan;
    private final EventState event;
    private final KeyedCommand request;

    Rules(PlanBuilder plan, KeyedCommand request) {
        this.plan = plan;
        this.event = plan.state();
        this.request = request;
    }

    @Override
    public PendingDecision accept(Command.Accept accept) {
        return new ResponseRules(plan, request).accept(accept);
    }

    @Override
    public PendingDecision decline(Command.Decline decline) {
        return new ResponseRules(plan, request).decline(decline);
    }

    @Override
    public PendingDecision edit(Command.Edit edit) {
        return asManager(edit, () -> new EditRules(plan, request).edit(edit.patch()));
    }

    @Override
    public PendingDecision publish(Command.Publish publish) {
        return asManager(publish, () -> new LifecycleRules(plan, request).publish(publish));
    }

    @Override
    public PendingDecision transition(Command.Transition transition) {
        return asManager(transition, () -> new LifecycleRules(plan, request).move(transition));
    }

    @Override
    public PendingDecision remove(Command.Remove remove) {
        return asManager(remove, () -> new StaffRules(plan, request).remove(remove));
    }

    @Override
    public PendingDecision assign(Command.Assign assign) {
        return asManager(assign, () -> new StaffRules(plan, request).assign(assign));
    }

    @Override
    public PendingDecision lift(Command.Lift lift) {
        List<String> barred = event.barred().stream()
                .filter(userKey -> !userKey.equals(lift.userKey()))
                .toList();
        EventPatch patch = new EventPatch(Map.of(), Optional.empty(), AudiencePatch.NOTHING, Optional.of(barred));
        return asManager(lift, () -> new EditRules(plan, request).edit(patch));
    }

    @Override
    public PendingDecision repair(Command.Repair repair) {
        return new RepairRules(plan, request).repair(repair.approved());
    }

    private PendingDecision asManager(Command.OfManager command, Supplier<PendingDecision> rules) {
        if (event.isDeleted() || !event.managerId().equals(command.managerId())) {
            return PendingDecision.refused(Refusal.Reason.EVENT_NOT_FOUND);
        }
        if (command.ifMatch().filter(seen -> seen < event.managerVersion()).isPresent()) {
            return PendingDecision.refused(Refusal.Reason.VERSION_STALE);
        }
        return rules.get();
    }
}
