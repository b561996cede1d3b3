package io.muster.live.stream;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.internal.MongoClientImpl;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The stream as the running service has it. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class StreamWiringTest {
    @Inject
    @MongoClientName("live")
    ReactiveMongoClient client;

    @Test
    void itsClientLetsTheDatabaseWait() {
        MongoClientSettings set = ((MongoClientImpl) client.unwrap()).getSettings();

        assertThat(set.getApplicationName()).isEqualTo("muster-live");
        assertThat(set.getClusterSettings().getServerSelector()).isInstanceOf(OneRouter.class);
        assertThat(set.getTimeout(TimeUnit.MILLISECONDS)).isNull();
        assertThat(set.getSocketSettings().getReadTimeout(TimeUnit.SECONDS)).isEqualTo(30);
        assertThat(set.getServerSettings().getHeartbeatFrequency(TimeUnit.SECONDS))
                .isEqualTo(1);
        assertThat(set.getSocketSettings().getConnectTimeout(TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(set.getClusterSettings().getServerSelectionTimeout(TimeUnit.SECONDS))
                .isEqualTo(2);
    }

    @Test
    void itIsPartOfReadiness() {
        await().untilAsserted(() -> assertThat(
                        given().get("/q/health/ready").<Map<String, Object>>path("checks.find { it.name == 'stream' }"))
                .containsEntry("status", "UP"));
        assertThat(given().get("/q/metrics").asString())
                .contains("muster_stream_up 1.0")
                .contains("muster_stream_restarts_total{cause=\"lost\"}");
    }
}
