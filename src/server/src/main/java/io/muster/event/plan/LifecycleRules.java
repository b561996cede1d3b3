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

    PendingDecision publish(Command.Publish publish) {
        if (event.status().isClosed()) {
            return wrongStatus();
        }
        AudiencePatch audience =
                publish.audience().map(patch -> Difference.of(patch, event)).orElse(AudiencePatch.NOTHING);
        boolean published = event.status() != EventStatus.DRAFT;
        return published && audience.equals(AudiencePatch.NOTHING)
                ? PendingDecision.unchanged()
                : plan.record(request, new Change.Published(audience));
    }

    PendingDecision move(Command.Transition transition) {
        return switch (transition.move()) {
            case UNPUBLISH -> to(EventStatus.DRAFT, event.status().isOpen(), Change.Moved.UNPUBLISHED);
            case CANCEL ->
                to(
                        EventStatus.CANCELLED,
                        event.status() != EventStatus.COMPLETED,
                        new Change.Cancelled(transition.reason()));
            case COMPLETE -> to(EventStatus.COMPLETED, event.status().isOpen(), Change.Moved.COMPLETED);
            case REOPEN -> reopen();
            case DELETE -> plan.record(request, Change.Moved.DELETED);
        };
    }

    private PendingDecision reopen() {
        if (event.status().isOpen()) {
            return PendingDecision.unchanged();
        }
        if (event.status() == EventStatus.DRAFT) {
            return wrongStatus();
        }
        return plan.now().isBefore(event.endsAt())
                ? plan.record(request, new Change.Reopened(event.fields().containsKey(EventField.CANCEL_REASON)))
                : PendingDecision.refused(Reason.EVENT_CLOSED);
    }

    private PendingDecision to(EventStatus target, boolean allowed, Change moved) {
        if (event.status() == target) {
            return PendingDecision.unchanged();
        }
        return allowed ? plan.record(request, moved) : wrongStatus();
    }

    private PendingDecision wrongStatus() {
        return PendingDecision.refused(
                new Refusal(Reason.WRONG_STATUS, Map.of("status", event.status().wireName())));
    }
}
