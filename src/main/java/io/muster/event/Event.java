package io.muster.event;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.bson.types.ObjectId;

/**
 * An event at one version: what the manager said of it and who has responded. Immutable; the planner makes the next one.
 *
 * @param fields the descriptive fields that are set, each with a value of its {@link EventField.Kind}'s Java type;
 *     {@code DATE} and {@code TIMEZONE} are always there
 * @param roles 1 to 50, in the order shown, no two with one key
 * @param accepted in the order in which they got in
 * @param declined in the order in which they declined, at most 2 000
 * @param barred people who may neither see nor accept it, by userKey
 * @param version grows by one with every recorded change; 1 when created
 * @param managerVersion the version of the last change a manager made: what {@code If-Match} is held against
 * @param updatedAt the database's time of the last recorded change
 * @param deleted a tombstone: gone for everyone, kept for the journal
 */
public record Event(
        ObjectId id,
        String managerId,
        EventStatus status,
        Map<EventField, Object> fields,
        List<Role> roles,
        List<StaffEntry> accepted,
        List<StaffEntry> declined,
        Audience audience,
        List<String> barred,
        long version,
        long managerVersion,
        Instant createdAt,
        Instant updatedAt,
        boolean deleted) {

    public Event {
        EnumMap<EventField, Object> ordered = new EnumMap<>(EventField.class);
        ordered.putAll(fields);
        fields = java.util.Collections.unmodifiableMap(ordered);
        roles = List.copyOf(roles);
        accepted = List.copyOf(accepted);
        declined = List.copyOf(declined);
        barred = List.copyOf(barred);
    }
}
