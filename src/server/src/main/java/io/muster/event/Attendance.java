package io.muster.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a manager has noted of a person on the day of an event. It is kept beside the event and changes neither the person's place
 * nor the event's version (the contract, docs/api.md#attendance).
 *
 * @param at when the person arrived or left, or was found to be absent; to the millisecond
 */
public record Attendance(State state, Instant at) {
    /** How long before an event's start attendance begins to be noted. */
    private static final Duration BEFORE_THE_START = Duration.ofHours(12);

    /** How long after an event's end attendance is still noted. */
    private static final Duration AFTER_THE_END = Duration.ofDays(7);

    /** Whether the person came. */
    public enum State {
        ARRIVED,
        ABSENT,
        /** The person was there and has gone. */
        LEFT;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        /** The name in JSON and in the database: {@code arrived}, {@code absent}, {@code left}. */
        public String wireName() {
            return wireName;
        }

        public static Optional<State> ofWireName(String name) {
            for (State state : values()) {
                if (state.wireName.equals(name)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    /** From when on attendance is noted, that instant included: 12 hours before the event's start. */
    public static Instant notedFrom(Event event) {
        return EventTimes.startsAt(event.fields(), event.roles()).minus(BEFORE_THE_START);
    }

    /** Until when attendance is noted, that instant not included: 7 days after the event's end. */
    public static Instant notedUntil(Event event) {
        return event.endsAt().plus(AFTER_THE_END);
    }
}
