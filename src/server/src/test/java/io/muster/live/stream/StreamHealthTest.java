package io.muster.live.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import org.bson.BsonTimestamp;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When the stream can be relied on, and how its places and the database's time go together. */
class StreamHealthTest {
    private static final BsonTimestamp NOW = new BsonTimestamp(1_800_000_000, 5);
    private final AtomicLong nanos = new AtomicLong();
    private final StreamHealth health = new StreamHealth(Duration.ofSeconds(10), nanos::get);

    @Test
    void notBeforeItHasComeToWhereTheDatabaseWas() {
        health.opened(NOW);
        health.read(ClusterTime.before(ClusterTime.earlier(NOW, 60)), true);
        assertThat(health.isReady()).isFalse();

        // An event of this very time may still come.
        health.read(ClusterTime.before(NOW), false);
        assertThat(health.isReady()).isFalse();
        health.read(ClusterTime.before(NOW), true);
        assertThat(health.isReady()).isTrue();
    }

    @Test
    void somethingLaterSaysThatAllBeforeItHasCome() {
        health.opened(NOW);
        health.read(ClusterTime.after(NOW), false);
        assertThat(health.isReady()).isTrue();
    }

    @Test
    void notWhileNothingIsHeard() {
        health.opened(NOW);
        health.read(ClusterTime.after(NOW), true);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(health.isReady()).isFalse();
        health.read(ClusterTime.after(NOW), true);
        assertThat(health.isReady()).isTrue();
        health.opened(new BsonTimestamp(1_800_000_001, 1));
        assertThat(health.isReady()).isFalse();
    }

    @Test
    void placesAscendWithTime() {
        BsonTimestamp end = new BsonTimestamp(1_800_000_000, -1);

        assertThat(ClusterTime.before(NOW).token()).isEqualTo("826B49D20000000005");
        assertThat(ClusterTime.before(NOW)).isLessThan(ClusterTime.after(NOW));
        assertThat(ClusterTime.after(end)).isEqualTo(ClusterTime.before(new BsonTimestamp(1_800_000_001, 0)));
        assertThat(ClusterTime.earlier(NOW, 600)).isEqualTo(new BsonTimestamp(1_799_999_400, 0));
        assertThat(ClusterTime.of(NOW)).isEqualTo(Instant.ofEpochSecond(1_800_000_000));
        assertThat(ClusterTime.before(NOW).time()).contains(Instant.ofEpochSecond(1_800_000_000));
    }

    @Test
    void aStreamThatNeverBeginsHoldsUpAStartForAWhileOnly() {
        assertThat(health.isStarted()).isFalse();
        nanos.set(Duration.ofSeconds(10).toNanos() - 1);
        assertThat(health.isStarted()).isFalse();
        nanos.set(Duration.ofSeconds(10).toNanos());
        assertThat(health.isStarted()).isTrue();
        assertThat(health.isReady()).isFalse();
    }

    @Test
    void aStreamThatIsLostLaterTakesNobodyOut() {
        health.opened(new BsonTimestamp(7, 0));
        health.read(ClusterTime.after(new BsonTimestamp(7, 0)), false);
        assertThat(health.isStarted()).isTrue();

        health.opened(new BsonTimestamp(9, 0));
        nanos.set(Duration.ofSeconds(5).toNanos());

        assertThat(health.isReady()).isFalse();
        assertThat(health.isStarted()).isTrue();
        HealthCheckResponse said = new StreamReadiness(health).call();
        assertThat(said.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(said.getData().orElseThrow()).containsEntry("up", false);
    }
}
