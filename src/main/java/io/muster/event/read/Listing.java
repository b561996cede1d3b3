package io.muster.event.read;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import com.mongodb.client.model.Filters;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.Ord;
import io.muster.identity.Caller;
import org.bson.conversions.Bson;

/** The lists a person of the staff has. What the person sees is decided elsewhere; here is which of it a list holds. */
public enum Listing {
    /** Every event the person sees. */
    SEEN {
        @Override
        boolean holds(Event event, Caller person, Instant now) {
            return true;
        }

        @Override
        List<Bson> conditions(Caller person, Instant now) {
            return List.of();
        }
    },
    /** What the person could take a place in, full or not. */
    AVAILABLE {
        @Override
        boolean holds(Event event, Caller person, Instant now) {
            return event.status().isOpen() && !event.isOver(now) && !event.hasAccepted(person.userKey());
        }

        @Override
        List<Bson> conditions(Caller person, Instant now) {
            return List.of(
                    Filters.in("status", EventStatus.PUBLISHED.wireName(), EventStatus.FULFILLED.wireName()),
                    Filters.gt(ENDS_AT, now),
                    Filters.gt(Ord.FIELD, firstOrdNotOver(now)),
                    Filters.ne(ACCEPTED_BY, person.userKey()));
        }
    },
    /** What the person has accepted and is not over. */
    FUTURE_SHIFTS {
        @Override
        boolean holds(Event event, Caller person, Instant now) {
            return event.hasAccepted(person.userKey()) && !event.isOver(now);
        }

        @Override
        List<Bson> conditions(Caller person, Instant now) {
            return List.of(
                    Filters.eq(ACCEPTED_BY, person.userKey()),
                    Filters.gt(ENDS_AT, now),
                    Filters.gt(Ord.FIELD, firstOrdNotOver(now)));
        }
    },
    /** What the person has accepted and is over. */
    PAST_SHIFTS {
        @Override
        boolean holds(Event event, Caller person, Instant now) {
            return event.hasAccepted(person.userKey()) && event.isOver(now);
        }

        @Override
        List<Bson> conditions(Caller person, Instant now) {
            return List.of(
                    Filters.eq(ACCEPTED_BY, person.userKey()),
                    Filters.lte(ENDS_AT, now),
                    Filters.lt(Ord.FIELD, Ord.endOf(day(now).plusDays(ZONES_AHEAD_DAYS))));
        }
    };

    static final String ENDS_AT = "endsAt";
    static final String ACCEPTED_BY = "accepted_staff.userKey";

    /** An event may end a day after its date, and the zone furthest west is half a day behind. */
    private static final int LATEST_END_DAYS = 3;

    /** The zone furthest east is 14 hours ahead. */
    private static final int ZONES_AHEAD_DAYS = 1;

    /** Whether the list holds an event the person sees. */
    abstract boolean holds(Event event, Caller person, Instant now);

    /** The same for the database, besides what the person sees. */
    abstract List<Bson> conditions(Caller person, Instant now);

    /** Whether it is about what the person has accepted, and nothing else. */
    boolean isOfShifts() {
        return this == FUTURE_SHIFTS || this == PAST_SHIFTS;
    }

    /** Whether events come into it, or go out of it, by time alone. */
    boolean turnsWithTime() {
        return this != SEEN;
    }

    /** What has ended between two moments, as a range of the index's order too. */
    static List<Bson> endedBetween(Instant since, Instant now) {
        return List.of(
                Filters.gt(ENDS_AT, since),
                Filters.lte(ENDS_AT, now),
                Filters.gt(Ord.FIELD, firstOrdNotOver(since)),
                Filters.lt(Ord.FIELD, Ord.endOf(day(now).plusDays(ZONES_AHEAD_DAYS))));
    }

    private static String firstOrdNotOver(Instant now) {
        return Ord.startOf(day(now).minusDays(LATEST_END_DAYS));
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /** The list of what was accepted, by the contract's name of its period: {@code future}, {@code past}. */
    public static Optional<Listing> ofPeriod(String period) {
        return switch (period) {
            case "future" -> Optional.of(FUTURE_SHIFTS);
            case "past" -> Optional.of(PAST_SHIFTS);
            default -> Optional.empty();
        };
    }
}
