package io.muster.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import com.mongodb.MongoTimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.microprofile.health.HealthCheckResponse.Status.DOWN;
import static org.eclipse.microprofile.health.HealthCheckResponse.Status.UP;

class DatabaseReadinessTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<UniEmitter<? super String>> asked = new ArrayList<>();
    private boolean isQuick = true;
    private final DatabaseReadiness readiness = new DatabaseReadiness(this::ping, nanos::get, Duration.ofMillis(10));

    private Uni<String> ping() {
        return isQuick ? Uni.createFrom().item("pong") : Uni.createFrom().emitter(asked::add);
    }

    @Test
    void itIsReadyWhenTheDatabaseHasAnswered() {
        assertThat(status()).isEqualTo(UP);
    }

    @Test
    void itIsNotReadyBeforeTheFirstAnswer() {
        isQuick = false;

        assertThat(status()).isEqualTo(DOWN);
    }

    @Test
    void aSlowDatabaseTakesNoProcessOutOfService() {
        status();
        isQuick = false;

        for (int i = 0; i < 5; i++) {
            assertThat(status()).isEqualTo(UP);
            assertThat(asked).as("under way").hasSize(i + 1);
            nanos.addAndGet(Duration.ofSeconds(3).toNanos());
            asked.get(i).complete("pong");
        }
    }

    @Test
    void oneThatIsSilentForTooLongIsAwayAndNotAskedTwice() {
        status();
        isQuick = false;
        assertThat(status()).isEqualTo(UP);

        nanos.addAndGet(DatabaseReadiness.SILENCE.toNanos());

        assertThat(status()).isEqualTo(DOWN);
        assertThat(asked).hasSize(1);
    }

    @Test
    void oneThatCannotBeReachedIsAwayAtOnce() {
        status();
        isQuick = false;
        UniAssertSubscriber<HealthCheckResponse> probe =
                readiness.call().subscribe().withSubscriber(UniAssertSubscriber.create());
        asked.get(0).fail(new MongoTimeoutException("no server"));

        assertThat(probe.awaitItem().getItem().getStatus()).isEqualTo(DOWN);
        isQuick = true;
        assertThat(status()).as("asked anew").isEqualTo(UP);
    }

    private HealthCheckResponse.Status status() {
        return readiness.call().await().atMost(Duration.ofSeconds(20)).getStatus();
    }
}
