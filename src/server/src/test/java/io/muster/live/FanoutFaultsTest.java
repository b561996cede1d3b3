package io.muster.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.muster.event.Role;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Made;
import io.muster.identity.Caller;
import io.muster.live.step.JournalInsert;
import io.muster.live.step.LiveEvents;
import io.muster.live.step.Step;
import io.muster.live.step.StepAssembly;
import io.muster.live.step.StreamedInsert;
import io.muster.live.stream.StreamSettings;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A step of which no frame can be made costs itself. */
class FanoutFaultsTest {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final LiveEvents events = new LiveEvents();
    private Optional<ObjectId> broken = Optional.empty();
    private final Frames frames = new PlainFrames() {
        @Override
        public String text(Step step, Notice notice, String id) {
            if (broken.filter(step.line().eventId()::equals).isPresent()) {
                throw new IllegalStateException("a value nobody can show");
            }
            return super.text(step, notice, id);
        }
    };
    private final AtomicBoolean started = new AtomicBoolean(true);
    private final AtomicBoolean filled = new AtomicBoolean(true);
    private final Fanout fanout =
            new Fanout(tasks::add, events, frames, StreamSettings.with(Map.of()), 10, started::get, filled::get);

    private static final class Ear implements Subscriber {
        private final Caller caller;
        private final List<String> heard = new ArrayList<>();

        private Ear(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Caller caller() {
            return caller;
        }

        @Override
        public void take(List<Frame> taken) {
            taken.forEach(frame -> heard.add(frame.text()));
        }

        @Override
        public void whenSent(Runnable task) {
            task.run();
        }
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private Ear listening(Optional<String> lastEventId) {
        Ear ear = new Ear(Made.person("ada", Set.of(), Made.MANAGER));
        fanout.join(ear, lastEventId);
        run();
        ear.heard.remove(0);
        return ear;
    }

    private List<Step> made(int count) {
        List<StreamedInsert> lines = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            JournalEntry line = Made.firstLine(Made.event(Role.of("Server", i)));
            lines.add(new JournalInsert(FanoutWorld.position(i), line));
        }
        return new StepAssembly(events, lines, Map.of(), Map.of(), Map.of(), Map.of()).steps();
    }

    @Test
    void othersAreToldAndWhoMissedItIsToldSo() {
        fanout.began(FanoutWorld.position(0));
        fanout.advanced(FanoutWorld.position(0), Made.NOW);
        Ear ear = listening(Optional.empty());
        List<Step> steps = made(3);
        broken = Optional.of(steps.get(1).line().eventId());

        fanout.happened(steps);
        fanout.advanced(FanoutWorld.position(3), Made.NOW);

        assertThat(ear.heard.get(0)).isEqualTo(PlainFrames.RESYNC);
        assertThat(ear.heard.subList(1, ear.heard.size()))
                .hasSize(2)
                .anyMatch(text -> text.startsWith(FanoutWorld.position(1).token()))
                .anyMatch(text -> text.startsWith(FanoutWorld.position(3).token()));
        assertThat(listening(Optional.of(FanoutWorld.position(1).token())).heard)
                .containsExactly(PlainFrames.RESYNC);
    }

    /** A reply about many events comes in parts, and a part may have to wait. */
    @Test
    void whatIsToldBetweenPartsDoesNotLieBeforeWhatWasSent() {
        fanout.began(FanoutWorld.position(0));
        fanout.advanced(FanoutWorld.position(0), Made.NOW);
        Ear ear = listening(Optional.empty());

        fanout.happened(made(3));
        fanout.ping(ear);
        run();

        assertThat(ear.heard)
                .last()
                .isEqualTo(frames.pong(FanoutWorld.position(3).token()));
    }

    @Test
    void whoComesBackToItIsToldToFetch() {
        fanout.began(FanoutWorld.position(0));
        List<Step> steps = made(3);
        fanout.happened(steps);
        fanout.advanced(FanoutWorld.position(3), Made.NOW);
        broken = Optional.of(steps.get(1).line().eventId());

        assertThat(listening(Optional.of(FanoutWorld.position(0).token())).heard)
                .containsExactly(PlainFrames.RESYNC);
    }

    /** At another process, before or after this one has passed the step over. */
    @Test
    void whoHasSeenSomeFramesOfAStepThatCannotBeSentIsToldToFetch() {
        fanout.began(FanoutWorld.position(0));
        List<Step> steps = made(2);
        fanout.happened(steps.subList(0, 1));
        fanout.advanced(FanoutWorld.position(1), Made.NOW);
        Optional<String> within = Optional.of(new LastEventId(FanoutWorld.position(2), 1).id());
        Ear ahead = listening(within);
        assertThat(ahead.heard).isEmpty();

        JournalEntry line = steps.get(1).line();
        fanout.gap(FanoutWorld.position(2), line.eventId(), line.managerId());
        fanout.advanced(FanoutWorld.position(2), Made.NOW);

        assertThat(ahead.heard).containsExactly(PlainFrames.RESYNC);
        assertThat(listening(within).heard).containsExactly(PlainFrames.RESYNC);
    }

    @Test
    void whoMayJoinIsWhoAReadyProcessTakes() {
        started.set(false);
        filled.set(false);
        assertThat(fanout.isOpen()).isFalse();

        started.set(true);

        assertThat(fanout.isOpen()).as("ready, and not filled").isTrue();
    }

    @Test
    void beforeTheStreamIsOpenSomebodyIsToldToFetchAndAgainWhenItBegins() {
        filled.set(false);
        Ear ear = listening(Optional.of(FanoutWorld.position(2).token()));
        Ear first = listening(Optional.empty());
        assertThat(ear.heard).containsExactly(PlainFrames.RESYNC);
        assertThat(first.heard).containsExactly(PlainFrames.RESYNC);
        fanout.ping(ear);
        run();

        fanout.began(FanoutWorld.position(0));
        fanout.happened(made(1));
        fanout.advanced(FanoutWorld.position(1), Made.NOW);

        assertThat(ear.heard).hasSize(4);
        assertThat(ear.heard.get(2)).isEqualTo(PlainFrames.RESYNC);
        assertThat(ear.heard.get(3)).startsWith(FanoutWorld.position(1).token());
    }

    /** The ring is filled from its far end: who saw more than this process has read so far, at another one, misses nothing. */
    @Test
    void whileTheRingIsFilledWhoIsAheadIsToldTheRest() {
        filled.set(false);
        fanout.began(FanoutWorld.position(0));
        fanout.advanced(FanoutWorld.position(0), FanoutWorld.time(0).minusSeconds(300));
        Ear ear = listening(Optional.of(FanoutWorld.position(2).token()));

        fanout.happened(made(3));
        fanout.advanced(FanoutWorld.position(3), FanoutWorld.time(3));

        assertThat(ear.heard)
                .singleElement()
                .asString()
                .startsWith(FanoutWorld.position(3).token());
    }
}
