package io.muster.api.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How many connections a process and a user may have. */
class PlacesTest {
    private final Places places = new Places(2, 7);

    @Test
    void aProcessHasSoManyWhoeverAsks() throws Exception {
        List<Places.Place> got = all(100, i -> "user-" + i);
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
    private List<Places.Place> all(int askers, IntFunction<String> user) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Optional<Places.Place>>> asking = new ArrayList<>();
            for (int i = 0; i < askers; i++) {
                String name = user.apply(i);
                asking.add(() -> places.take(name));
            }
            List<Places.Place> got = new ArrayList<>();
            for (Future<Optional<Places.Place>> answer : threads.invokeAll(asking)) {
                answer.get().ifPresent(got::add);
            }
            return got;
        } finally {
            threads.shutdownNow();
        }
    }
}
