package io.muster.store.people;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.event.Shutdown;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BlockingFirmsWatchTest {
    private final AtomicInteger marked = new AtomicInteger();

    @Test
    void itMarksAgainAndAgainWhateverFails() {
        BlockingFirmsWatch watch = new BlockingFirmsWatch(
                () -> marked.incrementAndGet() == 1
                        ? Uni.createFrom().failure(new IllegalStateException("the database is away"))
                        : Uni.createFrom().voidItem(),
                Duration.ofMillis(5));

        watch.start(new StartupEvent());

        Awaitility.await().until(() -> marked.get() > 3);
        watch.stop(new Shutdown());
    }
}
