package io.muster.testing.database;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.muster.testing.database.StoredViolation.Kind;
import io.muster.testing.http.GoodEvent;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The sweep finds nothing wrong with a good event, and each kind of fault where one is planted. */
class InvariantSweepTest {
    private static MongoClient mongo;
    private static MongoDatabase database;

    @BeforeAll
    static void connect() {
        mongo = MongoClients.create(TestDatabase.uri());
        database = mongo.getDatabase(TestDatabase.freshName());
    }

    @AfterAll
    static void drop() {
        database.drop();
        mongo.close();
    }

    @AfterEach
    void empty() {
        database.getCollection("events").deleteMany(new Document());
        database.getCollection("journal").deleteMany(new Document());
    }

    @Test
    void findsNothingWrongWithAGoodEvent() {
        store(new GoodEvent());
        assertThat(new InvariantSweep(database).violations()).isEmpty();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(Kind.OVERFLOW, "a person too many", good -> {
                    good.accepted().add(GoodEvent.entry("oidc:eve", "Server", 6));
                }),
                fault(Kind.OVERFLOW, "a role that the event does not have", good -> {
                    good.accepted().set(0, GoodEvent.entry("oidc:ada", "Cook", 2));
                }),
                fault(Kind.OVERFLOW, "too many at one version only", good -> {
                    good.line(4).put("kind", "accepted");
                    good.line(4).put("entry", overfull(good.line(3), 4));
                    good.line(5).put("entry", overfull(good.line(3), 5));
                }),
                fault(Kind.DUPLICATE, "a person twice in one list", good -> {
                    good.accepted().set(1, GoodEvent.entry("oidc:ada", "Server", 3));
                }),
                fault(Kind.DUPLICATE, "a person in both lists", good -> {
                    good.declined().set(0, GoodEvent.entry("oidc:ada", null, 5));
                }),
                fault(Kind.STATS, "a wrong count of the accepted", good -> good.event.put("accepted_count", 2)),
                fault(Kind.STATS, "a wrong count of the declined", good -> good.event.put("declined_count", 2L)),
                fault(Kind.STATS, "wrong figures of a role", good -> {
                    good.event.getList("role_stats", Document.class).get(0).put("taken", 2);
                }),
                fault(Kind.STATS, "fulfilled with a place left", good -> good.event.put("status", "fulfilled")),
                fault(Kind.JOURNAL, "a version missing", good -> good.journal.remove(2)),
                fault(Kind.JOURNAL, "the last version missing", good -> good.journal.remove(5)),
                fault(Kind.JOURNAL, "a version of no change", good -> {
                    Document more = new Document(good.line(6)).append("n", 1).append("of", 1);
                    good.journal.add(more.append("_id", new Document("e", good.id).append("v", 7L)));
                }),
                fault(Kind.JOURNAL, "one request recorded twice", good -> {
                    good.line(6).put("requestKey", good.line(5).get("requestKey"));
                }),
                fault(
                        Kind.JOURNAL,
                        "half a batch",
                        good -> good.line(6).append("n", 1).append("of", 1)),
                fault(Kind.JOURNAL, "a line of no event", good -> {
                    Document stray = new Document(good.line(1));
                    good.journal.add(
                            stray.append("_id", new Document("e", new org.bson.types.ObjectId()).append("v", 1L)));
                }),
                fault(
                        Kind.REPLAY,
                        "another person in the journal",
                        good -> good.line(3).put("userKey", "oidc:eve")),
                fault(Kind.REPLAY, "an accept that was lost", good -> {
                    good.accepted().remove(1);
                }),
                fault(
                        Kind.REPLAY,
                        "a place of another version",
                        good -> good.accepted().get(0).put("version", 3L)),
                fault(Kind.REPLAY, "another order", good -> {
                    good.accepted().add(good.accepted().remove(0));
                }),
                fault(Kind.REPLAY, "a field that no line set", good -> good.event.put("notes", "of a rival")),
                fault(Kind.REPLAY, "a field lost", good -> good.event.remove("timezone")),
                fault(Kind.REPLAY, "an audience for lists that is not the event's", good -> {
                    good.event.put("audience", List.of());
                }),
                fault(Kind.REPLAY, "another status", good -> good.event.put("status", "cancelled")),
                fault(
                        Kind.REPLAY,
                        "wrong figures in the journal",
                        good -> good.line(3).put("accepted", 3)));
    }

    private static Document overfull(Document line, long version) {
        return new Document(line.get("entry", Document.class)).append("version", version);
    }

    private static Arguments fault(Kind kind, String what, Consumer<GoodEvent> plant) {
        return arguments(kind, what, plant);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void findsAPlantedFault(Kind kind, String what, Consumer<GoodEvent> plant) {
        GoodEvent spoiled = new GoodEvent();
        plant.accept(spoiled);
        store(new GoodEvent());
        store(spoiled);

        List<StoredViolation> found = new InvariantSweep(database).violations();

        assertThat(found).extracting(StoredViolation::kind).contains(kind);
        assertThat(found)
                .filteredOn(violation -> violation.eventId().length() == 24)
                .allSatisfy(violation -> assertThat(violation.eventId()).isEqualTo(spoiled.id.toHexString()));
    }

    private static void store(GoodEvent good) {
        database.getCollection("events").insertOne(good.event);
        database.getCollection("journal").insertMany(good.journal);
    }
}
