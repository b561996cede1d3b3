package io.muster.event.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
    public PendingDecision confirm(Command.Confirm confirm) {
        return new ResponseRules(plan, request).confirm(confirm);
    }

    @Override
    public PendingDecision edit(Command.Edit edit) {
        return edit(edit, edit.patch(), edit.keepsConfirmed());
    }

    @Override
    public PendingDecision publish(Command.Publish publish) {
        LifecycleRules rules = new LifecycleRules(plan, request);
        return asManager(publish, () -> rules.isDone(publish), () -> rules.publish(publish));
    }

    @Override
    public PendingDecision transition(Command.Transition transition) {
        LifecycleRules rules = new LifecycleRules(plan, request);
        return asManager(transition, () -> rules.isDone(transition), () -> rules.move(transition));
    }

    @Override
    public PendingDecision remove(Command.Remove remove) {
        return asManager(remove, () -> false, () -> new StaffRules(plan, request).remove(remove));
    }

    @Override
    public PendingDecision assign(Command.Assign assign) {
        return asManager(assign, () -> false, () -> new StaffRules(plan, request).assign(assign));
    }

    @Override
    public PendingDecision lift(Command.Lift lift) {
        List<String> barred = event.barred().stream()
                .filter(userKey -> !userKey.equals(lift.userKey()))
                .toList();
        EventPatch patch = new EventPatch(Map.of(), Optional.empty(), AudiencePatch.NOTHING, Optional.of(barred));
        return edit(lift, patch, false);
    }

    @Override
    public PendingDecision rekey(Command.Rekey rekey) {
        return asManager(rekey, () -> false, () -> new RekeyRules(plan, request).rekey(rekey));
    }

    @Override
    public PendingDecision repair(Command.Repair repair) {
        return new RepairRules(plan, request).repair(repair.approved());
    }

    private PendingDecision edit(Command.OfManager command, EventPatch patch, boolean keepsConfirmed) {
        EditRules rules = new EditRules(plan, request);
        return asManager(command, () -> rules.isDone(patch), () -> rules.edit(patch, keepsConfirmed));
    }

    /** @param isDone whether the event is as the command wants it; no version is too old for that */
    private PendingDecision asManager(
            Command.OfManager command, BooleanSupplier isDone, Supplier<PendingDecision> rules) {
        if (event.isDeleted() || !event.managerId().equals(command.managerId())) {
            return PendingDecision.refused(Refusal.Reason.EVENT_NOT_FOUND);
        }
        if (command.ifMatch().filter(seen -> seen < event.managerVersion()).isPresent()) {
            return isDone.getAsBoolean()
                    ? PendingDecision.unchanged()
                    : PendingDecision.refused(Refusal.Reason.VERSION_STALE);
        }
        return rules.get();
    }
}
