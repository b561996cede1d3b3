package io.muster.api.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;

import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.identity.Standing;
import io.muster.live.Frame;
import io.muster.people.Standings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A socket whose thread is held up. */
class SocketListenerTest {
    private static final int BYTES = 100;
    private static final Caller ADA =
            new Caller("oidc:ada", Profile.UNKNOWN, Optional.empty(), false, Employers.EVERYONE, Set.of(), false);

    private final ManualWire wire = new ManualWire();
    private final Queue<Runnable> thread = new ArrayDeque<>();
    private final SocketListener listener = new SocketListener(
            new SocketRights(ADA, Optional.empty(), Standings.NONE, ADA),
            BYTES,
            thread::add,
            self -> new SendQueue(
                    wire,
                    new SendQueue.Limits(1_000, 10 * BYTES, BYTES, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                    new QueueMemory(1_000 * BYTES).share(self::sendAway),
                    new SendQueue.SendQueueListener() {
                        @Override
                        public void sent(Frame frame) {}

                        @Override
                        public void tooSlow() {}

                        @Override
                        public void ended() {}
                    }));

    private void goOn() {
        for (Runnable next = thread.poll(); next != null; next = thread.poll()) {
            next.run();
        }
    }

    @Test
    void whatWaitsForTheThreadIsBoundedAndNothingIsSentAfterAGap() {
        List<String> all = new ArrayList<>();
        IntStream.range(0, 50).forEach(i -> {
            all.add("frame %02d".formatted(i));
            listener.take(List.of(Frame.of(all.get(i))));
        });

        goOn();

        assertThat(wire.ends).containsExactly("TOO_SLOW");
        assertThat(wire.sent).isEqualTo(all.subList(0, wire.sent.size()));
        assertThat(wire.sent).hasSizeLessThanOrEqualTo(BYTES / 8 + 1);
    }

    /** A slow answer may come after that to a later question. */
    @Test
    void whatALaterLookSawStaysWhateverAnEarlierOneSays() {
        Standings blocked = standings(Standing.BLOCKED);
        long earlier = listener.look();
        long later = listener.look();

        assertThat(listener.isOtherWith(blocked, later)).isTrue();
        assertThat(listener.isOtherWith(Standings.NONE, earlier)).isFalse();

        assertThat(listener.caller().worksFor("m")).isFalse();
        assertThat(listener.isOtherWith(Standings.NONE, listener.look())).isTrue();
        assertThat(listener.caller().worksFor("m")).isTrue();
    }

    private static Standings standings(Standing standing) {
        return new Standings(Map.of("m", standing), Set.of());
    }

    @Test
    void whatHasArrivedCountsNoMore() {
        for (int i = 0; i < 50; i++) {
            listener.take(List.of(Frame.of("frame %02d".formatted(i))));
            goOn();
        }

        assertThat(wire.ends).isEmpty();
        assertThat(wire.sent).hasSize(50);
    }
}
