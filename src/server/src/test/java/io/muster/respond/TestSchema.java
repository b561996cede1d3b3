package io.muster.respond;

import com.mongodb.client.model.IndexOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import org.bson.Document;

/** What changes need of the schema: the collections, and that a request is recorded once. */
final class TestSchema {
    private TestSchema() {}

    static void make(ReactiveMongoDatabase database) {
        database.createCollection("events").await().indefinitely();
        database.createCollection("journal").await().indefinitely();
        database.createCollection("fences").await().indefinitely();
        database.getCollection("events")
                .createIndex(new Document("accepted_staff.userKey", 1).append("ord", 1))
                .await()
                .indefinitely();
        database.getCollection("journal")
                .createIndex(new Document("eventId", 1).append("requestKey", 1), new IndexOptions().unique(true))
                .await()
                .indefinitely();
    }
}
