package io.muster.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Role;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Made;
import io.muster.event.plan.Plan;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.live.step.JournalInsert;
import io.muster.live.step.LiveEvents;
import io.muster.live.step.Step;
import io.muster.live.step.StepAssembly;
import io.muster.live.step.StreamedInsert;
import io.muster.live.stream.StreamSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.remove;
import static io.muster.event.plan.Made.roles;
import static org.assertj.core.api.Assertions.assertThat;

/** What others did in a batch is one frame for staff, around what concerns the receiver. */
class FoldedFramesTest {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final LiveEvents events = new LiveEvents();
    private int rendered;
    private long broken;
    private int position;

    private final Frames frames = new PlainFrames() {
        @Override
        public String text(Step step, Notice notice, String id) {
            rendered++;
            if (step.line().version() == broken) {
                throw new IllegalStateException("a value nobody can show");
            }
            return super.text(step, notice, id);
        }
    };

    private final Fanout fanout =
            new Fanout(tasks::add, events, frames, StreamSettings.with(Map.of()), 1_000, () -> true, () -> true);

    private Event event = Made.event(Role.of("Server", 9));

    /** Frames without their ids, and without the event. */
    private final class Ear implements Subscriber {
        private final Caller caller;
        private final List<String> heard = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();

        private Ear(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Caller caller() {
            return caller;
        }

        @Override
        public void take(List<Frame> taken) {
            for (Frame frame : taken) {
                String[] words = frame.text().split(" ", 3);
                ids.add(words[0]);
                heard.add(words.length == 3 ? words[2] : words[1]);
            }
        }

        @Override
        public void whenSent(Runnable task) {
            task.run();
        }
    }

    @BeforeEach
    void begin() {
        fanout.began(FanoutWorld.position(0));
        fanout.advanced(FanoutWorld.position(0), Made.NOW);
        happened(List.of(Made.firstLine(event)));
    }

    private Ear listening(Caller caller, Optional<String> lastEventId) {
        Ear ear = new Ear(caller);
        fanout.join(ear, lastEventId);
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        ear.heard.remove("welcome");
        ear.ids.remove(0);
        return ear;
    }

    private Ear listening(String person) {
        return listening(Made.person(person), Optional.empty());
    }

    private Ear back(String person, String lastEventId) {
        return listening(Made.person(person), Optional.of(lastEventId));
    }

    private Ear manager() {
        return listening(
                new Caller(
                        "boss", Profile.UNKNOWN, Optional.of(Made.MANAGER), false, Employers.NOBODY, Set.of(), false),
                Optional.empty());
    }

    private List<JournalEntry> batch(KeyedCommand... requests) {
        Plan plan = Made.plan(event, requests);
        event = plan.after();
        return plan.entries();
    }

    private void happened(List<JournalEntry> lines) {
        List<StreamedInsert> inserts = new ArrayList<>();
        lines.forEach(line -> inserts.add(new JournalInsert(FanoutWorld.position(++position), line)));
        fanout.happened(new StepAssembly(events, inserts, Map.of(), Map.of(), Map.of(), Map.of()).steps());
        fanout.advanced(FanoutWorld.position(position), Made.NOW);
    }

    private static KeyedCommand[] fiveAccepts() {
        return IntStream.rangeClosed(1, 5)
                .mapToObj(i -> accept("p" + i, "Server"))
                .toArray(KeyedCommand[]::new);
    }

    private static String at(int position) {
        return FanoutWorld.position(position).token();
    }

    @Test
    void whomNoneConcernsReceivesOneFrameABatch() {
        Ear other = listening("zoe");
        Ear manager = manager();

        happened(batch(fiveAccepts()));

        assertThat(other.heard).containsExactly("2-6 RESPONSE true");
        assertThat(other.ids).containsExactly(at(6));
        assertThat(manager.heard)
                .containsExactly(
                        "2 RESPONSE true", "3 RESPONSE true", "4 RESPONSE true", "5 RESPONSE true", "6 RESPONSE true");
    }

    @Test
    void whoIsConcernedReceivesTheOwnFrameBetweenThoseOfTheOthers() {
        Ear first = listening("p1");
        Ear third = listening("p3");
        Ear fourth = listening("p4");

        happened(batch(fiveAccepts()));

        assertThat(first.heard).containsExactly("2 RESPONSE true", "3-6 RESPONSE true");
        assertThat(third.heard).containsExactly("2-3 RESPONSE true", "4 RESPONSE true", "5-6 RESPONSE true");
        assertThat(third.ids).containsExactly(at(3), at(4), at(6));
        assertThat(fourth.heard).containsExactly("2-4 RESPONSE true", "5 RESPONSE true", "6 RESPONSE true");
    }

    @Test
    void batchesAreNotOneFrameThoughTheyComeTogether() {
        Ear other = listening("zoe");
        List<JournalEntry> two = new ArrayList<>(batch(accept("a", "Server"), accept("b", "Server")));
        two.addAll(batch(decline("a"), decline("b")));
        two.addAll(batch(accept("c", "Server")));

        happened(two);

        assertThat(other.heard).containsExactly("2-3 RESPONSE true", "4-5 RESPONSE true", "6 RESPONSE true");
    }

    @Test
    void thatTheEventIsFullFollowsTheFrameOfItsVersion() {
        event = Made.event(Role.of("Server", 3));
        happened(List.of(Made.firstLine(event)));
        Ear other = listening("zoe");

        happened(
                batch(accept("a", "Server"), accept("b", "Server"), accept("c", "Server"), decline("d"), decline("e")));

        assertThat(other.heard).containsExactly("2-4 RESPONSE true", "4 FULFILLED false", "5-6 RESPONSE true");
        assertThat(other.ids).containsExactly(at(5) + ".1", at(5), at(7));
        assertThat(back("zoe", other.ids.get(0)).heard).containsExactly("4 FULFILLED false", "5-6 RESPONSE true");
    }

    @Test
    void aChangeOfTheEventIsAFrameOfItsOwnAndARemovalOfAnotherIsNot() {
        Ear other = listening("zoe");

        happened(batch(
                accept("a", "Server"),
                accept("b", "Server"),
                roles(Role.of("Server", 8)),
                accept("c", "Server"),
                remove("a", true),
                accept("d", "Server")));

        assertThat(other.heard).containsExactly("2-3 RESPONSE true", "4 UPDATED true", "5-7 RESPONSE true");
    }

    @Test
    void whoComesBackIntoABatchReceivesTheRestOfIt() {
        happened(batch(fiveAccepts()));

        assertThat(back("zoe", at(1)).heard).containsExactly("2-6 RESPONSE true");
        assertThat(back("zoe", at(4)).heard).containsExactly("5-6 RESPONSE true");
        assertThat(back("p4", at(2)).heard).containsExactly("3-4 RESPONSE true", "5 RESPONSE true", "6 RESPONSE true");
        assertThat(back("p2", at(4)).heard).containsExactly("5-6 RESPONSE true");
        assertThat(back("zoe", at(6)).heard).isEmpty();
    }

    @Test
    void whoWasAheadAtAnotherProcessReceivesTheRestAsItHappens() {
        Ear ahead = back("zoe", at(4));
        Ear concerned = back("p2", at(4));

        happened(batch(fiveAccepts()));

        assertThat(ahead.heard).containsExactly("5-6 RESPONSE true");
        assertThat(concerned.heard).containsExactly("5-6 RESPONSE true");
    }

    @Test
    void aBatchThatComesInPartsIsAFrameForEachPart() {
        Ear other = listening("zoe");
        List<JournalEntry> lines = batch(fiveAccepts());

        happened(lines.subList(0, 3));
        happened(lines.subList(3, 5));

        assertThat(other.heard).containsExactly("2-4 RESPONSE true", "5-6 RESPONSE true");
    }

    /** A frame of both would have an id after the other event's frame, though a part of it lies before. */
    @Test
    void stepsBetweenWhichAnotherEventsLieAreNotOneFrame() {
        Ear other = listening("zoe");
        List<JournalEntry> lines = new ArrayList<>(batch(accept("a", "Server"), accept("b", "Server")));
        lines.add(1, Made.firstLine(Made.event(Role.of("Server", 1))));

        happened(lines);

        assertThat(other.heard).containsExactly("2 RESPONSE true", "1 CREATED true", "3 RESPONSE true");
    }

    /** Lines of another version of the service may not say where they are in a batch. */
    @Test
    void linesWithoutAPlaceInABatchAreFramesOfTheirOwn() {
        Ear other = listening("zoe");

        happened(batch(accept("a", "Server"), accept("b", "Server")).stream()
                .map(line -> new JournalEntry(
                        line.eventId(),
                        line.version(),
                        line.at(),
                        line.managerId(),
                        line.change(),
                        line.actor(),
                        line.requestKey(),
                        line.fingerprint(),
                        line.newStatus(),
                        line.audienceBefore(),
                        line.after(),
                        0,
                        0))
                .toList());

        assertThat(other.heard).containsExactly("2 RESPONSE true", "3 RESPONSE true");
    }

    @Test
    void whatIsSentDoesNotGrowWithTheBatchAndIsRenderedOnce() {
        List<Ear> others =
                IntStream.range(0, 100).mapToObj(i -> listening("z" + i)).toList();
        rendered = 0;

        happened(batch(
                IntStream.range(0, 9).mapToObj(i -> accept("a" + i, "Server")).toArray(KeyedCommand[]::new)));

        assertThat(rendered).as("the figures, and that it is full").isEqualTo(2);
        assertThat(others)
                .allSatisfy(ear -> assertThat(ear.heard).containsExactly("2-10 RESPONSE true", "10 FULFILLED false"));
        others.forEach(
                ear -> assertThat(back(ear.caller().userKey(), at(1)).heard).hasSize(2));
        assertThat(rendered).as("once more for all who come back").isEqualTo(4);
    }

    @Test
    void aFrameThatCannotBeRenderedCostsItselfAndTheOthersOfTheBatchAreTold() {
        Ear manager = manager();
        Ear other = listening("zoe");
        broken = 3;

        happened(batch(accept("a", "Server"), accept("b", "Server"), accept("c", "Server")));

        assertThat(manager.heard).containsExactly("resync", "2 RESPONSE true", "4 RESPONSE true");
        assertThat(other.heard).containsExactly("resync", "2 RESPONSE true", "4 RESPONSE true");
    }
}
