package io.muster.store;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

class AtIntervalsTest {
    private static final Duration SOON = Duration.ofMillis(5);

    @Test
    void whatFailsIsDoneAgainHoweverItFails() {
        AtomicInteger times = new AtomicInteger();
        Cancellable running = AtIntervals.run(SOON, SOON, () -> {
            if (times.incrementAndGet() == 1) {
                throw new IllegalStateException("at once");
            }
            return times.get() == 2
                    ? Uni.createFrom().failure(new IllegalStateException("later"))
                    : Uni.createFrom().item("done");
        });
        await().until(() -> times.get() > 3);
        running.cancel();
    }
}
