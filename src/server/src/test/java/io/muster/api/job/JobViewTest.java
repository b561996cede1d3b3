package io.muster.api.job;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.store.erasure.Erasures;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JobViewTest {
    private static JsonNode view(Optional<Instant> finishedAt) {
        return JobView.of(new Erasures.Job(
                new ObjectId(),
                Optional.of("m"),
                Optional.empty(),
                2,
                Instant.parse("2026-01-02T03:04:05Z"),
                finishedAt));
    }

    @Test
    void timesWithoutMillisecondsAreWrittenWithThem() {
        JsonNode done = view(Optional.of(Instant.parse("2026-01-02T03:05:00Z")));
        assertThat(done.path("startedAt").textValue()).isEqualTo("2026-01-02T03:04:05.000Z");
        assertThat(done.path("finishedAt").textValue()).isEqualTo("2026-01-02T03:05:00.000Z");
        assertThat(done.path("state").textValue()).isEqualTo("done");
    }

    @Test
    void aJobThatRunsHasNoEnd() {
        JsonNode running = view(Optional.empty());
        assertThat(running.path("finishedAt").isNull()).isTrue();
        assertThat(running.path("state").textValue()).isEqualTo("running");
    }
}
