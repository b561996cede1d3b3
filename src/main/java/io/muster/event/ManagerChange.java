package io.muster.event;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** One change a manager makes, gathered: only what differs from what is stored counts. */
final class ManagerChange {
    private final EventDraft draft;
    private final Map<EventField, Object> fields;
    private final Document set = new Document();
    private final List<String> unset = new ArrayList<>();
    private Audience audience;
    private List<String> barred;
    private List<Role> roles;
    private @Nullable EventStatus status;
    private boolean deleted;

    ManagerChange(EventDraft draft) {
        this.draft = draft;
        this.fields = new EnumMap<>(EventField.class);
        this.fields.putAll(draft.fields());
        this.audience = draft.audience();
        this.barred = draft.barred();
        this.roles = draft.roles();
    }

    /** @param value empty: clear it */
    void field(EventField field, Optional<Object> value) {
        if (value.equals(draft.field(field))) {
            return;
        }
        if (value.isPresent()) {
            fields.put(field, value.get());
            set.append(field.wireName(), FieldValues.stored(field.kind(), value.get()));
        } else {
            fields.remove(field);
            unset.add(field.wireName());
        }
    }

    void audience(Audience replacement) {
        audience = replacement;
        if (!replacement.userKeys().equals(draft.audience().userKeys())) {
            set.append(EventDocuments.AUDIENCE_USER_KEYS, List.copyOf(replacement.userKeys()));
        }
        if (!replacement.teamIds().equals(draft.audience().teamIds())) {
            set.append(EventDocuments.AUDIENCE_TEAM_IDS, List.copyOf(replacement.teamIds()));
        }
    }

    void barred(List<String> replacement) {
        List<String> distinct = DistinctList.copyOf(replacement);
        if (!distinct.equals(draft.barred())) {
            barred = distinct;
            set.append(EventDocuments.BARRED, List.copyOf(distinct));
        }
    }

    void roles(List<Role> replacement) {
        if (!replacement.equals(draft.roles())) {
            roles = replacement;
            set.append(
                    EventDocuments.ROLES,
                    replacement.stream().map(EventDocuments::role).toList());
        }
    }

    ManagerChange status(EventStatus target) {
        status = target;
        return this;
    }

    ManagerChange delete() {
        deleted = true;
        return this;
    }

    /** The stored fields it touches. */
    Set<String> names() {
        Set<String> names = new HashSet<>(set.keySet());
        names.addAll(unset);
        return names;
    }

    /** Carries it out and journals it; without effect nothing is recorded. */
    Verdict record(Request request, JournalEntry.Kind kind) {
        if (set.isEmpty() && unset.isEmpty() && status == null && !deleted) {
            return Verdict.unchanged();
        }
        return recordFor(request, kind, Optional.empty(), Optional.empty());
    }

    /** As {@link #record}, and the person leaves whichever list holds the person. */
    Verdict recordRemoval(Request request, String userKey) {
        draft.remove(userKey);
        return recordFor(request, JournalEntry.Kind.REMOVED, Optional.of(userKey), Optional.empty());
    }

    /** Journals what a repair has done about a person, or about the figures alone. */
    Verdict recordRepair(Request request, Optional<String> userKey, Optional<StaffEntry> standing) {
        return recordFor(request, JournalEntry.Kind.REPAIRED, userKey, standing);
    }

    private Verdict recordFor(
            Request request, JournalEntry.Kind kind, Optional<String> userKey, Optional<StaffEntry> standing) {
        EventStatus statusBefore = draft.status();
        Optional<Audience> audienceBefore =
                statusBefore == EventStatus.DRAFT ? Optional.empty() : Optional.of(draft.audience());
        draft.replace(fields, roles, audience, barred);
        if (status != null) {
            draft.status(status);
        }
        if (deleted) {
            draft.delete();
        }
        draft.settleStatus();
        if (draft.status() != statusBefore) {
            set.append(EventDocuments.STATUS, draft.status().wireName());
        }
        return draft.recordByManager(request, kind, userKey, standing, set, unset, audienceBefore);
    }
}
