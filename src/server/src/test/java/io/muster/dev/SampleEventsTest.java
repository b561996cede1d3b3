package io.muster.dev;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import jakarta.inject.Inject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.api.body.EventBodies;
import io.muster.api.body.EventContent;
import io.muster.dev.SampleEvents.Sample;
import io.muster.event.EventStatus;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The sample events are such as a manager could send, with places for those who accept. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class SampleEventsTest {
    @Inject
    EventBodies bodies;

    @Inject
    ObjectMapper json;

    @Test
    void everySampleIsAGoodRequest() throws JsonProcessingException {
        List<Sample> samples = SampleEvents.from(LocalDate.of(2026, 12, 1));

        for (Sample sample : samples) {
            EventContent content = bodies.one(json.readTree(sample.body()), SampleEvents.MANAGER_ID);
            assertThat(content.status()).isEqualTo(EventStatus.PUBLISHED);
            assertThat(content.roles().get(0).count()).isGreaterThanOrEqualTo(sample.accepting());
        }
        assertThat(Set.copyOf(samples.stream().map(Sample::id).toList())).hasSameSizeAs(samples);
    }

    @Test
    void theWelcomeNamesThePortAndTheEvent() {
        Sample first = SampleEvents.from(LocalDate.of(2026, 12, 1)).get(0);

        assertThat(Welcome.text(8123, "mongodb://127.0.0.1:27118/?replicaSet=rs0", first.id()))
                .contains("http://localhost:8123/api/events/" + first.id().toHexString() + "/respond")
                .contains("mongodb://127.0.0.1:27118/?replicaSet=rs0")
                .doesNotContain("%");
    }
}
