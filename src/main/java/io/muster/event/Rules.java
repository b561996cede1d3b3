package io.muster.event;

import java.util.function.Supplier;

/** Which rules decide which command, on the state the commands before it left. */
final class Rules implements Command.Visitor<Verdict> {
    private final EventDraft draft;
    private final Request request;

    Rules(EventDraft draft, Request request) {
        this.draft = draft;
        this.request = request;
    }

    @Override
    public Verdict accept(Command.Accept accept) {
        return new ResponseRules(draft, request).accept(accept);
    }

    @Override
    public Verdict decline(Command.Decline decline) {
        return new ResponseRules(draft, request).decline(decline);
    }

    @Override
    public Verdict edit(Command.Edit edit) {
        return asManager(edit, () -> new EditRules(draft, request).edit(edit.patch()));
    }

    @Override
    public Verdict publish(Command.Publish publish) {
        return asManager(publish, () -> new LifecycleRules(draft, request).publish(publish));
    }

    @Override
    public Verdict transition(Command.Transition transition) {
        return asManager(transition, () -> new LifecycleRules(draft, request).move(transition.move()));
    }

    @Override
    public Verdict remove(Command.Remove remove) {
        return asManager(remove, () -> new LifecycleRules(draft, request).remove(remove));
    }

    @Override
    public Verdict repair(Command.Repair repair) {
        return new RepairRules(draft, request).repair(repair.approved());
    }

    private Verdict asManager(Command.OfManager command, Supplier<Verdict> rules) {
        if (draft.isDeleted() || !draft.managerId().equals(command.managerId())) {
            return Verdict.refused(Refusal.Reason.EVENT_NOT_FOUND);
        }
        if (command.ifMatch().filter(seen -> seen < draft.managerVersion()).isPresent()) {
            return Verdict.refused(Refusal.Reason.VERSION_STALE);
        }
        return rules.get();
    }
}
