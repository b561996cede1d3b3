package io.muster.event;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.identity.Caller;
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
        fields = Collections.unmodifiableMap(ordered);
        roles = List.copyOf(roles);
        accepted = StaffList.copyOf(accepted);
        declined = StaffList.copyOf(declined);
        barred = DistinctList.copyOf(barred);
    }

    /** A descriptive field's value, if it is set. */
    public Optional<Object> field(EventField field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** The role with this {@link Role#key}. */
    public Optional<Role> role(String key) {
        return roles.stream().filter(role -> role.key().equals(key)).findFirst();
    }

    /** The places taken in the role with this {@link Role#key}. */
    public int taken(String key) {
        return StaffList.copyOf(accepted).count(key);
    }

    /** How full each role is, in the order of {@link #roles}. */
    public List<RoleStats> roleStats() {
        return roles.stream()
                .map(role -> new RoleStats(role.name(), role.key(), role.count(), taken(role.key())))
                .toList();
    }

    /** Whether every role is full. */
    public boolean isFull() {
        return roles.stream().allMatch(role -> taken(role.key()) >= role.count());
    }

    /** The person's response, whichever list holds it. */
    public Optional<StaffEntry> standing(String userKey) {
        return StaffList.copyOf(accepted)
                .of(userKey)
                .or(() -> StaffList.copyOf(declined).of(userKey));
    }

    public boolean hasAccepted(String userKey) {
        return StaffList.copyOf(accepted).of(userKey).isPresent();
    }

    /** Whether the caller sees it as staff: the contract's section 2, "Audience". Its manager is not asked this. */
    public boolean visibleTo(Caller caller) {
        return !deleted
                && Visibility.of(
                        caller,
                        managerId,
                        status,
                        audience,
                        hasAccepted(caller.userKey()),
                        barred.contains(caller.userKey()));
    }

    /**
     * The end: at {@code end_time}, the next day if that is not after {@code start_time}; without one at the end of
     * {@code date}; in the event's zone.
     */
    public Instant endsAt() {
        return EventTimes.endsAt(fields);
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(endsAt());
    }
}
