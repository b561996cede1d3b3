package io.muster.store.read;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Role;
import io.muster.event.Roster;
import io.muster.event.SortKey;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The order of lists, their parts and their filters, without a database. */
class SliceTest {
    private static final StoredEvent NOON = event(1, "2026-12-20", "12:00");
    private static final StoredEvent EARLY = event(2, "2026-12-20", "09:00");
    private static final StoredEvent NO_TIME = event(3, "2026-12-20", "");
    private static final StoredEvent NEXT_DAY = event(4, "2026-12-21", "08:00");
    private static final StoredEvent NOON_TOO = event(5, "2026-12-20", "12:00");

    @Test
    void byDateThenStartTimeThenId() {
        assertThat(part(Optional.empty(), false, 10)).containsExactly(NO_TIME, EARLY, NOON, NOON_TOO, NEXT_DAY);
        assertThat(part(Optional.empty(), true, 10)).containsExactly(NEXT_DAY, NOON_TOO, NOON, EARLY, NO_TIME);
    }

    @Test
    void goesOnAfterTheLastOne() {
        assertThat(part(Optional.of(EARLY.ord()), false, 2)).containsExactly(NOON, NOON_TOO);
        assertThat(part(Optional.of(NOON.ord()), true, 10)).containsExactly(EARLY, NO_TIME);
        assertThat(part(Optional.of(NEXT_DAY.ord()), false, 10)).isEmpty();
    }

    @Test
    void whatIsReadTwiceIsThereOnce() {
        List<StoredEvent> part =
                new Slice(Optional.empty(), false, 10).of(Stream.of(NOON, EARLY, event(1, "2026-12-20", "12:00")));

        assertThat(part).containsExactly(EARLY, NOON);
    }

    @Test
    void aDayHoldsAllOfItsEventsAndNoOther() {
        LocalDate day = LocalDate.of(2026, 12, 20);

        for (StoredEvent event : List.of(NO_TIME, EARLY, NOON, event(9, "2026-12-20", "23:59"))) {
            assertThat(event.ord()).isGreaterThanOrEqualTo(SortKey.startOf(day)).isLessThan(SortKey.endOf(day));
        }
        assertThat(NEXT_DAY.ord()).isGreaterThan(SortKey.endOf(day));
        assertThat(event(8, "2026-12-19", "23:59").ord()).isLessThan(SortKey.startOf(day));
    }

    @Test
    void filtersKnowTheirFirstAndLastDay() {
        ListFilter filter = new ListFilter(
                Set.of(EventStatus.PUBLISHED),
                Optional.of(LocalDate.of(2026, 12, 20)),
                Optional.of(LocalDate.of(2026, 12, 20)));

        assertThat(filter.matches(NOON.event())).isTrue();
        assertThat(filter.matches(NEXT_DAY.event())).isFalse();
        assertThat(filter.matches(event(8, "2026-12-19", "").event())).isFalse();
        assertThat(new ListFilter(Set.of(EventStatus.DRAFT), Optional.empty(), Optional.empty()).matches(NOON.event()))
                .isFalse();
        assertThat(ListFilter.ALL.matches(NOON.event())).isTrue();
    }

    private static List<StoredEvent> part(Optional<String> after, boolean descending, int limit) {
        return new Slice(after, descending, limit).of(Stream.of(NOON, EARLY, NO_TIME, NEXT_DAY, NOON_TOO));
    }

    private static StoredEvent event(int id, String date, String start) {
        Map<EventField, Object> fields = new EnumMap<>(EventField.class);
        fields.put(EventField.DATE, LocalDate.parse(date));
        fields.put(EventField.TIMEZONE, ZoneId.of("UTC"));
        if (!start.isEmpty()) {
            fields.put(EventField.START_TIME, LocalTime.parse(start));
        }
        return StoredEvent.of(new Event(
                new ObjectId(String.format("%024x", id)),
                "m-1",
                EventStatus.PUBLISHED,
                fields,
                List.of(Role.of("Server", 1)),
                Roster.EMPTY,
                Audience.EVERYONE,
                List.of(),
                1,
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                false));
    }
}
