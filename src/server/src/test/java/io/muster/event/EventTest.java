package io.muster.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.muster.event.overlap.TimeSpan;
import io.muster.event.plan.Made;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.after;
import static io.muster.event.plan.Made.barring;
import static io.muster.event.plan.Made.event;
import static io.muster.event.plan.Made.person;
import static org.assertj.core.api.Assertions.assertThat;

class EventTest {
    private static final Role SERVER = Role.of("Server", 2);

    @Test
    void endsAtItsEndTimeInItsZone() {
        assertThat(ending("2026-12-20", "18:00", "23:00", "America/Denver")).isEqualTo("2026-12-21T06:00:00Z");
    }

    @Test
    void endsTheNextDayIfTheEndIsNotAfterTheStart() {
        assertThat(ending("2026-12-20", "18:00", "02:00", "UTC")).isEqualTo("2026-12-21T02:00:00Z");
        assertThat(ending("2026-12-20", "18:00", "18:00", "UTC")).isEqualTo("2026-12-21T18:00:00Z");
        assertThat(ending("2026-12-20", null, "02:00", "UTC")).isEqualTo("2026-12-20T02:00:00Z");
    }

    @Test
    void withoutAnEndTimeItEndsWithItsDay() {
        assertThat(ending("2026-12-20", "18:00", null, "Europe/Berlin")).isEqualTo("2026-12-20T23:00:00Z");
    }

    @Test
    void theClocksMayChangeMeanwhile() {
        String berlin = "Europe/Berlin";
        assertThat(ending("2026-03-28", "22:00", "02:30", berlin)).as("skipped").isEqualTo("2026-03-29T01:30:00Z");
        assertThat(ending("2026-03-29", "22:00", "02:30", berlin))
                .as("the day after")
                .isEqualTo("2026-03-30T00:30:00Z");
        assertThat(ending("2026-10-24", "22:00", "02:30", berlin)).as("twice").isEqualTo("2026-10-25T00:30:00Z");
        assertThat(ending("2026-10-25", null, null, berlin))
                .as("a day of 25 hours")
                .isEqualTo("2026-10-25T23:00:00Z");
        assertThat(ending("2018-11-03", null, null, "America/Sao_Paulo"))
                .as("the next day has no midnight")
                .isEqualTo("2018-11-04T03:00:00Z");
    }

    @Test
    void aPlaceTakesFromTheCallTimeToTheEnd() {
        assertThat(length("18:00", "23:00", null, null, null)).isEqualTo("PT5H");
        assertThat(length("18:00", "23:00", "17:15", null, "22:00")).isEqualTo("PT4H45M");
        assertThat(length("18:00", "02:00", null, "20:00", null)).isEqualTo("PT6H");
        assertThat(length("00:30", "05:00", "22:00", null, null))
                .as("the day before")
                .isEqualTo("PT7H");
        assertThat(length("18:00", null, null, null, null)).isEqualTo("none");
        assertThat(length(null, "23:00", null, null, null)).isEqualTo("none");
    }

    @Test
    void aPlaceOfUnknownTimesTakesFourHoursFromItsBeginningOrThatOfTheDay() {
        assertThat(span("18:00", "23:00", null)).isEqualTo("2026-12-20T18:00:00Z 2026-12-20T23:00:00Z");
        assertThat(span("18:00", null, "17:00")).isEqualTo("2026-12-20T17:00:00Z 2026-12-20T21:00:00Z");
        assertThat(span("22:00", null, null)).isEqualTo("2026-12-20T22:00:00Z 2026-12-21T02:00:00Z");
        assertThat(span("00:30", "05:00", "22:00")).isEqualTo("2026-12-19T22:00:00Z 2026-12-20T05:00:00Z");
        assertThat(span(null, "06:00", null)).isEqualTo("2026-12-20T00:00:00Z 2026-12-20T06:00:00Z");
        assertThat(span(null, null, null)).isEqualTo("2026-12-20T00:00:00Z 2026-12-20T04:00:00Z");
    }

    private static String span(@Nullable String start, @Nullable String end, @Nullable String call) {
        Role role = new Role("Server", "server", 1, time(call), null, null);
        TimeSpan span = TimeSpan.of(fields("2026-12-20", start, end, "UTC"), role);
        return span.from() + " " + span.until();
    }

    private static String length(
            @Nullable String start,
            @Nullable String end,
            @Nullable String call,
            @Nullable String roleStart,
            @Nullable String roleEnd) {
        Role role = new Role("Server", "server", 1, time(call), time(roleStart), time(roleEnd));
        return EventTimes.lengthOf(fields("2026-12-20", start, end, "UTC"), role)
                .map(Object::toString)
                .orElse("none");
    }

    private static @Nullable LocalTime time(@Nullable String text) {
        return text == null ? null : LocalTime.parse(text);
    }

    private static String ending(String date, @Nullable String start, @Nullable String end, String zone) {
        return EventTimes.endsAt(fields(date, start, end, zone)).toString();
    }

    private static Map<EventField, Object> fields(
            String date, @Nullable String start, @Nullable String end, String zone) {
        Map<EventField, Object> fields = new java.util.EnumMap<>(EventField.class);
        fields.put(EventField.DATE, LocalDate.parse(date));
        fields.put(EventField.TIMEZONE, ZoneId.of(zone));
        if (start != null) {
            fields.put(EventField.START_TIME, LocalTime.parse(start));
        }
        if (end != null) {
            fields.put(EventField.END_TIME, LocalTime.parse(end));
        }
        return fields;
    }

    @Test
    void startsWhenTheFirstIsCalled() {
        assertThat(starting("18:00")).isEqualTo("2026-12-20T18:00:00Z");
        assertThat(starting("18:00", "16:30", "17:00")).isEqualTo("2026-12-20T16:30:00Z");
        assertThat(starting("18:00", "19:00")).isEqualTo("2026-12-20T18:00:00Z");
        assertThat(starting(null, "17:00", "16:00")).isEqualTo("2026-12-20T16:00:00Z");
        assertThat(starting(null)).isEqualTo("2026-12-20T00:00:00Z");
    }

    @Test
    void aCallLongAfterTheStartIsOfTheDayBefore() {
        assertThat(starting("01:00", "22:00")).isEqualTo("2026-12-19T22:00:00Z");
        assertThat(starting("01:00", "13:00")).isEqualTo("2026-12-20T01:00:00Z");
        assertThat(starting("01:00", "13:01")).isEqualTo("2026-12-19T13:01:00Z");
    }

    @Test
    void promotesUntilTwelveHoursBeforeTheStartOrAsLongAsItSays() {
        Map<EventField, Object> fields = fields("2026-12-20", "18:00", "23:00", "UTC");
        assertThat(EventTimes.promotesUntil(fields, roles("16:00"))).isEqualTo("2026-12-20T04:00:00Z");
        fields.put(EventField.PROMOTE_UNTIL, Instant.parse("2026-12-20T19:00:00Z"));
        assertThat(EventTimes.promotesUntil(fields, roles())).isEqualTo("2026-12-20T19:00:00Z");
        fields.put(EventField.PROMOTE_UNTIL, Instant.parse("2026-12-25T00:00:00Z"));
        assertThat(EventTimes.promotesUntil(fields, roles())).isEqualTo("2026-12-20T23:00:00Z");
    }

    private static String starting(@Nullable String start, String... calls) {
        return EventTimes.startsAt(fields("2026-12-20", start, null, "UTC"), roles(calls))
                .toString();
    }

    private static List<Role> roles(String... calls) {
        return Stream.of(calls)
                .map(call -> new Role(call, call, 1, LocalTime.parse(call), null, null))
                .toList();
    }

    @Test
    void isOverFromItsEndOn() {
        Instant end = Instant.parse("2026-06-20T23:00:00Z");

        assertThat(event(SERVER).isOver(end.minusMillis(1))).isFalse();
        assertThat(event(SERVER).isOver(end)).isTrue();
    }

    @Test
    void isSeenByThoseItIsFor() {
        Audience named = new Audience(List.of("a"), List.of("t-1"));
        Event event = event(EventStatus.CANCELLED, named, SERVER);

        assertThat(event.visibleTo(person("a"))).isTrue();
        assertThat(event.visibleTo(person("b", Set.of("t-0", "t-1"), Made.MANAGER)))
                .isTrue();
        assertThat(event.visibleTo(person("b", Set.of("t-0"), Made.MANAGER))).isFalse();
        assertThat(event.visibleTo(person("a", Set.of("t-1"), "m-2"))).isFalse();
        assertThat(event(SERVER).visibleTo(person("anyone"))).isTrue();
        assertThat(event(EventStatus.DRAFT, named, SERVER).visibleTo(person("a")))
                .isFalse();
        assertThat(after(event(SERVER), barring("a")).visibleTo(person("a"))).isFalse();
    }

    @Test
    void knowsItsPeopleAndPlaces() {
        Event event = after(event(SERVER, Role.of("Cook", 1)), accept("a", "Server"), Made.decline("b"));

        assertThat(event.taken("server")).isEqualTo(1);
        assertThat(event.taken("cook")).isZero();
        assertThat(event.isFull()).isFalse();
        assertThat(event.role("cook")).contains(Role.of("Cook", 1));
        assertThat(event.role("Cook")).as("a key, not a name").isEmpty();
        assertThat(event.currentEntry("b").orElseThrow().response()).isEqualTo(Response.DECLINE);
        assertThat(event.currentEntry("c")).isEmpty();
        assertThat(event.hasAccepted("a")).isTrue();
        assertThat(event.hasAccepted("b")).isFalse();
        assertThat(event.roleStats())
                .containsExactly(new RoleStats("Server", "server", 2, 1), new RoleStats("Cook", "cook", 1, 0));
    }
}
