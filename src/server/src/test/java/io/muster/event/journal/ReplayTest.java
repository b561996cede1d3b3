package io.muster.event.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.muster.event.Command.Transition.Move;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.plan.Made;
import io.muster.event.plan.Plan;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.move;
import static io.muster.event.plan.Made.remove;
import static io.muster.event.plan.Made.roles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReplayTest {
    private final Event made = Made.event(Role.of("Server", 2), Role.of("Cook", 1));
    private final Plan life = Made.plan(
            made,
            accept("a", "server"),
            accept("b", "Cook"),
            decline("b"),
            roles(Role.of("SERVER", 1), Role.of("Baker", 4)),
            accept("c", "baker"),
            remove("c", true),
            move(Move.UNPUBLISH));

    private List<JournalEntry> journal(Plan plan) {
        List<JournalEntry> lines = new ArrayList<>(List.of(Made.firstLine(plan.before())));
        lines.addAll(plan.entries());
        return lines;
    }

    @Test
    void makesTheEventAnew() {
        assertThat(Replay.of(journal(life))).isEqualTo(life.after());
        assertThat(Replay.of(List.of(Made.firstLine(made)))).isEqualTo(made);
    }

    @Test
    void makesATombstoneAnew() {
        Plan end = Made.plan(life.after(), move(Move.DELETE));
        List<JournalEntry> lines = journal(life);
        lines.addAll(end.entries());

        assertThat(Replay.of(lines)).isEqualTo(end.after());
    }

    @Test
    void forgetsTheOldestDeclinesAsTheEventDoes() {
        Plan crowded = Made.plan(
                made, IntStream.range(0, 2_003).mapToObj(i -> decline("p" + i)).toArray(KeyedCommand[]::new));

        assertThat(Replay.of(journal(crowded))).isEqualTo(crowded.after());
    }

    @Test
    void takesOutWhomARepairTookOut() {
        List<JournalEntry> lines = journal(life);
        JournalEntry last = lines.get(lines.size() - 1);
        lines.add(new JournalEntry(
                last.eventId(),
                last.version() + 1,
                last.at().plusMillis(1),
                last.managerId(),
                new Change.Repaired(Optional.of("a"), Optional.empty()),
                "google:admin",
                "key-of-repair",
                "repair",
                false,
                Optional.empty(),
                last.after(),
                1,
                1));

        Event repaired = Replay.of(lines);

        assertThat(repaired.accepted()).extracting(StaffEntry::userKey).doesNotContain("a");
        assertThat(repaired.version()).isEqualTo(life.after().version() + 1);
    }

    @Test
    void refusesAJournalThatIsNotAWholeLife() {
        List<JournalEntry> whole = journal(life);
        List<JournalEntry> gap = new ArrayList<>(whole);
        gap.remove(2);
        List<JournalEntry> disorder = new ArrayList<>(whole);
        disorder.add(1, disorder.remove(2));
        List<JournalEntry> headless = whole.subList(1, whole.size());

        assertThatThrownBy(() -> Replay.of(gap))
                .isInstanceOf(BrokenJournalException.class)
                .hasMessage("version 4 stands where 3 should");
        assertThatThrownBy(() -> Replay.of(disorder)).hasMessage("version 3 stands where 2 should");
        assertThatThrownBy(() -> Replay.of(headless)).hasMessage("version 2 comes first and did not make the event");
        assertThatThrownBy(() -> Replay.of(List.of())).hasMessage("no line");
    }

    @Test
    void refusesLinesOfAnotherEvent() {
        List<JournalEntry> foreign = journal(life);
        Plan other = Made.plan(Made.event(Role.of("Server", 2)), accept("x", "Server"));
        foreign.set(1, other.entries().get(0));

        assertThatThrownBy(() -> Replay.of(foreign))
                .isInstanceOf(BrokenJournalException.class)
                .hasMessage("version 2 is another event's");
    }
}
