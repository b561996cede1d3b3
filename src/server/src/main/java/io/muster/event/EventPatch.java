package io.muster.event;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A manager's edit, validated as far as possible without the event: values have their field's type and are within
 * limits.
 *
 * @param fields new values; an empty one clears the field
 * @param roles the roles that replace those stored
 * @param barred the barred userKeys that replace those stored
 * @param renamed of roles that go on under another name, by the name before the one that {@code roles} has
 */
public record EventPatch(
        Map<EventField, Optional<Object>> fields,
        Optional<List<Role>> roles,
        AudiencePatch audience,
        Optional<List<String>> barred,
        Map<String, String> renamed) {
    public static final EventPatch NOTHING =
            new EventPatch(Map.of(), Optional.empty(), AudiencePatch.NOTHING, Optional.empty());

    public EventPatch {
        EnumMap<EventField, Optional<Object>> ordered = new EnumMap<>(EventField.class);
        ordered.putAll(fields);
        fields = Collections.unmodifiableMap(ordered);
        roles = roles.map(List::copyOf);
        barred = barred.map(DistinctList::copyOf);
        renamed = Collections.unmodifiableMap(new TreeMap<>(renamed));
    }

    /** An edit that renames no role, though it may spell one otherwise. */
    public EventPatch(
            Map<EventField, Optional<Object>> fields,
            Optional<List<Role>> roles,
            AudiencePatch audience,
            Optional<List<String>> barred) {
        this(fields, roles, audience, barred, Map.of());
    }

    /** The same edit with other roles. */
    public EventPatch with(Optional<List<Role>> others, Map<String, String> othersRenamed) {
        return new EventPatch(fields, others, audience, barred, othersRenamed);
    }

    /** Of the audience alone. */
    public static EventPatch of(AudiencePatch audience) {
        return new EventPatch(Map.of(), Optional.empty(), audience, Optional.empty());
    }

    /** Of one field alone; an empty value clears it. */
    public static EventPatch of(EventField field, Optional<Object> value) {
        return new EventPatch(Map.of(field, value), Optional.empty(), AudiencePatch.NOTHING, Optional.empty());
    }

    /** Of who is barred alone. */
    public static EventPatch ofBarred(Optional<List<String>> barred) {
        return new EventPatch(Map.of(), Optional.empty(), AudiencePatch.NOTHING, barred);
    }

    /** Whether nothing is set and nothing cleared. */
    public boolean isEmpty() {
        return equals(NOTHING);
    }
}
