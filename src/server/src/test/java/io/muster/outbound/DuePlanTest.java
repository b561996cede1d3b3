package io.muster.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;

import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Role;
import io.muster.event.plan.Made;
import io.muster.store.outbound.OutboundLine.Due;
import io.muster.store.outbound.OutboundLine.Occasion;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What follows from an event's times (docs/api.md#outbound). The event of these tests is on 2026-06-20 from 18:00 to 23:00 UTC. */
class DuePlanTest {
    private static final Instant START = Instant.parse("2026-06-20T18:00:00Z");
    private static final Instant NOW = Made.NOW;
    private static final List<Integer> REMINDERS = List.of(24, 3);

    private static Role called(String name, String call) {
        return new Role(name, Role.keyOf(name), 3, LocalTime.parse(call), null, null);
    }

    private static Stream<Instant> times(List<Due> due, Occasion occasion) {
        return due.stream().filter(it -> it.occasion() == occasion).map(Due::at);
    }

    @Test
    void remindersAreBeforeEachCallTime() {
        Event event = Made.event(called("Server", "16:00"), called("Cook", "15:00"), called("Barman", "16:00"));

        List<Due> due = DuePlan.of(event, REMINDERS, NOW);

        assertThat(times(due, Occasion.REMINDER))
                .containsExactlyInAnyOrder(
                        START.minus(Duration.ofHours(26)),
                        START.minus(Duration.ofHours(27)),
                        START.minus(Duration.ofHours(5)),
                        START.minus(Duration.ofHours(6)));
        assertThat(due).extracting(Due::id).doesNotHaveDuplicates();
    }

    @Test
    void placesAreSaidToBeOpenADayBeforeAndPromotionsToEndOnlyWhereSomebodyMayWait() {
        Event event = Made.event(Role.of("Server", 3));

        List<Due> due = DuePlan.of(event, List.of(), NOW);

        assertThat(due).extracting(Due::occasion).containsExactly(Occasion.PLACES_OPEN);
        assertThat(times(due, Occasion.PLACES_OPEN)).containsExactly(START.minus(Duration.ofHours(24)));
        Event waited = Made.event(new Role("Server", "server", 3, null, null, null, true, false, 5, List.of()));
        assertThat(times(DuePlan.of(waited, List.of(), NOW), Occasion.PROMOTION_ENDED))
                .containsExactly(START.minus(Duration.ofHours(12)));
    }

    @Test
    void openingsAreThoseOfTheEventAndOfItsWaves() {
        Instant opens = NOW.plusSeconds(3_600);
        Instant wave = NOW.plusSeconds(7_200);
        Event event = Made.with(
                Made.event(
                        EventStatus.PUBLISHED,
                        new Audience(List.of(), List.of("bar"), List.of(new Audience.Wave(wave, List.of("kitchen")))),
                        Role.of("Server", 3)),
                EventField.OPENS_AT,
                opens);

        assertThat(times(DuePlan.of(event, List.of(), NOW), Occasion.OPENED)).containsExactly(opens, wave);
    }

    /** What has passed is not said again, whatever is looked at later. */
    @Test
    void nothingIsDueThatHasPassed() {
        Event event = Made.event(Role.of("Server", 3));

        List<Due> late = DuePlan.of(event, REMINDERS, START.minus(Duration.ofHours(4)));

        assertThat(late).extracting(Due::at).containsExactly(START.minus(Duration.ofHours(3)));
        assertThat(DuePlan.of(event, REMINDERS, START.plus(Duration.ofHours(6))))
                .isEmpty();
    }

    @Test
    void nothingIsDueOfWhatTakesNobody() {
        Role role = Role.of("Server", 3);

        assertThat(DuePlan.of(Made.event(EventStatus.DRAFT, Audience.EVERYONE, role), REMINDERS, NOW))
                .isEmpty();
        assertThat(DuePlan.of(Made.event(EventStatus.CANCELLED, Audience.EVERYONE, role), REMINDERS, NOW))
                .isEmpty();
    }

    /** The id is that of the time, so that what stays is not said twice and what moves is said again. */
    @Test
    void whatStaysIsTheSame() {
        Event event = Made.event(Role.of("Server", 3));

        List<String> before =
                DuePlan.of(event, REMINDERS, NOW).stream().map(Due::id).toList();

        assertThat(DuePlan.of(event, REMINDERS, NOW.plusSeconds(60)).stream().map(Due::id))
                .containsExactlyElementsOf(before);
        Event moved = Made.with(event, EventField.START_TIME, LocalTime.of(19, 0));
        assertThat(DuePlan.of(moved, REMINDERS, NOW).stream().map(Due::id)).doesNotContainAnyElementsOf(before);
    }
}
