package io.muster.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** From when to when attendance is noted (docs/api.md#attendance). */
class AttendanceTest {
    private static Event event(List<Role> roles) {
        Instant longAgo = Instant.parse("2026-01-01T00:00:00Z");
        return new Event(
                new ObjectId(),
                "m",
                EventStatus.PUBLISHED,
                Map.of(
                        EventField.DATE, LocalDate.of(2026, 12, 20),
                        EventField.START_TIME, LocalTime.of(18, 0),
                        EventField.END_TIME, LocalTime.of(1, 0),
                        EventField.TIMEZONE, ZoneId.of("America/Denver")),
                roles,
                Roster.of(List.of()),
                Audience.EVERYONE,
                List.of(),
                1,
                1,
                longAgo,
                longAgo,
                false);
    }

    @Test
    void itBeginsTwelveHoursBeforeTheFirstCall() {
        Role called = new Role("Server", "server", 3, LocalTime.of(16, 30), null, null);

        assertThat(Attendance.notedFrom(event(List.of(Role.of("Cook", 2)))))
                .isEqualTo(Instant.parse("2026-12-20T13:00:00Z"));
        assertThat(Attendance.notedFrom(event(List.of(Role.of("Cook", 2), called))))
                .isEqualTo(Instant.parse("2026-12-20T11:30:00Z"));
    }

    @Test
    void itEndsSevenDaysAfterTheEnd() {
        assertThat(Attendance.notedUntil(event(List.of(Role.of("Cook", 2)))))
                .isEqualTo(Instant.parse("2026-12-28T08:00:00Z"));
    }
}
