package io.muster.event;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A manager's edit, checked as far as it can be without the event: values are of their field's type and within limits.
 *
 * @param fields new values; an empty one clears the field
 * @param roles the roles that replace those stored
 * @param barred the barred userKeys that replace those stored
 */
public record EventPatch(
        Map<EventField, Optional<Object>> fields,
        Optional<List<Role>> roles,
        AudiencePatch audience,
        Optional<List<String>> barred) {
    public static final EventPatch NOTHING =
            new EventPatch(Map.of(), Optional.empty(), AudiencePatch.NOTHING, Optional.empty());

    public EventPatch {
        EnumMap<EventField, Optional<Object>> ordered = new EnumMap<>(EventField.class);
        ordered.putAll(fields);
        fields = Collections.unmodifiableMap(ordered);
        roles = roles.map(List::copyOf);
        barred = barred.map(List::copyOf);
    }
}
