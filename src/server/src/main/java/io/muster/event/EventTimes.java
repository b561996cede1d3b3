package io.muster.event;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** When an event is, as instants (the contract, docs/api.md#event-times). */
public final class EventTimes {
    /** How long before the start nobody is promoted any more, unless the event says when: nobody may be looking then. */
    private static final Duration PROMOTED_UP_TO = Duration.ofHours(12);

    /** A call time so much after the event's start is of the day before. */
    private static final Duration CALLED_THE_DAY_BEFORE = Duration.ofHours(12);

    private EventTimes() {}

    /**
     * The start: the earliest of {@code start_time} and the roles' call times, of which one that is more than 12 hours after
     * {@code start_time} is of the day before; without any the beginning of {@code date}. In the event's zone.
     */
    public static Instant startsAt(Map<EventField, Object> fields, Collection<Role> roles) {
        LocalDate date = (LocalDate) Objects.requireNonNull(fields.get(EventField.DATE), "date");
        ZoneId zone = (ZoneId) Objects.requireNonNull(fields.get(EventField.TIMEZONE), "timezone");
        LocalTime start = (LocalTime) fields.get(EventField.START_TIME);
        Stream<LocalDateTime> calls = roles.stream()
                .flatMap(role -> Stream.ofNullable(role.callTime()))
                .map(call -> (isOfTheDayBefore(call, start) ? date.minusDays(1) : date).atTime(call));
        return Stream.concat(Stream.ofNullable(start).map(date::atTime), calls)
                .min(Comparator.naturalOrder())
                .orElseGet(date::atStartOfDay)
                .atZone(zone)
                .toInstant();
    }

    private static boolean isOfTheDayBefore(LocalTime call, @Nullable LocalTime start) {
        return start != null && Duration.between(start, call).compareTo(CALLED_THE_DAY_BEFORE) > 0;
    }

    /**
     * How long a place of a role takes: from the role's call time, else its start, else the event's, to its end, else the event's; over
     * midnight where the end is not after the beginning. In the event's zone; empty where one of the two is not known.
     */
    public static Optional<Duration> lengthOf(Map<EventField, Object> fields, Role role) {
        ZoneId zone = (ZoneId) Objects.requireNonNull(fields.get(EventField.TIMEZONE), "timezone");
        return beginningOf(fields, role)
                .flatMap(from -> endOf(fields, role, from)
                        .map(until -> Duration.between(from.atZone(zone), until.atZone(zone))));
    }

    /** From when on a place of a role takes time, in the event's zone; empty where that is not known. */
    public static Optional<LocalDateTime> beginningOf(Map<EventField, Object> fields, Role role) {
        LocalDate date = (LocalDate) Objects.requireNonNull(fields.get(EventField.DATE), "date");
        LocalTime start = (LocalTime) fields.get(EventField.START_TIME);
        LocalTime call = role.callTime();
        if (call != null) {
            return Optional.of((isOfTheDayBefore(call, start) ? date.minusDays(1) : date).atTime(call));
        }
        return Optional.ofNullable(role.startTime() != null ? role.startTime() : start)
                .map(date::atTime);
    }

    /** Until when a place of a role takes time that has begun, in the event's zone; empty where that is not known. */
    public static Optional<LocalDateTime> endOf(Map<EventField, Object> fields, Role role, LocalDateTime from) {
        LocalDate date = (LocalDate) Objects.requireNonNull(fields.get(EventField.DATE), "date");
        return Optional.ofNullable(
                        role.endTime() != null ? role.endTime() : (LocalTime) fields.get(EventField.END_TIME))
                .map(date::atTime)
                .map(until -> until.isAfter(from) ? until : until.plusDays(1));
    }

    /** From when on nobody is promoted: {@code promote_until}, or 12 hours before the start; at the latest the end. */
    public static Instant promotesUntil(Map<EventField, Object> fields, Collection<Role> roles) {
        Instant given = (Instant) fields.get(EventField.PROMOTE_UNTIL);
        Instant until = given == null ? startsAt(fields, roles).minus(PROMOTED_UP_TO) : given;
        Instant end = endsAt(fields);
        return until.isBefore(end) ? until : end;
    }

    /**
     * The end: at {@code end_time}, on the next day if that is not after {@code start_time}; without one at the end of
     * {@code date}. Both are in the event's zone. A time that a clock change skips is moved forward by the gap; of a
     * time that occurs twice the first is taken.
     */
    public static Instant endsAt(Map<EventField, Object> fields) {
        LocalDate date = (LocalDate) Objects.requireNonNull(fields.get(EventField.DATE), "date");
        ZoneId zone = (ZoneId) Objects.requireNonNull(fields.get(EventField.TIMEZONE), "timezone");
        LocalTime end = (LocalTime) fields.get(EventField.END_TIME);
        if (end == null) {
            return date.plusDays(1).atStartOfDay(zone).toInstant();
        }
        LocalTime start = (LocalTime) fields.get(EventField.START_TIME);
        boolean nextDay = start != null && !end.isAfter(start);
        return (nextDay ? date.plusDays(1) : date).atTime(end).atZone(zone).toInstant();
    }

    /** The last day: that of the last moment before {@link #endsAt}, so that an event until midnight has no next day. In the event's zone. */
    public static LocalDate lastDay(Map<EventField, Object> fields) {
        ZoneId zone = (ZoneId) Objects.requireNonNull(fields.get(EventField.TIMEZONE), "timezone");
        return endsAt(fields).minusNanos(1).atZone(zone).toLocalDate();
    }
}
