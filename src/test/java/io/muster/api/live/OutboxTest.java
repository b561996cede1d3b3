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
class OutboxTest {
    private static final int FRAMES = 100;
    private static final int RUN_BYTES = 50;
    private static final Duration STALL = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final ManualWire wire = new ManualWire();
    private final List<String> heard = new ArrayList<>();
    private final Outbox outbox =
            new Outbox(wire, new Outbox.Limits(FRAMES, RUN_BYTES, STALL, FAREWELL), new Outbox.Ears() {
                @Override
                public void sent(Frame frame) {
                    heard.add("sent " + frame.text());
                }

                @Override
                public void tooSlow() {
                    heard.add("slow");
                }

                @Override
                public void ended() {
                    heard.add("ended");
                }
            });

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
        outbox.close(Closing.ABUSE, Frame.of("last"));

        assertThat(wire.sent).hasSize(6).endsWith("last");
        assertThat(wire.ends).containsExactly("ABUSE");
        outbox.close(Closing.GOING_AWAY);
        outbox.gone();
        assertThat(heard).containsExactly("ended");
    }

    @Test
    void atTheLastItIsToldAndCutAtOnce() {
        wire.reading = false;
        outbox.add(frames(0, 20));
        outbox.cut(Closing.GOING_AWAY);

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
