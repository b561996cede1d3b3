package io.muster.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.muster.event.Made.accept;
import static io.muster.event.Made.after;
import static io.muster.event.Made.barring;
import static io.muster.event.Made.event;
import static io.muster.event.Made.person;
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

    private static String ending(String date, @Nullable String start, @Nullable String end, String zone) {
        Map<EventField, Object> fields = new java.util.EnumMap<>(EventField.class);
        fields.put(EventField.DATE, LocalDate.parse(date));
        fields.put(EventField.TIMEZONE, ZoneId.of(zone));
        if (start != null) {
            fields.put(EventField.START_TIME, LocalTime.parse(start));
        }
        if (end != null) {
            fields.put(EventField.END_TIME, LocalTime.parse(end));
        }
        return EventTimes.endsAt(fields).toString();
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
        assertThat(event.standing("b").orElseThrow().response()).isEqualTo(Response.DECLINE);
        assertThat(event.standing("c")).isEmpty();
        assertThat(event.hasAccepted("a")).isTrue();
        assertThat(event.hasAccepted("b")).isFalse();
        assertThat(event.roleStats())
                .containsExactly(new RoleStats("Server", "server", 2, 1), new RoleStats("Cook", "cook", 1, 0));
    }
}
