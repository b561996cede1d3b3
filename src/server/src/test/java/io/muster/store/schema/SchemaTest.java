package io.muster.store.schema;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.TransportSettings;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.muster.event.journal.SchemaNumber;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.database.TestDatabase;
import io.quarkus.mongodb.impl.ReactiveMongoClientImpl;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The collections and indexes, made by several processes at once and again. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class SchemaTest {
    private final ReactiveMongoClient reactive;

    @Inject
    SchemaTest(ReactiveMongoClient reactive) {
        this.reactive = reactive;
    }

    @Test
    void isMadeOnceHoweverManyMakeIt() {
        String name = TestDatabase.freshName();
        List<Schema> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(new Schema(reactive, name, () -> Uni.createFrom().voidItem()));
        }
        assertThat(processes).noneMatch(Schema::isReady);
        processes.forEach(schema -> schema.start(new StartupEvent()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> processes.stream().allMatch(Schema::isReady));
        Schema again = new Schema(reactive, name, () -> Uni.createFrom().voidItem());
        again.start(new StartupEvent());
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(again::isReady);

        try (MongoClient client = MongoClients.create(TestDatabase.uri())) {
            assertThat(client.getDatabase(name).listCollectionNames())
                    .contains("events", "journal", "people", "attendance");
            Map<String, Document> events = indexes(client, name, "events");
            Map<String, Document> journal = indexes(client, name, "journal");
            assertThat(events.keySet())
                    .contains(
                            "audience_1_ord_1",
                            "accepted_staff.userKey_1_ord_1",
                            "standby_staff.userKey_1_ord_1",
                            "managerId_1_ord_1",
                            "managerId_1_status_1_ord_1",
                            "managerId_1_updatedAt_1",
                            "updatedAt_1",
                            "ord_1",
                            "status_1_date_1");
            assertThat(sparse(events, "accepted_staff.userKey_1_ord_1")).isTrue();
            assertThat(journal.keySet())
                    .contains("eventId_1_requestKey_1", "userKey_1_at_1", "managerId_1_at_1", "at_1");
            assertThat(indexes(client, name, "attendance")).containsKey("changedAt_1");
            assertThat(Boolean.TRUE.equals(journal.getOrDefault("eventId_1_requestKey_1", new Document())
                            .get("unique")))
                    .isTrue();
            client.getDatabase(name).drop();
        }
    }

    /** As a version of the service leaves it that does not know the mark. */
    @Test
    void aFirmThatHasBlockedSomebodyIsMarked() {
        String name = TestDatabase.freshName();
        try (MongoClient client = MongoClients.create(TestDatabase.uri())) {
            MongoDatabase database = client.getDatabase(name);
            database.getCollection("members")
                    .insertMany(List.of(member("blocks", "blocked"), member("other", "active")));
            Schema schema = new Schema(reactive, name, () -> Uni.createFrom().voidItem());

            schema.start(new StartupEvent());
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(schema::isReady);

            assertThat(database.getCollection("firms").find().map(Document::toJson))
                    .containsExactly(
                            new Document("_id", "blocks").append("blocks", true).toJson());
            assertThat(indexes(client, name, "members").getOrDefault("managerId_1", new Document()))
                    .containsEntry("partialFilterExpression", new Document("state", "blocked"));
            database.drop();
        }
    }

    private static Document member(String managerId, String state) {
        return new Document("managerId", managerId).append("userKey", "test:a").append("state", state);
    }

    @Test
    void anIndexAndALookThroughTheJournalAndTheBlockedMayTakeLongWhateverEverythingElseMay() {
        LongCommands slow = new LongCommands();
        MongoClientSettings hurried = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(TestDatabase.uri()))
                .timeout(3, TimeUnit.SECONDS)
                .addCommandListener(slow)
                // The other transport's threads are the machine's own: they would keep this application's classes for
                // later tests.
                .transportSettings(TransportSettings.nettyBuilder().build())
                .build();
        String name = TestDatabase.freshName();
        try (var client = com.mongodb.reactivestreams.client.MongoClients.create(hurried)) {
            ReactiveMongoClient hurrying = new ReactiveMongoClientImpl(client);
            SchemaNumbers numbers = new SchemaNumbers(hurrying, name, SchemaNumber.NEWEST, Duration.ofSeconds(30));
            Schema schema =
                    new Schema(hurrying, name, () -> numbers.join("a process").replaceWithVoid());
            schema.start(new StartupEvent());
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(schema::isReady);
        }
        assertThat(slow.commands)
                .hasSize(14 + 3)
                .allSatisfy(command -> assertThat(command.getNumber("maxTimeMS").longValue())
                        .isGreaterThan(Duration.ofMinutes(20).toMillis()));
    }

    /** The framework takes every class of this kind for one of its own, and makes another. */
    static final class LongCommands implements CommandListener {
        private final List<BsonDocument> commands = new CopyOnWriteArrayList<>();

        @Override
        public void commandStarted(CommandStartedEvent event) {
            String name = event.getCommandName();
            boolean isOfOneDocument = "find".equals(name)
                    && "schema".equals(event.getCommand().getString("find").getValue());
            if (List.of("createIndexes", "find").contains(name) && !isOfOneDocument) {
                commands.add(event.getCommand().clone());
            }
        }
    }

    private static boolean sparse(Map<String, Document> indexes, String name) {
        return Boolean.TRUE.equals(indexes.getOrDefault(name, new Document()).get("sparse"));
    }

    private static Map<String, Document> indexes(MongoClient client, String database, String collection) {
        Map<String, Document> indexes = new HashMap<>();
        client.getDatabase(database)
                .getCollection(collection)
                .listIndexes()
                .forEach(index -> indexes.put(index.getString("name"), index));
        return indexes;
    }
}
