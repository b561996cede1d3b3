package io.muster.live.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.event.journal.EventState;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.Replay;
import io.muster.event.plan.Histories;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/** From where the way back ends, an event goes on as it does from its journal's first line. */
class RewindPropertyTest {
    @Provide
    Arbitrary<List<JournalEntry>> journals() {
        return Histories.histories().map(Histories::journal);
    }

    @Property(tries = 500)
    void goesOnAsTheWholeJournalDoes(
            @ForAll("journals") List<JournalEntry> journal,
            @ForAll @IntRange(max = 30) int first,
            @ForAll @IntRange(max = 30) int length,
            @ForAll boolean isFirstReadable) {
        int from = Math.min(first, journal.size() - 1);
        int to = Math.min(journal.size(), from + 1 + length);
        Event now = Replay.of(journal.subList(0, to));

        Rewind rewind = new Rewind(now, from + 1);
        journal.subList(isFirstReadable || from + 1 == to ? from : from + 1, to).forEach(rewind::take);
        rewind.end();
        int reached = (int) rewind.version();
        Event before = rewind.with(lastLines(journal.subList(0, reached), rewind));
        Event then = Replay.of(journal.subList(0, reached));

        assertThat(reached).isBetween(from + 1, to);
        if (journal.subList(from + 1, to).stream().allMatch(line -> line.isOfPeopleAlone())) {
            assertThat(reached).isEqualTo(from + 1);
        }
        assertThat(before.version()).isEqualTo(then.version());
        assertThat(before.status()).isEqualTo(then.status());
        assertThat(before.barred()).isEqualTo(then.barred());
        assertThat(before.deleted()).isEqualTo(then.deleted());
        for (String person : Histories.PEOPLE) {
            assertThat(before.currentEntry(person).map(entry -> entry.response()))
                    .isEqualTo(then.currentEntry(person).map(entry -> entry.response()));
            assertThat(before.currentEntry(person).map(entry -> entry.version()))
                    .isEqualTo(then.currentEntry(person).map(entry -> entry.version()));
        }
        if (then.status() != EventStatus.DRAFT) {
            assertThat(before.audience()).isEqualTo(then.audience());
        }
        EventState one = EventState.from(before);
        EventState other = EventState.from(then);
        for (JournalEntry line : journal.subList(reached, to)) {
            one.apply(line);
            other.apply(line);
            assertThat(comparable(one.event())).isEqualTo(comparable(other.event()));
        }
    }

    /** Without the manager's version, and without the names of roles that the event does not have any more: nothing says how they were spelt. */
    private static Event comparable(Event event) {
        return new Event(
                event.id(),
                event.managerId(),
                event.status(),
                event.fields(),
                event.roles(),
                Roster.of(response -> event.people().list(response).stream()
                        .map(entry -> entry.key().flatMap(event::role).isPresent() ? entry : ofNoRole(entry))
                        .toList()),
                event.audience(),
                event.barred(),
                event.version(),
                0,
                event.createdAt(),
                event.updatedAt(),
                event.deleted());
    }

    private static StaffEntry ofNoRole(StaffEntry entry) {
        return new StaffEntry(
                entry.userKey(),
                entry.response(),
                Optional.empty(),
                entry.key(),
                entry.respondedAt(),
                entry.version(),
                entry.since(),
                entry.reason(),
                entry.byManager());
    }

    private static List<StaffEntry> lastLines(List<JournalEntry> lines, Rewind rewind) {
        Map<String, JournalEntry> last = new LinkedHashMap<>();
        lines.forEach(line -> {
            line.change().from().ifPresent(last::remove);
            line.userKey().filter(rewind.people()::contains).ifPresent(userKey -> last.put(userKey, line));
        });
        return last.values().stream().flatMap(line -> line.entry().stream()).toList();
    }
}
