package io.muster.notice;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.StaffEntry;

/**
 * What a notice says to one person: the event's name, its day, and what happened; nobody else's name.
 *
 * @param title what happened, on one line
 * @param about the event with its day; empty of what concerns none
 * @param details one statement each: role, reason, a manager's words
 * @param path of the page where more is to be seen
 */
public record Wording(String title, Optional<String> about, List<String> details, String path) {
    private static final String STAFF_PAGE = "/staff";
    private static final String BOARD = "/";

    public Wording {
        details = List.copyOf(details);
    }

    /** What concerns the firm as a whole. */
    public static Wording of(Notice notice, Language language) {
        return new Wording(title(notice, language), Optional.empty(), List.of(), BOARD);
    }

    /** What concerns an event. */
    public static Wording of(Notice notice, Event event, Recipient person, Language language) {
        boolean forManagers = notice.lead().whom() == Whom.MANAGERS;
        return new Wording(
                title(notice, language),
                Optional.of(name(event, language) + ", " + when(event, language)),
                forManagers ? List.of() : details(notice, event, person, language),
                forManagers ? BOARD + "#/events/" + event.id().toHexString() : STAFF_PAGE);
    }

    /** All of it but the title. */
    public String body() {
        return Stream.concat(about.stream(), details.stream()).collect(Collectors.joining("\n"));
    }

    private static String title(Notice notice, Language language) {
        return notice.kinds().stream().map(language::headline).collect(Collectors.joining(". "));
    }

    private static String name(Event event, Language language) {
        return event.field(EventField.EVENT_NAME)
                .or(() -> event.field(EventField.SHIFT_NAME))
                .map(Object::toString)
                .orElse(language.someShift);
    }

    private static String when(Event event, Language language) {
        LocalDate date = (LocalDate) event.field(EventField.DATE).orElseThrow();
        return language.day(date)
                + event.field(EventField.START_TIME)
                        .map(LocalTime.class::cast)
                        .map(time -> ", " + time)
                        .orElse("");
    }

    private static List<String> details(Notice notice, Event event, Recipient person, Language language) {
        List<String> details = new ArrayList<>();
        notice.occasions().stream()
                .filter(it -> it.kind() == NoticeKind.NOTE)
                .forEach(it -> details.add(it.data().getOrDefault(Occasion.TEXT, "")));
        if (notice.kinds().contains(NoticeKind.CANCELLED)) {
            event.field(EventField.CANCEL_REASON).ifPresent(reason -> details.add(language.reason.formatted(reason)));
        }
        person.entry(event)
                .filter(it -> it.response().takesPlace())
                .flatMap(StaffEntry::role)
                .ifPresent(role -> details.add(language.role.formatted(role)));
        if (notice.kinds().contains(NoticeKind.CHANGED)) {
            event.field(EventField.VENUE_NAME).map(Object::toString).ifPresent(details::add);
        }
        if (notice.kind() == NoticeKind.PUBLISHED) {
            event.opensAt(person.caller(event.managerId()))
                    .filter(at -> at.isAfter(notice.lead().at()))
                    .ifPresent(at -> details.add(language.opens.formatted(moment(event, at, language))));
        }
        return details;
    }

    private static String moment(Event event, Instant at, Language language) {
        ZonedDateTime there =
                at.atZone((ZoneId) event.field(EventField.TIMEZONE).orElseThrow());
        return language.day(there.toLocalDate()) + ", " + LocalTime.of(there.getHour(), there.getMinute());
    }
}
