package io.muster.event;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.identity.Caller;
import org.bson.types.ObjectId;

/**
 * An event at one version: its fields and its people. Immutable; the planner makes the next version.
 *
 * @param fields the descriptive fields that are set, each with a value of its {@link EventField.Kind}'s Java type;
 *     {@code DATE} and {@code TIMEZONE} are always there
 * @param roles 1 to 50, in the order shown, no two with one key
 * @param people who has responded
 * @param barred people who may neither see nor accept it, by userKey; at most {@link #MAX_BARRED}
 * @param version grows by one with every recorded change; 1 when created
 * @param managerVersion the version of the last change that makes earlier versions stale, to which {@code If-Match} is compared
 * @param updatedAt the database's time of the last recorded change
 * @param deleted whether it is a tombstone: gone for everyone, kept for the journal
 * @param terms what became of times and place since people came in
 */
public record Event(
        ObjectId id,
        String managerId,
        EventStatus status,
        Map<EventField, Object> fields,
        List<Role> roles,
        Roster people,
        Audience audience,
        List<String> barred,
        long version,
        long managerVersion,
        Instant createdAt,
        Instant updatedAt,
        boolean deleted,
        Terms terms) {

    /** The most people that can be barred: a list of so many fits into one body. */
    public static final int MAX_BARRED = 1_000;

    /** The most people that can be on standby, for all roles together. */
    public static final int MAX_STANDBY = 2_000;

    /** An event whose times and place nobody has to confirm again. */
    public Event(
            ObjectId id,
            String managerId,
            EventStatus status,
            Map<EventField, Object> fields,
            List<Role> roles,
            Roster people,
            Audience audience,
            List<String> barred,
            long version,
            long managerVersion,
            Instant createdAt,
            Instant updatedAt,
            boolean deleted) {
        this(
                id,
                managerId,
                status,
                fields,
                roles,
                people,
                audience,
                barred,
                version,
                managerVersion,
                createdAt,
                updatedAt,
                deleted,
                Terms.UNCHANGED);
    }

    public Event {
        EnumMap<EventField, Object> ordered = new EnumMap<>(EventField.class);
        ordered.putAll(fields);
        fields = Collections.unmodifiableMap(ordered);
        roles = List.copyOf(roles);
        barred = DistinctList.copyOf(barred);
    }

    /** A descriptive field's value, if it is set. */
    public Optional<Object> field(EventField field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** Who is in, in the order in which they got in. */
    public List<StaffEntry> accepted() {
        return people.list(Response.ACCEPT);
    }

    /** Who is on standby, in the order in which they came there. */
    public List<StaffEntry> standby() {
        return people.list(Response.STANDBY);
    }

    /** Who declined, in the order in which they did. */
    public List<StaffEntry> declined() {
        return people.list(Response.DECLINE);
    }

    /** The role with this {@link Role#key}. */
    public Optional<Role> role(String key) {
        return roles.stream().filter(role -> role.key().equals(key)).findFirst();
    }

    /** The places taken in the role with this {@link Role#key}. */
    public int taken(String key) {
        return people.taken(key);
    }

    /** How full each role is, in the order of {@link #roles}. */
    public List<RoleStats> roleStats() {
        return roles.stream()
                .map(role -> new RoleStats(
                        role.name(), role.key(), role.count(), taken(role.key()), people.waiting(role.key())))
                .toList();
    }

    /** Whether every role is full. */
    public boolean isFull() {
        return roles.stream().allMatch(role -> taken(role.key()) >= role.count());
    }

    /** The person's response, from whichever list has it. */
    public Optional<StaffEntry> currentEntry(String userKey) {
        return people.find(userKey);
    }

    public boolean hasAccepted(String userKey) {
        return people.find(Response.ACCEPT, userKey).isPresent();
    }

    /** How many of those who are in have to confirm times and place. */
    public int unconfirmed() {
        return (int) accepted().stream().filter(terms::isUnconfirmed).count();
    }

    /** The person's place among those on standby for the same role, from 1; empty for who is not on standby. */
    public Optional<Integer> position(String userKey) {
        return people.find(Response.STANDBY, userKey)
                .map(own -> 1
                        + (int) standby().stream()
                                .filter(other -> other.key().equals(own.key()) && other.since() < own.since())
                                .count());
    }

    /** Whether a person has a place that has not begun, or waits for one while the event is not over. */
    public boolean isPlacedAhead(String userKey, Instant now) {
        return !deleted
                && endsAt().isAfter(now)
                && people.find(userKey)
                        .filter(entry -> entry.response() == Response.STANDBY
                                || (entry.response() == Response.ACCEPT
                                        && EventTimes.startsAt(fields, roles).isAfter(now)))
                        .isPresent();
    }

    /** Whether the caller sees it as staff (the contract, docs/api.md#event-audience). Its manager is not asked this. */
    public boolean visibleTo(Caller caller) {
        return !deleted
                && Visibility.of(
                        caller,
                        managerId,
                        status,
                        audience,
                        currentEntry(caller.userKey())
                                .filter(entry -> entry.response().keepsSight())
                                .isPresent(),
                        barred.contains(caller.userKey()));
    }

    /** When people of the caller's teams get in; {@link Audience#opensAt}. */
    public Optional<Instant> opensAt(Caller caller) {
        return audience.opensAt(caller, field(EventField.OPENS_AT).map(Instant.class::cast));
    }

    /**
     * The end: at {@code end_time}, the next day if that is not after {@code start_time}; without one at the end of
     * {@code date}; in the event's zone.
     */
    public Instant endsAt() {
        return EventTimes.endsAt(fields);
    }

    /** {@link EventTimes#lastDay}. */
    public LocalDate lastDay() {
        return EventTimes.lastDay(fields);
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(endsAt());
    }
}
