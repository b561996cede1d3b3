package io.muster.live.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.muster.testing.database.TestDatabase;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A stream that cannot be had is not asked for without rest. */
class StreamPausesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final StreamPauses pauses = new StreamPauses(new StreamBackoff(() -> 0), nanos::get);

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void troubleAfterTroubleIsRestedLonger() {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            millis.add(pauses.before(StreamTrouble.LOST).toMillis());
            // It could be opened; that proves nothing.
            pauses.opened();
        }
        assertThat(millis).containsExactly(50L, 100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 10_000L, 10_000L);
    }

    @Test
    void aStreamThatWasWellForLongBeginsWithAShortOne() {
        for (int i = 0; i < 5; i++) {
            pauses.before(StreamTrouble.UNREACHABLE);
        }
        pauses.opened();
        passes(StreamBackoff.LONGEST.plusMillis(1));

        assertThat(pauses.before(StreamTrouble.REFUSED)).isEqualTo(Duration.ofMillis(50));
        passes(StreamBackoff.LONGEST.plusMillis(1));
        assertThat(pauses.before(StreamTrouble.REFUSED)).isEqualTo(Duration.ofMillis(100));
    }

    @ParameterizedTest
    @EnumSource(names = {"MISSING", "UNREACHABLE"})
    void whatIsNotThereIsLookedForEachSecond(StreamTrouble trouble) {
        for (int i = 0; i < 20; i++) {
            assertThat(pauses.before(trouble)).isLessThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "REFUSED"})
    void anotherPrimaryIsLookedForTwiceASecondHoweverLongAnElectionTakes(StreamTrouble trouble) {
        for (int i = 0; i < 20; i++) {
            assertThat(pauses.before(trouble)).isLessThanOrEqualTo(Duration.ofMillis(500));
        }
    }

    @Test
    void jitterTakesHalfAtMost() {
        assertThat(new StreamBackoff(() -> 1).after(0)).isEqualTo(Duration.ofMillis(25));
        assertThat(new StreamBackoff(() -> 1).after(1_000)).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aggregate", "getMore"})
    void aPlaceLostAgainAndAgainIsNoHotLoop(String command) {
        try (Journal journal = new Journal();
                StreamProcess process = new StreamProcess(
                        TestDatabase.uri(),
                        TestDatabase.uri(),
                        journal.name,
                        Map.of(),
                        new StreamPauses(new StreamBackoff(() -> 0)))) {
            journal.failNext(1_000, command, new Document("errorCode", 40585));
            long begun = System.nanoTime();
            process.started();
            try {
                await().until(() -> process.restarts(StreamTrouble.LOST) >= 5);
            } finally {
                journal.failNoMore();
            }
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);

            // Five troubles have four pauses between them.
            assertThat(took).isGreaterThanOrEqualTo(50 + 100 + 200 + 400);
            assertThat(process.streaming.count("aggregate")).isLessThanOrEqualTo(6);
            assertThat(process.feed.began.size()).isLessThanOrEqualTo(6);
            await().until(process.health::isReady);
        }
    }
}
