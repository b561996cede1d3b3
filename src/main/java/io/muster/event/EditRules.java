package io.muster.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Refusal.Reason;

/** What a manager's edit does, and what it may not: the contract's {@code PATCH}. */
final class EditRules {
    private static final Set<String> EDITABLE_WHEN_CLOSED = Set.of(EventField.NOTES.wireName());

    private final EventDraft draft;
    private final Request request;

    EditRules(EventDraft draft, Request request) {
        this.draft = draft;
        this.request = request;
    }

    Verdict edit(EventPatch patch) {
        ManagerChange change = new ManagerChange(draft);
        patch.fields().forEach(change::field);
        change.audience(patch.audience().appliedTo(draft.audience()));
        patch.barred().ifPresent(change::barred);
        patch.roles().ifPresent(change::roles);
        if (draft.status().isClosed() && !EDITABLE_WHEN_CLOSED.containsAll(change.names())) {
            return Verdict.refused(new Refusal(
                    Reason.WRONG_STATUS, Map.of("status", draft.status().wireName())));
        }
        return patch.roles()
                .flatMap(this::belowTaken)
                .map(Verdict::refused)
                .orElseGet(() -> change.record(request, JournalEntry.Kind.UPDATED));
    }

    /** The first role, in the event's order, that people hold places in and that would have fewer, or be gone. */
    private Optional<Refusal> belowTaken(List<Role> roles) {
        if (roles.equals(draft.roles())) {
            return Optional.empty();
        }
        for (Role role : draft.roles()) {
            int taken = draft.taken(role.key());
            int count = roles.stream()
                    .filter(other -> other.key().equals(role.key()))
                    .mapToInt(Role::count)
                    .findFirst()
                    .orElse(0);
            if (count < taken) {
                return Optional.of(new Refusal(
                        Reason.CAPACITY_BELOW_TAKEN, Map.of("role", role.name(), "taken", taken, "count", count)));
            }
        }
        return Optional.empty();
    }
}
