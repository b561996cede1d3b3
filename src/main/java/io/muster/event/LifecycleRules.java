package io.muster.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.muster.event.Refusal.Reason;

/** The moves along an event's life (the contract's section 2, "Status"), and taking a person out of it. */
final class LifecycleRules {
    private final EventDraft draft;
    private final Request request;

    LifecycleRules(EventDraft draft, Request request) {
        this.draft = draft;
        this.request = request;
    }

    Verdict publish(Command.Publish publish) {
        if (draft.status().isClosed()) {
            return wrongStatus();
        }
        ManagerChange change = new ManagerChange(draft);
        publish.audience().ifPresent(patch -> change.audience(patch.appliedTo(draft.audience())));
        if (draft.status() == EventStatus.DRAFT) {
            change.status(EventStatus.PUBLISHED);
        }
        return change.record(request, JournalEntry.Kind.PUBLISHED);
    }

    Verdict move(Command.Transition.Move move) {
        return switch (move) {
            case UNPUBLISH -> to(EventStatus.DRAFT, draft.status().isOpen(), JournalEntry.Kind.UNPUBLISHED);
            case CANCEL ->
                to(EventStatus.CANCELLED, draft.status() != EventStatus.COMPLETED, JournalEntry.Kind.CANCELLED);
            case COMPLETE -> to(EventStatus.COMPLETED, draft.status().isOpen(), JournalEntry.Kind.COMPLETED);
            case DELETE -> delete();
        };
    }

    /** Barring alone is an edit; here it goes with taking the person out. */
    Verdict remove(Command.Remove remove) {
        String userKey = remove.userKey();
        if (draft.accepted(userKey).isEmpty() && draft.declined(userKey).isEmpty()) {
            return Verdict.refused(Reason.STAFF_NOT_FOUND);
        }
        ManagerChange change = new ManagerChange(draft);
        if (remove.bar() && !draft.barred().contains(userKey)) {
            List<String> barred = new ArrayList<>(draft.barred());
            barred.add(userKey);
            change.barred(barred);
        }
        return change.recordRemoval(request, userKey);
    }

    private Verdict to(EventStatus target, boolean allowed, JournalEntry.Kind kind) {
        if (draft.status() == target) {
            return Verdict.unchanged();
        }
        return allowed ? new ManagerChange(draft).status(target).record(request, kind) : wrongStatus();
    }

    private Verdict delete() {
        return new ManagerChange(draft).delete().record(request, JournalEntry.Kind.DELETED);
    }

    private Verdict wrongStatus() {
        return Verdict.refused(
                new Refusal(Reason.WRONG_STATUS, Map.of("status", draft.status().wireName())));
    }
}
