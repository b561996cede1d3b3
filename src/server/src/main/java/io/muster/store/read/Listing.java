package io.muster.store.read;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.mongodb.client.model.Filters;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.event.SortKey;
import io.muster.identity.Caller;
import io.muster.store.EventDocuments;
import io.muster.store.StaffFields;
import org.bson.conversions.Bson;

/**
 * The lists for staff. {@link io.muster.event.Visibility} decides what a person sees; this decides which of it a list
 * contains.
 */
public enum Listing {
    /** Every event the person sees. */
    SEEN(false, Response.ACCEPT, Response.STANDBY) {
        @Override
        boolean holds(StoredEvent stored, Caller person, Instant now) {
            return true;
        }

        @Override
        List<Bson> conditions(Instant earliest, Instant latest) {
            return List.of();
        }
    },
    /** Events with places to accept, full or not; those among them that the person is on standby for. */
    AVAILABLE(false, Response.STANDBY) {
        @Override
        boolean holds(StoredEvent stored, Caller person, Instant now) {
            Event event = stored.event();
            return event.status().isOpen() && !event.hasAccepted(person.userKey()) && !stored.isOver(now);
        }

        @Override
        List<Bson> conditions(Instant earliest, Instant latest) {
            return List.of(
                    Filters.in(
                            EventDocuments.STATUS, EventStatus.PUBLISHED.wireName(), EventStatus.FULFILLED.wireName()),
                    Filters.gt(EventDocuments.ENDS_AT, earliest),
                    Filters.gt(SortKey.FIELD, firstOrdNotOver(earliest)));
        }

        @Override
        List<Bson> conditions(Caller person) {
            return List.of(Filters.ne(by(Response.ACCEPT), person.userKey()));
        }
    },
    /** Accepted events that are not over. */
    FUTURE_SHIFTS(false, Response.ACCEPT),
    /** Accepted events that are over. */
    PAST_SHIFTS(true, Response.ACCEPT),
    /** Events that are not over and that the person is on standby for. */
    FUTURE_STANDBY(false, Response.STANDBY),
    /** Events that are over and that the person was on standby for to the end. */
    PAST_STANDBY(true, Response.STANDBY),
    /** Events that are not over and that the person is in or on standby for. */
    FUTURE_OWN(false, Response.ACCEPT, Response.STANDBY),
    /** Events that are over and that the person was in or on standby for. */
    PAST_OWN(true, Response.ACCEPT, Response.STANDBY);

    /** An event may end a day after its date, and the westernmost zone is half a day behind. */
    private static final int LATEST_END_DAYS = 3;

    /** The easternmost zone is 14 hours ahead. */
    private static final int ZONES_AHEAD_DAYS = 1;

    private final boolean past;
    private final Set<Response> standings;

    Listing(boolean past, Response... standings) {
        this.past = past;
        this.standings = Set.of(standings);
    }

    /** The stored userKeys of those who gave a response. */
    static String by(Response response) {
        return StaffFields.list(response) + ".userKey";
    }

    /** Whether the list contains an event that the person sees. */
    boolean holds(StoredEvent stored, Caller person, Instant now) {
        return stored.isOver(now) == past
                && stored.event()
                        .currentEntry(person.userKey())
                        .filter(entry -> standings.contains(entry.response()))
                        .isPresent();
    }

    /** Whether it contains an event for a person, of all events. */
    boolean lists(StoredEvent stored, Caller person, ListFilter filter, Instant now) {
        return stored.event().visibleTo(person) && holds(stored, person, now) && filter.matches(stored.event());
    }

    /**
     * Whether an event may be in it because of whom the event is for, or of where the person stands; of a deleted event the
     * latter alone is known.
     */
    boolean concerns(Event event, Caller person) {
        boolean stands = event.currentEntry(person.userKey())
                .filter(entry -> standings.contains(entry.response()))
                .isPresent();
        return person.worksFor(event.managerId()) && (stands || (!isOfShifts() && event.visibleTo(person)));
    }

    /**
     * {@link #holds} as conditions for the database, for anybody who asks between two times, besides visibility and where the
     * person stands.
     */
    List<Bson> conditions(Instant earliest, Instant latest) {
        return past
                ? List.of(
                        Filters.lte(EventDocuments.ENDS_AT, latest),
                        Filters.lt(SortKey.FIELD, SortKey.endOf(day(latest).plusDays(ZONES_AHEAD_DAYS))))
                : List.of(
                        Filters.gt(EventDocuments.ENDS_AT, earliest),
                        Filters.gt(SortKey.FIELD, firstOrdNotOver(earliest)));
    }

    /** What has to hold for the person besides. */
    List<Bson> conditions(Caller person) {
        return List.of();
    }

    /** Where a person stands on events that it contains whatever their audience. */
    Set<Response> standings() {
        return standings;
    }

    /** Whether it contains events only because of where the person stands. */
    boolean isOfShifts() {
        return this != SEEN && this != AVAILABLE;
    }

    /** Whether events enter or leave it by the passing of time alone. */
    boolean turnsWithTime() {
        return this != SEEN;
    }

    /** Whether it contains only events that are not over. */
    boolean isAhead() {
        return this == AVAILABLE || (isOfShifts() && !past);
    }

    /** Events that ended between two times, also as a range of the index. */
    static List<Bson> endedBetween(Instant since, Instant now) {
        return List.of(
                Filters.gt(EventDocuments.ENDS_AT, since),
                Filters.lte(EventDocuments.ENDS_AT, now),
                Filters.gt(SortKey.FIELD, firstOrdNotOver(since)),
                Filters.lt(SortKey.FIELD, SortKey.endOf(day(now).plusDays(ZONES_AHEAD_DAYS))));
    }

    /** A lower bound of the sort keys of all events that are not over; it changes once a day. */
    static String firstOrdNotOver(Instant now) {
        return SortKey.startOf(day(now).minusDays(LATEST_END_DAYS));
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /** Whether it contains only events that are over. */
    public boolean isPast() {
        return past;
    }

    /**
     * A person's own events, by the contract's names (docs/api.md#my-shifts).
     *
     * @param period {@code future}, {@code past}
     * @param standing {@code accept}, {@code standby}, {@code all}
     */
    public static Optional<Listing> of(String period, String standing) {
        return switch (period + " " + standing) {
            case "future accept" -> Optional.of(FUTURE_SHIFTS);
            case "past accept" -> Optional.of(PAST_SHIFTS);
            case "future standby" -> Optional.of(FUTURE_STANDBY);
            case "past standby" -> Optional.of(PAST_STANDBY);
            case "future all" -> Optional.of(FUTURE_OWN);
            case "past all" -> Optional.of(PAST_OWN);
            default -> Optional.empty();
        };
    }
}
