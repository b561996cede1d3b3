package io.muster.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.muster.audit.Replay;
import io.muster.event.Event;
import io.muster.event.Histories;
import io.muster.event.JournalEntry;
import io.muster.event.StaffEntry;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.bson.types.ObjectId;

import static org.assertj.core.api.Assertions.assertThat;

/** Steps say what a replay of the journal says, wherever the stream begins and however the lines come. */
class DeliveryPropertyTest {
    @Provide
    Arbitrary<List<JournalEntry>> journals() {
        return Histories.histories().map(Histories::journal);
    }

    @Property(tries = 300)
    void stepsAreWhatAReplaySays(
            @ForAll("journals") List<JournalEntry> journal,
            @ForAll @IntRange(max = 20) int known,
            @ForAll @IntRange(min = 1, max = 7) int together) {
        int first = Math.min(known, journal.size() - 1);
        List<Step> steps = steps(journal, first, together);

        assertThat(steps).extracting(Step::line).isEqualTo(journal.subList(first, journal.size()));
        for (int i = 0; i < steps.size(); i++) {
            Optional<Event> before = first + i == 0 ? Optional.empty() : Optional.of(at(journal, first + i));
            assertStep(steps.get(i), before, at(journal, first + i + 1));
            if (i > 0) {
                assertThat(steps.get(i).headBefore()).contains(steps.get(i - 1).head());
            }
        }
    }

    private static Event at(List<JournalEntry> journal, int version) {
        return Replay.of(journal.subList(0, version));
    }

    private static List<Step> steps(List<JournalEntry> journal, int first, int together) {
        LiveEvents events = new LiveEvents();
        Map<ObjectId, LiveEvent> read = first == 0
                ? Map.of()
                : Map.of(journal.get(0).eventId(), new LiveEvent(replayed(journal.subList(0, first))));
        List<Step> steps = new ArrayList<>();
        for (int from = first; from < journal.size(); from += together) {
            List<Recorded> lines = new ArrayList<>();
            for (JournalEntry entry : journal.subList(from, Math.min(from + together, journal.size()))) {
                lines.add(new Line(position(entry.version()), entry));
            }
            Delivery delivery = new Delivery(events, lines, from == first ? read : Map.of(), Map.of(), Map.of());
            steps.addAll(delivery.steps());
            assertThat(delivery.gaps()).isEmpty();
        }
        return steps;
    }

    private static Replay replayed(List<JournalEntry> lines) {
        Replay replay = Replay.begin(lines.get(0));
        lines.subList(1, lines.size()).forEach(replay::next);
        return replay;
    }

    private static StreamPosition position(long version) {
        return new StreamPosition(String.format(Locale.ROOT, "82%016X", version));
    }

    private static void assertStep(Step step, Optional<Event> before, Event after) {
        String person = step.line().userKey().orElse("nobody");
        assertThat(step.after().event()).isEqualTo(withoutPeople(after));
        assertThat(step.headBefore().isPresent()).isEqualTo(before.isPresent());
        assertThat(step.statusBefore()).isEqualTo(before.orElse(after).status());
        assertThat(step.standingBefore()).isEqualTo(before.flatMap(event -> event.standing(person)));
        boolean listed = step.line().kind().isResponse()
                && step.line().place() == step.line().of()
                && after.accepted().size() + after.declined().size() <= 50;
        assertThat(step.lists().map(lists -> entries(lists.accepted())))
                .isEqualTo(listed ? Optional.of(List.copyOf(after.accepted())) : Optional.empty());
        assertThat(step.lists().map(lists -> entries(lists.declined())))
                .isEqualTo(listed ? Optional.of(List.copyOf(after.declined())) : Optional.empty());
    }

    private static List<StaffEntry> entries(List<Step.Named> named) {
        return named.stream().map(Step.Named::entry).toList();
    }

    private static Event withoutPeople(Event event) {
        return new Event(
                event.id(),
                event.managerId(),
                event.status(),
                event.fields(),
                event.roles(),
                List.of(),
                List.of(),
                event.audience(),
                event.barred(),
                event.version(),
                event.managerVersion(),
                event.createdAt(),
                event.updatedAt(),
                event.deleted());
    }
}
