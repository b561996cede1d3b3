package io.muster.api.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.muster.live.Frame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The queue of one socket, whose other side is slow, stuck or gone. */
class SendQueueTest {
    private static final int FRAMES = 100;
    private static final int RUN_BYTES = 50;
    private static final Duration STALL = Duration.ofSeconds(10);
    private static final int BYTES = 20_000;
    private static final int ALL_BYTES = 5 * BYTES;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final ManualWire wire = new ManualWire();
    private final List<String> heard = new ArrayList<>();
    private final QueueMemory memory = new QueueMemory(ALL_BYTES);
    private final SendQueue outbox = outbox(wire, heard);

    private SendQueue outbox(ManualWire out, List<String> told) {
        SendQueue[] itself = new SendQueue[1];
        itself[0] = new SendQueue(
                out,
                new SendQueue.Limits(FRAMES, BYTES, RUN_BYTES, STALL, FAREWELL),
                memory.share(() -> itself[0].tooSlow()),
                new SendQueue.SendQueueListener() {
                    @Override
                    public void sent(Frame frame) {
                        told.add("sent " + frame.text());
                    }

                    @Override
                    public void tooSlow() {
                        told.add("slow");
                    }

                    @Override
                    public void ended() {
                        told.add("ended");
                    }
                });
        return itself[0];
    }

    private static Frame large(int bytes) {
        return Frame.of("x".repeat(bytes));
    }

    @Test
    void whoLetsTooManyBytesWaitIsSentAwayHoweverFewFramesTheyAre() {
        wire.reading = false;
        outbox.add(List.of(large(BYTES), large(BYTES)));
        assertThat(wire.ends).isEmpty();

        outbox.add(frames(0, 1));
        assertThat(wire.ends).containsExactly("TOO_SLOW");
        assertThat(memory.held()).isZero();
    }

    @Test
    void theOneForWhomMostWaitsGoesWhereAllTogetherHoldTooMuch() {
        List<ManualWire> wires = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ManualWire slow = new ManualWire();
            slow.reading = false;
            SendQueue behind = outbox(slow, new ArrayList<>());
            behind.add(frames(0, 1));
            behind.add(List.of(large(BYTES - 1_000 * i)));
            wires.add(slow);
        }

        assertThat(wires.stream().map(slow -> slow.ends))
                .containsExactly(List.of("TOO_SLOW"), List.of(), List.of(), List.of(), List.of(), List.of());
        assertThat(memory.held()).isBetween(ALL_BYTES - 15_000L, (long) ALL_BYTES);
    }

    @Test
    void whatManyAreToldCountsOnce() {
        Frame shared = large(BYTES / 2);
        for (int i = 0; i < 500; i++) {
            ManualWire slow = new ManualWire();
            slow.reading = false;
            SendQueue behind = outbox(slow, new ArrayList<>());
            behind.add(frames(0, 1));
            behind.add(List.of(shared));
            assertThat(slow.ends).isEmpty();
        }
        assertThat(memory.held()).isBetween((long) BYTES / 2, (long) BYTES);
    }

    @Test
    void nothingIsHeldOnceAllIsRead() {
        wire.reading = false;
        outbox.add(frames(0, 50));
        assertThat(memory.held()).isBetween(50L * 10, 50L * 100);
        for (int run = 1; run <= 10; run++) {
            wire.read();
        }
        assertThat(heard).hasSize(50);
        assertThat(memory.held()).isZero();
        outbox.gone();
        assertThat(memory.held()).isZero();
    }

    private static List<Frame> frames(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Frame(String.format("frame-%04d", i), Optional.of(Instant.EPOCH)))
                .toList();
    }

    private static List<String> texts(int from, int to) {
        return frames(from, to).stream().map(Frame::text).toList();
    }

    @Test
    void aReaderThatKeepsUpGetsAllInOrder() {
        outbox.add(frames(0, 1));
        outbox.add(frames(1, 300));
        outbox.add(frames(300, 301));

        assertThat(wire.sent).isEqualTo(texts(0, 301));
        assertThat(wire.largestRun).isLessThanOrEqualTo(RUN_BYTES);
        assertThat(heard).hasSize(301).allMatch(it -> it.startsWith("sent"));
        assertThat(wire.ends).isEmpty();
    }

    @Test
    void nothingMoreIsHandedOverThanIsRead() {
        wire.reading = false;
        outbox.add(frames(0, 50));
        assertThat(wire.sent).isEqualTo(texts(0, 5));
        assertThat(outbox.size()).isEqualTo(45);
        assertThat(heard).isEmpty();

        for (int run = 2; run <= 10; run++) {
            wire.read();
            outbox.add(frames(45 + run, 46 + run).subList(0, 0));
            assertThat(wire.sent).isEqualTo(texts(0, 5 * run));
        }
        wire.read();
        assertThat(heard).hasSize(50);
        assertThat(wire.largestRun).isEqualTo(RUN_BYTES);
    }

    @Test
    void aFrameLargerThanARunGoesAlone() {
        Frame large = Frame.of("x".repeat(10 * RUN_BYTES));
        wire.reading = false;
        outbox.add(List.of(frames(0, 1).get(0), large, frames(1, 2).get(0)));

        assertThat(wire.sent).containsExactly("frame-0000");
        wire.read();
        assertThat(wire.sent).hasSize(2);
        wire.read();
        assertThat(wire.sent).containsExactly("frame-0000", large.text(), "frame-0001");
    }

    @Test
    void whoLetsTooManyWaitIsSentAwayAndThenCut() {
        wire.reading = false;
        outbox.add(frames(0, 5));
        outbox.add(frames(5, 5 + FRAMES + 1));
        assertThat(wire.ends).isEmpty();

        outbox.add(frames(200, 201));
        assertThat(wire.ends).containsExactly("TOO_SLOW");
        assertThat(heard).containsExactly("slow", "ended");
        assertThat(outbox.size()).isZero();

        outbox.add(frames(201, 202));
        wire.pass(FAREWELL.minusMillis(1));
        assertThat(wire.ends).containsExactly("TOO_SLOW");
        wire.pass(Duration.ofMillis(1));
        assertThat(wire.ends).containsExactly("TOO_SLOW", "cut");
        wire.pass(STALL);
        assertThat(heard).containsExactly("slow", "ended");
        assertThat(wire.sent).hasSize(5);
    }

    @Test
    void whatIsMissedMayBeMoreThanMayWait() {
        outbox.add(frames(0, 10 * FRAMES));
        outbox.add(frames(10 * FRAMES, 10 * FRAMES + 1));

        assertThat(wire.sent).hasSize(10 * FRAMES + 1);
        assertThat(wire.ends).isEmpty();
    }

    @Test
    void nothingNewIsNoReasonToSendAnybodyAway() {
        wire.reading = false;
        outbox.add(frames(0, 10 * FRAMES));
        outbox.add(List.of());

        assertThat(wire.ends).isEmpty();
    }

    @Test
    void whoReadsNothingIsSentAwayHoweverFewWait() {
        wire.reading = false;
        outbox.add(frames(0, 1));
        wire.pass(STALL.minusMillis(1));
        assertThat(heard).isEmpty();

        wire.pass(Duration.ofMillis(1));
        assertThat(wire.ends).containsExactly("TOO_SLOW");
        assertThat(heard).containsExactly("slow", "ended");
    }

    @Test
    void whoReadsSlowlyMayStay() {
        wire.reading = false;
        outbox.add(frames(0, 30));
        for (int i = 0; i < 6; i++) {
            wire.pass(STALL.minusMillis(1));
            wire.read();
        }
        wire.pass(STALL.multipliedBy(2));

        assertThat(wire.ends).isEmpty();
        assertThat(heard).hasSize(30);
    }

    @Test
    void nothingFollowsAClosingByAnotherHand() {
        outbox.add(frames(0, 1));
        wire.open = false;
        outbox.add(frames(1, 2));

        assertThat(wire.sent).isEqualTo(texts(0, 1));
        assertThat(heard).containsExactly("sent frame-0000", "ended");
        wire.pass(FAREWELL);
        assertThat(wire.ends).containsExactly("cut");
    }

    @Test
    void aLastWordGoesBeforeTheClosing() {
        wire.reading = false;
        outbox.add(frames(0, 20));
        outbox.close(CloseCode.ABUSE, Frame.of("last"));

        assertThat(wire.sent).hasSize(6).endsWith("last");
        assertThat(wire.ends).containsExactly("ABUSE");
        outbox.close(CloseCode.GOING_AWAY);
        outbox.gone();
        assertThat(heard).containsExactly("ended");
    }

    @Test
    void atTheLastItIsToldAndCutAtOnce() {
        wire.reading = false;
        outbox.add(frames(0, 20));
        outbox.cut(CloseCode.GOING_AWAY);

        assertThat(wire.ends).containsExactly("GOING_AWAY", "cut");
        assertThat(heard).containsExactly("ended");
    }

    @Test
    void itEndsOnceWhenTheConnectionIsGone() {
        wire.reading = false;
        outbox.add(frames(0, 20));
        outbox.gone();
        outbox.gone();
        wire.pass(STALL);

        assertThat(heard).containsExactly("ended");
        assertThat(outbox.size()).isZero();
    }
}
