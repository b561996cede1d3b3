package io.muster.event.plan;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.muster.event.EventField;
import io.muster.event.EventPatch;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal;
import io.muster.event.Refusal.Reason;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.Terms;
import io.muster.event.journal.Change;
import io.muster.event.journal.EventState;
import io.muster.event.journal.SchemaNumber;

/** Decides a manager's edit: the contract's {@code PATCH} (docs/api.md#patch). */
final class EditRules {
    private static final Set<EventField> EDITABLE_WHEN_CLOSED = Set.of(EventField.NOTES);

    private final PlanBuilder plan;
    private final EventState event;
    private final KeyedCommand request;

    EditRules(PlanBuilder plan, KeyedCommand request) {
        this.plan = plan;
        this.event = plan.state();
        this.request = request;
    }

    /** Whether the patch would change nothing. */
    boolean isDone(EventPatch patch) {
        return !isOfUnknownRole(patch) && changed(patch).isEmpty();
    }

    private boolean isOfUnknownRole(EventPatch patch) {
        return patch.roles()
                .filter(sent -> SentRoles.of(event, sent, patch).isUnknown())
                .isPresent();
    }

    /** @param keepsConfirmed whether nobody has to confirm times or place that it changes */
    PendingDecision edit(EventPatch patch, boolean keepsConfirmed) {
        EventPatch changed = changed(patch);
        if (event.status().isClosed() && !isEditableWhenClosed(changed)) {
            return PendingDecision.refused(new Refusal(
                    Reason.WRONG_STATUS, Map.of("status", event.status().wireName())));
        }
        if (isOfUnknownRole(patch)) {
            return PendingDecision.refused(Reason.ROLE_NOT_FOUND);
        }
        if (changed.isEmpty()) {
            return PendingDecision.unchanged();
        }
        return changed.roles()
                .flatMap(this::belowTaken)
                .map(PendingDecision::refused)
                .orElseGet(
                        () -> plan.record(request, new Change.Updated(changed, !keepsConfirmed && asksAgain(changed))));
    }

    /** Whether who is in has to confirm it: times or place of what people can see are others, and everybody can confirm. */
    private boolean asksAgain(EventPatch changed) {
        Map<EventField, Object> fields = new HashMap<>(event.fields());
        changed.fields()
                .forEach((field, value) ->
                        value.ifPresentOrElse(set -> fields.put(field, set), () -> fields.remove(field)));
        Terms.Held after = Terms.Held.of(fields, changed.roles().orElse(event.roles()));
        return plan.allows(SchemaNumber.STANDBY)
                && event.status().isOpen()
                && Terms.Held.of(event.fields(), event.roles()).differsFrom(after);
    }

    private EventPatch changed(EventPatch patch) {
        Optional<SentRoles> sent = patch.roles().map(roles -> SentRoles.of(event, roles, patch));
        EventPatch changed = Difference.of(patch.with(sent.map(SentRoles::roles), Map.of()), event);
        return changed.with(changed.roles(), sent.map(SentRoles::renamed).orElse(Map.of()));
    }

    private static boolean isEditableWhenClosed(EventPatch changed) {
        return new EventPatch(Map.of(), changed.roles(), changed.audience(), changed.barred()).isEmpty()
                && EDITABLE_WHEN_CLOSED.containsAll(changed.fields().keySet());
    }

    /**
     * The first role, in the event's order, of which more places are taken than the new roles give it; and who would have to go,
     * of all such roles.
     */
    private Optional<Refusal> belowTaken(List<Role> roles) {
        Map<String, Integer> counts = new HashMap<>();
        roles.forEach(role -> counts.put(role.key(), role.count()));
        List<Role> tooSmall =
                event.roles().stream().filter(role -> tooMany(role, counts) > 0).toList();
        return tooSmall.stream()
                .findFirst()
                .map(role -> new Refusal(
                        Reason.CAPACITY_BELOW_TAKEN,
                        Map.of(
                                "role",
                                role.name(),
                                "taken",
                                event.taken(role.key()),
                                "count",
                                counts.getOrDefault(role.key(), 0),
                                "over",
                                tooSmall.stream()
                                        .flatMap(each -> lastIn(each, tooMany(each, counts)))
                                        .toList())));
    }

    private int tooMany(Role role, Map<String, Integer> counts) {
        return event.taken(role.key()) - counts.getOrDefault(role.key(), 0);
    }

    /** The last to get on a list or in, the very last first. */
    private Stream<Map<String, String>> lastIn(Role role, int number) {
        return event.people(Response.ACCEPT).stream()
                .filter(entry -> entry.key().filter(role.key()::equals).isPresent())
                .sorted(Comparator.comparingLong(StaffEntry::since).reversed())
                .limit(number)
                .map(entry -> new TreeMap<>(Map.of("userKey", entry.userKey(), "role", role.name())));
    }
}
