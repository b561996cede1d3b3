package io.muster.notice;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.EventTimes;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.identity.Caller;

/** Whether a person is told of an occasion, by the event as it is when that would be sent: what is no longer true is told to nobody. */
public final class Telling {
    private final Event event;
    private final Instant now;

    public Telling(Event event, Instant now) {
        this.event = event;
        this.now = now;
    }

    /** Whether anybody is to be asked for at all. */
    public boolean mayTell(Occasion occasion) {
        if (event.isOver(now)) {
            return false;
        }
        return switch (occasion.kind()) {
            case DELETED -> event.deleted();
            case CANCELLED -> !event.deleted() && event.status() == EventStatus.CANCELLED;
            // Of what becomes of the event afterwards, who is not in any more hears nothing.
            case REMOVED, REFUSED -> true;
            case PROMOTED, ASSIGNED, MOVED, NOTE ->
                !event.deleted() && !event.status().isClosed();
            case REOPENED, CHANGED, REMINDER, LATE_WITHDRAWAL, REQUESTS -> isOpen();
            case PLACE_FREE, OPENED, PUBLISHED -> isOpen() && !event.isFull() && !isTooLateToAnswer();
            case PLACES_OPEN -> isOpen() && !event.isFull();
            case HOOK_FAILING -> false;
        };
    }

    /** Whether this person is told, of whom {@link #mayTell} is true. */
    public boolean tells(Occasion occasion, Recipient person) {
        return !person.isGone()
                && occasion.actor().filter(person.userKeys()::contains).isEmpty()
                && isAmong(occasion, person)
                && isTrue(occasion, person);
    }

    /** What a person is told of these occasions, in as few messages as say it. */
    public List<Notice> notices(List<Occasion> occasions, Recipient person) {
        return Notice.of(occasions.stream()
                .filter(this::mayTell)
                .filter(occasion -> tells(occasion, person))
                .toList());
    }

    private boolean isOpen() {
        return !event.deleted() && event.status().isOpen();
    }

    private boolean isTooLateToAnswer() {
        return event.field(EventField.RESPOND_BY)
                .map(Instant.class::cast)
                .filter(until -> !now.isBefore(until))
                .isPresent();
    }

    private boolean isAmong(Occasion occasion, Recipient person) {
        Optional<Response> response = person.entry(event).map(StaffEntry::response);
        return switch (occasion.whom()) {
            case INVITED -> response.map(it -> it == Response.STANDBY).orElseGet(() -> isAsked(person));
            case SILENT -> response.isEmpty() && isAsked(person);
            case PERSON -> occasion.person().filter(person.userKeys()::contains).isPresent();
            case PLACED -> response.filter(Response::keepsSight).isPresent();
            case ACCEPTED -> response.filter(Response.ACCEPT::equals).isPresent();
            case STANDBY -> response.filter(Response.STANDBY::equals).isPresent();
            case MANAGERS -> true;
        };
    }

    /** Members alone are asked: who else works for the firm is known to whoever gives out the tokens. */
    private boolean isAsked(Recipient person) {
        return person.member().isPresent() && person.sees(event);
    }

    private boolean isTrue(Occasion occasion, Recipient person) {
        Optional<StaffEntry> entry = person.entry(event);
        return switch (occasion.kind()) {
            case REMOVED -> entry.isEmpty();
            case REFUSED -> entry.filter(StaffEntry::byManager).isPresent();
            case PROMOTED, ASSIGNED, MOVED ->
                entry.filter(it -> it.response() == Response.ACCEPT).isPresent();
            case CHANGED ->
                entry.filter(it -> it.response() == Response.STANDBY
                                || event.terms().isUnconfirmed(it))
                        .isPresent();
            case REMINDER -> entry.filter(it -> isCalledThen(occasion, it)).isPresent();
            case PUBLISHED -> isNewTo(occasion.seenBefore(), person) && person.canTakeAPlace(event);
            case OPENED -> opensThen(occasion, person) && person.canTakeAPlace(event);
            case PLACE_FREE -> isOpenTo(person) && person.canTakeAPlace(event) && !isRequest(entry);
            case LATE_WITHDRAWAL -> !isBackIn(occasion);
            case REQUESTS -> event.standby().stream().anyMatch(StaffEntry::isRequest);
            case DELETED, CANCELLED, REOPENED, NOTE, PLACES_OPEN, HOOK_FAILING -> true;
        };
    }

    /** The manager decides on a request, whatever place is free. */
    private static boolean isRequest(Optional<StaffEntry> entry) {
        return entry.filter(StaffEntry::isRequest).isPresent();
    }

    private boolean isBackIn(Occasion withdrawal) {
        return withdrawal.person().filter(event::hasAccepted).isPresent();
    }

    private boolean isNewTo(Optional<Audience> before, Recipient person) {
        return before.filter(it -> it.includes(person.caller(event.managerId())))
                .isEmpty();
    }

    private boolean isOpenTo(Recipient person) {
        return opensAt(person).filter(at -> at.isAfter(now)).isEmpty();
    }

    /** Whether it opens to the person with this wave, or by the event's own time, and not with an earlier one. */
    private boolean opensThen(Occasion opening, Recipient person) {
        return isOpenTo(person)
                && opensAt(person).filter(at -> !at.isBefore(opening.at())).isPresent();
    }

    private Optional<Instant> opensAt(Recipient person) {
        Caller caller = person.caller(event.managerId());
        return event.opensAt(caller);
    }

    /** A reminder is for those whose call time is the one it is of, and has not come. */
    private boolean isCalledThen(Occasion reminder, StaffEntry entry) {
        Instant call = callTime(entry);
        return call.isAfter(now) && call.toString().equals(reminder.data().get(Occasion.CALL));
    }

    private Instant callTime(StaffEntry entry) {
        return entry.key()
                .flatMap(event::role)
                .flatMap(this::beginning)
                .orElseGet(() -> EventTimes.startsAt(event.fields(), event.roles()));
    }

    private Optional<Instant> beginning(Role role) {
        return EventTimes.beginningOf(event.fields(), role)
                .map(at -> at.atZone((ZoneId) event.field(EventField.TIMEZONE).orElseThrow())
                        .toInstant());
    }
}
