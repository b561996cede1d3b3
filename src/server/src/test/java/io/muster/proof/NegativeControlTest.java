package io.muster.proof;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Updates;
import io.muster.testing.database.InvariantSweep;
import io.muster.testing.database.StoredViolation;
import io.muster.testing.database.TestDatabase;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The ways that do not hold, against the same database and judged by the same sweep as the service: each must be seen to
 * let too many in. Where one stops doing so, the database under test is not the one that the proof needs or the sweep sees
 * nothing, and no other result is worth anything.
 */
class NegativeControlTest {
    private static final int CROWD = 100;
    private static final int PLACES = 10;

    /** All have read before any of them writes: the interleaving that a burst makes likely, made certain. */
    private final CyclicBarrier allHaveRead = new CyclicBarrier(CROWD);

    private final ExecutorService people = Executors.newFixedThreadPool(CROWD);
    private final ObjectId event = new ObjectId();
    private MongoClient mongo;
    private MongoDatabase database;

    @BeforeEach
    void publish() {
        mongo = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(TestDatabase.uri()))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(CROWD + 10))
                .build());
        database = mongo.getDatabase(TestDatabase.freshName());
        database.createCollection("responses");
        events().insertOne(new Document("_id", event)
                .append("status", "published")
                .append("version", 1L)
                .append(
                        "roles",
                        List.of(new Document("role", "Server")
                                .append("key", "server")
                                .append("count", PLACES)))
                .append("accepted_staff", List.of())
                .append("declined_staff", List.of()));
    }

    @AfterEach
    void drop() {
        people.shutdownNow();
        database.drop();
        mongo.close();
    }

    @Test
    void readCheckWriteLetsTooManyIn() throws Exception {
        press(person -> {
            Document seen = events().find(Filters.eq(event)).first();
            allHaveRead.await(30, TimeUnit.SECONDS);
            if (seen.getList("accepted_staff", Document.class).size() < PLACES) {
                events().updateOne(Filters.eq(event), Updates.push("accepted_staff", entry(person)));
            }
        });

        assertThat(accepted()).as("let in for " + PLACES + " places").isGreaterThan(PLACES);
        assertOverflowIsSeen();
    }

    @Test
    void countThenInsertInASnapshotTransactionLetsTooManyIn() throws Exception {
        MongoCollection<Document> responses = database.getCollection("responses");
        press(person -> inSnapshot(session -> {
            long taken = responses.countDocuments(session, Filters.eq("eventId", event));
            allHaveRead.await(30, TimeUnit.SECONDS);
            if (taken < PLACES) {
                responses.insertOne(session, entry(person).append("eventId", event));
            }
        }));
        // What was inserted one by one, in the place where the sweep looks for it.
        List<Document> entries = responses.find(Filters.eq("eventId", event)).into(new ArrayList<>());
        events().updateOne(Filters.eq(event), Updates.set("accepted_staff", entries));

        assertThat(accepted()).as("let in for " + PLACES + " places").isGreaterThan(PLACES);
        assertOverflowIsSeen();
    }

    /** The third way does not even run: one update that takes a person out of a list and puts the person into it. */
    @Test
    void pullAndPushOfOneListInOneUpdateIsRefused() {
        assertThatThrownBy(() -> events().findOneAndUpdate(
                                Filters.eq(event),
                                Updates.combine(
                                        Updates.pull("accepted_staff", Filters.eq("userKey", "oidc:1")),
                                        Updates.push("accepted_staff", entry(1))),
                                new FindOneAndUpdateOptions()))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        refused -> assertThat(refused.getErrorCode()).isEqualTo(40));
        assertThat(accepted()).isZero();
    }

    private interface Attempt {
        void by(int person) throws Exception;
    }

    private interface Work {
        void in(ClientSession session) throws Exception;
    }

    private void press(Attempt attempt) throws Exception {
        List<Future<Void>> attempts = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            int person = i;
            attempts.add(people.submit(() -> {
                attempt.by(person);
                return null;
            }));
        }
        for (Future<Void> each : attempts) {
            each.get(60, TimeUnit.SECONDS);
        }
    }

    private void inSnapshot(Work work) throws Exception {
        TransactionOptions snapshot = TransactionOptions.builder()
                .readConcern(ReadConcern.SNAPSHOT)
                .writeConcern(WriteConcern.MAJORITY)
                .build();
        try (ClientSession session = mongo.startSession()) {
            session.startTransaction(snapshot);
            work.in(session);
            session.commitTransaction();
        }
    }

    private void assertOverflowIsSeen() {
        assertThat(new InvariantSweep(database).violations())
                .extracting(StoredViolation::kind)
                .contains(StoredViolation.Kind.OVERFLOW);
    }

    private int accepted() {
        return events().find(Filters.eq(event))
                .first()
                .getList("accepted_staff", Document.class)
                .size();
    }

    private MongoCollection<Document> events() {
        return database.getCollection("events");
    }

    private static Document entry(int person) {
        return new Document("userKey", "oidc:" + person)
                .append("role", "Server")
                .append("key", "server")
                .append("respondedAt", new Date())
                .append("version", 1L);
    }
}
