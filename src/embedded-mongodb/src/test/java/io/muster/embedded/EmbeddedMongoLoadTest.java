package io.muster.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Many clients at once, through the driver. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedMongoLoadTest {

    private static final int STREAMS = 120;

    private final EmbeddedMongo mongo = EmbeddedMongo.start();
    private MongoClient client;

    @BeforeAll
    void connect() {
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(mongo.uri()))
                .applyToConnectionPoolSettings(
                        pool -> pool.maxSize(STREAMS + 20).maxConnecting(20))
                .applicationName("load")
                .build());
    }

    @AfterAll
    void stop() {
        client.close();
        mongo.close();
    }

    @Test
    void streamsThatWaitKeepNobodyWaiting() throws Exception {
        MongoCollection<Document> journal = client.getDatabase("test").getCollection("journal");
        CountDownLatch opened = new CountDownLatch(STREAMS);
        CountDownLatch told = new CountDownLatch(STREAMS);
        ExecutorService readers = Executors.newFixedThreadPool(STREAMS);
        try {
            for (int i = 0; i < STREAMS; i++) {
                readers.execute(() -> {
                    try (MongoCursor<ChangeStreamDocument<Document>> cursor =
                            journal.watch().maxAwaitTime(20, TimeUnit.SECONDS).cursor()) {
                        opened.countDown();
                        cursor.next();
                        told.countDown();
                    }
                });
            }
            assertThat(opened.await(30, TimeUnit.SECONDS)).isTrue();
            long begin = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                client.getDatabase("admin").runCommand(new Document("ping", 1));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));

            journal.insertOne(new Document("_id", 1));

            assertThat(told.await(30, TimeUnit.SECONDS))
                    .as("every stream is told")
                    .isTrue();
        } finally {
            readers.shutdownNow();
        }
    }

    @Test
    void transactionsThatRetryLoseNothing() throws Exception {
        MongoCollection<Document> counters = client.getDatabase("test").getCollection("counters");
        counters.insertMany(List.of(new Document("_id", "a").append("n", 0), new Document("_id", "b").append("n", 0)));
        int threads = 8;
        int each = 25;
        CountDownLatch done = new CountDownLatch(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int t = 0; t < threads; t++) {
            pool.execute(() -> {
                try (ClientSession session = client.startSession()) {
                    for (int i = 0; i < each; i++) {
                        session.withTransaction(() -> {
                            counters.updateOne(session, new Document("_id", "a"), Updates.inc("n", -1));
                            return counters.updateOne(session, new Document("_id", "b"), Updates.inc("n", 1));
                        });
                    }
                    done.countDown();
                }
            });
        }
        assertThat(done.await(120, TimeUnit.SECONDS)).isTrue();
        pool.shutdown();

        assertThat(counters.find(new Document("_id", "a")).first()).containsEntry("n", -threads * each);
        assertThat(counters.find(new Document("_id", "b")).first()).containsEntry("n", threads * each);
    }

    @Test
    void explainsWhichIndexItReads() {
        MongoCollection<Document> events = client.getDatabase("test").getCollection("listed");
        events.createIndex(Indexes.ascending("audience", "ord"));
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            documents.add(new Document("_id", i)
                    .append("audience", List.of("team" + i % 20, "user" + i))
                    .append("ord", String.format("%05d", i * 7919 % 2000)));
        }
        events.insertMany(documents);
        Document filter = new Document("audience", new Document("$in", List.of("team1", "user4", "nobody")));

        Document plan =
                events.find(filter).sort(Indexes.ascending("ord")).limit(20).explain();
        Document unhelped = events.find(new Document("other", 1)).explain();

        assertThat(plan.toJson()).contains("SORT_MERGE", "audience_1_ord_1").doesNotContain("\"SORT\"");
        assertThat(plan.get("executionStats", Document.class).getInteger("totalKeysExamined"))
                .isBetween(20, 40);
        assertThat(unhelped.toJson()).contains("COLLSCAN");
        assertThat(events.find(filter).sort(Indexes.ascending("ord")).limit(20).into(new ArrayList<>()))
                .extracting(document -> document.getString("ord"))
                .isSorted()
                .hasSize(20);
    }

    @Test
    void aFailPointHurtsWhomItNames() {
        MongoCollection<Document> things = client.getDatabase("test").getCollection("hurt");
        things.insertOne(new Document("_id", 1));
        Document data = new Document("failCommands", List.of("insert"))
                .append("errorCode", 11601)
                .append("errorLabels", List.of(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL))
                .append("appName", "load")
                .append("blockConnection", true)
                .append("blockTimeMS", 200);
        client.getDatabase("admin")
                .runCommand(new Document("configureFailPoint", "failCommand")
                        .append("mode", new Document("times", 1))
                        .append("data", data));
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            long begin = System.nanoTime();
            MongoException failure =
                    catchThrowableOfType(MongoException.class, () -> things.insertOne(session, new Document("_id", 2)));

            assertThat(failure.getCode()).isEqualTo(11601);
            assertThat(failure.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL))
                    .isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
        things.insertOne(new Document("_id", 3));
        assertThat(things.countDocuments()).isEqualTo(2);
    }
}
