package io.muster.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Event;
import io.muster.event.Response;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.event.journal.EventState;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.Replay;
import io.muster.event.plan.Histories;
import io.muster.live.step.JournalInsert;
import io.muster.live.step.LiveEvent;
import io.muster.live.step.LiveEvents;
import io.muster.live.step.ResumeToken;
import io.muster.live.step.Step;
import io.muster.live.step.StepAssembly;
import io.muster.live.step.StreamedInsert;
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
            List<StreamedInsert> lines = new ArrayList<>();
            for (JournalEntry entry : journal.subList(from, Math.min(from + together, journal.size()))) {
                lines.add(new JournalInsert(position(entry.version()), entry));
            }
            StepAssembly delivery =
                    new StepAssembly(events, lines, from == first ? read : Map.of(), Map.of(), Map.of(), Map.of());
            steps.addAll(delivery.steps());
            assertThat(delivery.gaps()).isEmpty();
        }
        return steps;
    }

    private static EventState replayed(List<JournalEntry> lines) {
        EventState state = EventState.begin(lines.get(0));
        lines.subList(1, lines.size()).forEach(state::apply);
        return state;
    }

    private static ResumeToken position(long version) {
        return new ResumeToken(String.format(Locale.ROOT, "82%016X", version));
    }

    private static void assertStep(Step step, Optional<Event> before, Event after) {
        String person = step.line().userKey().orElse("nobody");
        assertThat(step.after().event()).isEqualTo(withoutPeople(after));
        assertThat(step.headBefore().isPresent()).isEqualTo(before.isPresent());
        assertThat(step.statusBefore()).isEqualTo(before.orElse(after).status());
        assertThat(step.responseBefore()).isEqualTo(before.flatMap(event -> event.currentEntry(person)));
        boolean listed = step.line().isOfPeopleAlone()
                && step.line().place() == step.line().of()
                && after.people().counts().total() <= 50;
        assertThat(step.lists().map(lists -> entries(lists.list(Response.ACCEPT))))
                .isEqualTo(listed ? Optional.of(List.copyOf(after.accepted())) : Optional.empty());
        assertThat(step.lists().map(lists -> entries(lists.list(Response.DECLINE))))
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
                Roster.EMPTY,
                event.audience(),
                event.barred(),
                event.version(),
                event.managerVersion(),
                event.createdAt(),
                event.updatedAt(),
                event.deleted(),
                event.terms());
    }
}
