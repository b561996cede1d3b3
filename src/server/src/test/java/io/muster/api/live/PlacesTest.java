package io.muster.api.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How many connections a process and a user may have. */
class PlacesTest {
    private final SocketLimits places = new SocketLimits(2, 4, 7);

    @Test
    void aProcessHasSoManyWhoeverAsks() throws Exception {
        List<SocketLimits.Slot> got = all(100, i -> "user-" + i);
        assertThat(got).hasSize(7);

        got.get(0).giveBack();
        got.get(0).giveBack();
        assertThat(all(10, i -> "other-" + i))
                .as("given back twice, there is one")
                .hasSize(1);
    }

    @Test
    void whoIsRefusedTakesNothingFromOthers() throws Exception {
        assertThat(all(50, i -> "one")).hasSize(2);
        assertThat(all(50, i -> "user-" + i)).hasSize(5);
    }

    /** So many askers at once; the places that were given. */
    private List<SocketLimits.Slot> all(int askers, IntFunction<String> user) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Optional<SocketLimits.Slot>>> asking = new ArrayList<>();
            for (int i = 0; i < askers; i++) {
                String name = user.apply(i);
                asking.add(() -> places.take(caller(name, false), new Somebody()));
            }
            List<SocketLimits.Slot> got = new ArrayList<>();
            for (Future<Optional<SocketLimits.Slot>> answer : threads.invokeAll(asking)) {
                answer.get().ifPresent(got::add);
            }
            return got;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Caller caller(String name, boolean readOnly) {
        return new Caller(name, Profile.UNKNOWN, Optional.of("m-1"), readOnly, Employers.NOBODY, Set.of(), false);
    }

    /** A connection of which a test says how long it has been silent. */
    private static final class Somebody implements Occupant {
        private volatile Duration silence = Duration.ZERO;
        private volatile boolean probed;
        private volatile boolean ended;

        @Override
        public Duration silence() {
            return silence;
        }

        @Override
        public void probe(Duration within) {
            probed = true;
        }

        @Override
        public void end() {
            ended = true;
        }
    }

    @Test
    void whoIsDeadGivesWayToWhoKnocks() {
        Caller ada = caller("ada", false);
        Somebody dead = new Somebody();
        Somebody there = new Somebody();
        assertThat(places.take(ada, dead)).isPresent();
        assertThat(places.take(ada, there)).isPresent();
        assertThat(places.take(ada, new Somebody())).isEmpty();

        dead.silence = Duration.ofSeconds(36);
        there.silence = Duration.ofSeconds(20);

        assertThat(places.take(ada, new Somebody())).isPresent();
        assertThat(dead.ended).isTrue();
        assertThat(there.ended).isFalse();
        assertThat(places.take(ada, new Somebody())).isEmpty();
    }

    @Test
    void whoIsQuietIsAskedAndWhoKnocksIsToldWhenToComeAgain() {
        Caller ada = caller("ada", false);
        Somebody quiet = new Somebody();
        Somebody lively = new Somebody();
        places.take(ada, quiet);
        places.take(ada, lively);
        assertThat(places.knock(ada)).isEqualTo(Duration.ofSeconds(60));

        quiet.silence = Duration.ofSeconds(20);

        assertThat(places.knock(ada)).isEqualTo(Duration.ofSeconds(5));
        assertThat(quiet.probed).isTrue();
        assertThat(lively.probed).isFalse();
    }

    @Test
    void wallsWithOneTokenHaveALimitOfTheirOwn() {
        Caller wall = caller("boss", true);
        for (int i = 0; i < 4; i++) {
            assertThat(places.take(wall, new Somebody())).isPresent();
        }
        assertThat(places.take(wall, new Somebody())).isEmpty();
        assertThat(places.take(caller("boss", false), new Somebody())).isPresent();
    }
}
