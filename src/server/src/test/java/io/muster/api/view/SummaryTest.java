package io.muster.api.view;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.Role;
import io.muster.event.plan.Made;
import io.muster.store.read.StoredEvent;
import io.muster.store.read.SummaryReads.Row;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The order of a summary, and what it says of an event (docs/api.md#summary). */
class SummaryTest {
    /** Of the events here, 2026-06-20 18:00 to 23:00 UTC unless they begin earlier. */
    private static final Instant DAY = Instant.parse("2026-06-20T00:00:00Z");

    private static Event event(String name, int places, int hour) {
        Event named = Made.with(Made.event(Role.of("Server", places)), EventField.EVENT_NAME, name);
        return Made.with(named, EventField.START_TIME, LocalTime.of(hour, 0));
    }

    private static List<String> order(Instant now, Event... events) {
        List<Row> rows = new ArrayList<>(Stream.of(events)
                .map(event -> new Row(StoredEvent.of(event), 0))
                .toList());
        Collections.shuffle(rows, new java.util.Random(3));
        return Summary.of(rows, now, 100).lines().stream()
                .map(line -> (String)
                        line.stored().event().field(EventField.EVENT_NAME).orElseThrow())
                .toList();
    }

    @Test
    void openPlacesOverTheTimeLeftDecide() {
        Event many = event("many and late", 30, 18);
        Event few = event("few and soon", 10, 12);
        Event full = Made.after(event("full", 1, 11), Made.accept("a", "Server"));

        assertThat(order(at(2), many, few, full)).containsExactly("many and late", "few and soon", "full");
        assertThat(order(at(10), many, few, full)).containsExactly("few and soon", "many and late", "full");
    }

    @Test
    void whatHasBegunComesLastAndWhatIsOverNotAtAll() {
        Event begun = event("begun", 500, 9);
        Event full = Made.after(event("full", 1, 18), Made.accept("a", "Server"));

        assertThat(order(at(8), begun, full)).containsExactly("begun", "full");
        assertThat(order(at(9), begun, full)).containsExactly("full", "begun");
        assertThat(order(at(23), begun, full)).isEmpty();
    }

    @Test
    void aCallTimeIsTheStart() {
        Event called = Made.with(
                Made.event(new Role("Server", "server", 1, LocalTime.of(6, 0), null, null)),
                EventField.EVENT_NAME,
                "called");

        JsonNode event = Summary.of(List.of(new Row(StoredEvent.of(called), 4)), at(5), 1)
                .json()
                .at("/events/0");

        assertThat(event.path("startsAt").textValue()).isEqualTo("2026-06-20T06:00:00.000Z");
        assertThat(event.path("hours_to_start").doubleValue()).isEqualTo(1);
        assertThat(event.path("open_places").intValue()).isEqualTo(1);
        assertThat(event.path("declines_last_24h").intValue()).isEqualTo(4);
    }

    @Test
    void whatIsLeftOutIsSaid() {
        List<Row> rows = Stream.of(event("a", 1, 18), event("b", 1, 18))
                .map(event -> new Row(StoredEvent.of(event), 0))
                .toList();

        assertThat(Summary.of(rows, at(1), 1).truncated()).isTrue();
        assertThat(Summary.of(rows, at(1), 1).lines()).hasSize(1);
        assertThat(Summary.of(rows, at(1), 2).truncated()).isFalse();
    }

    private static Instant at(int hour) {
        return DAY.plus(Duration.ofHours(hour));
    }
}
