package io.muster.event.plan;

import java.util.Map;

import io.muster.event.AudiencePatch;
import io.muster.event.Command;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal;
import io.muster.event.Refusal.Reason;
import io.muster.event.journal.Change;
import io.muster.event.journal.EventState;

/** The moves between statuses (the contract, docs/api.md#event-status). */
final class LifecycleRules {
    private final PlanBuilder plan;
    private final EventState event;
    private final KeyedCommand request;

    LifecycleRules(PlanBuilder plan, KeyedCommand request) {
        this.plan = plan;
        this.event = plan.state();
        this.request = request;
    }

    /** Whether the event is published to the audience already. */
    boolean isDone(Command.Publish publish) {
        return event.status().isOpen() && changed(publish).equals(AudiencePatch.NOTHING);
    }

    PendingDecision publish(Command.Publish publish) {
        if (event.status().isClosed()) {
            return wrongStatus();
        }
        return isDone(publish)
                ? PendingDecision.unchanged()
                : plan.record(request, new Change.Published(changed(publish)));
    }

    private AudiencePatch changed(Command.Publish publish) {
        return publish.audience().map(patch -> Difference.of(patch, event)).orElse(AudiencePatch.NOTHING);
    }

    /** Whether the event has the status already. */
    boolean isDone(Command.Transition transition) {
        return switch (transition.move()) {
            case UNPUBLISH -> event.status() == EventStatus.DRAFT;
            case CANCEL -> event.status() == EventStatus.CANCELLED;
            case COMPLETE -> event.status() == EventStatus.COMPLETED;
            case REOPEN -> event.status().isOpen();
            case DELETE -> false;
        };
    }

    PendingDecision move(Command.Transition transition) {
        if (isDone(transition)) {
            return PendingDecision.unchanged();
        }
        return switch (transition.move()) {
            case UNPUBLISH -> moved(event.status().isOpen(), Change.Moved.UNPUBLISHED);
            case CANCEL -> moved(event.status() != EventStatus.COMPLETED, new Change.Cancelled(transition.reason()));
            case COMPLETE -> moved(event.status().isOpen(), Change.Moved.COMPLETED);
            case REOPEN -> reopen();
            case DELETE -> plan.record(request, Change.Moved.DELETED);
        };
    }

    private PendingDecision reopen() {
        if (event.status() == EventStatus.DRAFT) {
            return wrongStatus();
        }
        return plan.now().isBefore(event.endsAt())
                ? plan.record(request, new Change.Reopened(event.fields().containsKey(EventField.CANCEL_REASON)))
                : PendingDecision.refused(Reason.EVENT_CLOSED);
    }

    private PendingDecision moved(boolean allowed, Change moved) {
        return allowed ? plan.record(request, moved) : wrongStatus();
    }

    private PendingDecision wrongStatus() {
        return PendingDecision.refused(
                new Refusal(Reason.WRONG_STATUS, Map.of("status", event.status().wireName())));
    }
}
