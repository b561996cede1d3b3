package io.muster.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.muster.event.Event;
import io.muster.event.Role;
import io.muster.event.journal.EventState;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Made;
import io.muster.identity.Profile;
import io.muster.live.step.LiveEvent;
import io.muster.live.step.LiveEvents;
import io.muster.live.step.Step;
import io.muster.live.step.StepWeight;
import io.muster.live.stream.Life;
import io.muster.live.stream.StreamSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RingTest {
    private final LiveEvents events = new LiveEvents();
    private final Step old = made(1);
    private final Step other = made(2);
    private final Step another = made(3);

    /** The step that makes an event, which is known from then on. */
    private Step made(int position) {
        Step step = Life.of(List.of(Made.firstLine(Made.event(Role.of("Server", 2)))), userKey -> Profile.UNKNOWN)
                .get(0)
                .step();
        events.put(step.line().eventId(), new LiveEvent(EventState.begin(step.line())));
        return at(step, position);
    }

    private static Step at(Step step, int position) {
        return new Step(
                FanoutWorld.position(position),
                step.line(),
                step.headBefore(),
                step.head(),
                step.statusBefore(),
                step.responseBefore(),
                step.profile(),
                step.lists());
    }

    private Ring ring(String setting, String value) {
        return new Ring(StreamSettings.with(Map.of(setting, value)), FanoutWorld.position(0), events);
    }

    private static LastEventId seen(int position) {
        return LastEventId.at(FanoutWorld.position(position));
    }

    @Test
    void theOldestGoesWhereThereAreTooMany() {
        Ring ring = ring("ring-entries", "2");
        ring.add(List.of(old, other, another));

        assertThat(ring.reachesBackTo(seen(0))).isFalse();
        assertThat(ring.reachesBackTo(seen(1))).isTrue();
        assertThat(ring.after(seen(1))).containsExactly(other, another);
        assertThat(events.of(old.line().eventId())).isEmpty();
        assertThat(events.of(other.line().eventId())).isPresent();
    }

    @Test
    void anEventWhoseOldStepGoesAndWhoseNewOneComesIsKept() {
        Ring ring = ring("ring-entries", "2");
        ring.add(List.of(old, other));
        ring.add(List.of(another, at(old, 4)));

        assertThat(events.of(old.line().eventId())).isPresent();
        assertThat(events.of(other.line().eventId())).isEmpty();
    }

    @Test
    void theOldestGoesWhereItIsTooMuch() {
        Ring ring = ring("ring-size", "" + 2 * (StepWeight.of(old) + StepWeight.of(event(old))));
        ring.add(List.of(old, other));
        assertThat(ring.reachesBackTo(seen(0))).isTrue();

        ring.add(List.of(another));
        assertThat(ring.after(seen(1))).containsExactly(other, another);
        assertThat(ring.reachesBackTo(seen(0))).isFalse();
    }

    @Test
    void anEventThatGrowsCountsAsWhatItIs() {
        Event event = Made.event(Role.of("Server", 2));
        List<JournalEntry> journal = new ArrayList<>(List.of(Made.firstLine(event)));
        journal.addAll(Made.plan(event, Made.accept("a", "Server"), Made.accept("b", "Server"))
                .entries());
        List<Step> steps = Life.of(journal, userKey -> Profile.UNKNOWN).stream()
                .map(Life.Moment::step)
                .toList();
        EventState state = EventState.begin(journal.get(0));
        events.put(event.id(), new LiveEvent(state));
        int empty = StepWeight.of(event(steps.get(0)));
        Ring ring = ring(
                "ring-size",
                "" + (empty + steps.stream().mapToInt(StepWeight::of).sum()));

        ring.add(List.of(at(steps.get(0), 4)));
        journal.subList(1, 3).forEach(event(steps.get(0))::next);
        ring.add(List.of(at(steps.get(1), 5), at(steps.get(2), 6)));

        assertThat(ring.reachesBackTo(seen(4))).isTrue();
        assertThat(ring.reachesBackTo(seen(3))).isFalse();
    }

    private LiveEvent event(Step step) {
        return events.of(step.line().eventId()).orElseThrow();
    }

    @Test
    void whatIsTooOldGoes() {
        Ring ring = ring("ring-age", "10m");
        ring.add(List.of(old, other));

        ring.age(old.line().at().plus(Duration.ofMinutes(10)));
        assertThat(ring.after(seen(0))).hasSize(2);

        ring.age(old.line().at().plus(Duration.ofMinutes(10)).plusMillis(1));
        assertThat(ring.after(seen(0))).isEmpty();
        assertThat(ring.floor()).isEqualTo(other.position());
    }
}
