package io.muster.store.read;

import java.time.Duration;

import jakarta.inject.Inject;

import io.muster.testing.database.MongoTestResource;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests the journal knows. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class JournaledRequestsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    RecordedRequests requests;

    @Inject
    ReactiveMongoClient client;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database = "";

    private boolean has(ObjectId event, String key) {
        return requests.has(event, key).await().atMost(PATIENCE);
    }

    @Test
    void aKeyIsKnownForItsEventAlone() {
        ObjectId event = new ObjectId();
        client.getDatabase(database)
                .getCollection("journal")
                .insertOne(new Document("_id", new Document("e", event).append("v", 1L))
                        .append("eventId", event)
                        .append("requestKey", "a".repeat(64)))
                .await()
                .atMost(PATIENCE);

        assertThat(has(event, "a".repeat(64))).isTrue();
        assertThat(has(event, "b".repeat(64))).isFalse();
        assertThat(has(new ObjectId(), "a".repeat(64))).isFalse();
    }
}
