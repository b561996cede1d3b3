package io.muster.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import org.bson.Document;

/**
 * What the embedded database can do. It asserts nothing, because times depend on the machine. To be run by hand:
 *
 * <pre>./mvnw -q test-compile org.codehaus.mojo:exec-maven-plugin:3.5.1:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.muster.embedded.EmbeddedMongoBenchmark</pre>
 */
public final class EmbeddedMongoBenchmark {

    private EmbeddedMongoBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<Document> events = client.getDatabase("bench").getCollection("events");
            MongoCollection<Document> journal = client.getDatabase("bench").getCollection("journal");
            batches(client, events, journal);
            pointReads(events);
            lists(client.getDatabase("bench").getCollection("many"));
        }
    }

    private static void batches(
            MongoClient client, MongoCollection<Document> events, MongoCollection<Document> journal) {
        events.createIndex(Indexes.ascending("accepted_staff.userKey"), new IndexOptions().sparse(true));
        journal.createIndex(Indexes.ascending("eventId", "requestKey"), new IndexOptions().unique(true));
        journal.createIndex(Indexes.ascending("userKey", "at"));
        for (int round = 0; round < 20; round++) {
            String id = "e" + round;
            events.insertOne(new Document("_id", id).append("version", 0).append("accepted_staff", List.of()));
            for (int batch = 0; batch < 2; batch++) {
                long begin = System.nanoTime();
                long[] steps = batch(client, events, journal, id, batch);
                System.out.printf(
                        "batch of 1000 on %d present: %.1f ms (update %.1f, journal %.1f, commit %.1f)%n",
                        batch * 1000, millis(begin), steps[0] / 1e6, steps[1] / 1e6, steps[2] / 1e6);
            }
        }
    }

    private static long[] batch(
            MongoClient client,
            MongoCollection<Document> events,
            MongoCollection<Document> journal,
            String id,
            int batch) {
        List<Document> entries = new ArrayList<>();
        List<Document> lines = new ArrayList<>();
        List<String> users = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int n = batch * 1000 + i;
            users.add("user-" + n);
            entries.add(new Document("userKey", "user-" + n)
                    .append("role", "Cook")
                    .append("key", "cook")
                    .append("version", n));
            lines.add(new Document("_id", new Document("e", id).append("v", n))
                    .append("eventId", id)
                    .append("requestKey", "request-" + n)
                    .append("userKey", "user-" + n)
                    .append("at", new java.util.Date())
                    .append("response", "accepted"));
        }
        Document taken = new Document(
                "$size",
                new Document(
                        "$filter",
                        new Document("input", "$accepted_staff")
                                .append("as", "e")
                                .append(
                                        "cond",
                                        new Document("$eq", List.of("$$e.key", new Document("$literal", "cook"))))));
        Document guard = new Document("_id", id)
                .append("accepted_staff.userKey", new Document("$nin", users))
                .append("$expr", new Document("$lte", List.of(new Document("$add", List.of(taken, 1000)), 2000)));
        try (ClientSession session = client.startSession()) {
            session.startTransaction(TransactionOptions.builder()
                    .readConcern(ReadConcern.SNAPSHOT)
                    .build());
            long begin = System.nanoTime();
            events.findOneAndUpdate(
                    session,
                    guard,
                    Updates.combine(Updates.pushEach("accepted_staff", entries), Updates.inc("version", 1)));
            long updated = System.nanoTime();
            journal.insertMany(session, lines);
            long written = System.nanoTime();
            session.commitTransaction();
            return new long[] {updated - begin, written - updated, System.nanoTime() - written};
        }
    }

    private static void pointReads(MongoCollection<Document> events) throws InterruptedException {
        events.insertOne(new Document("_id", "small").append("title", "a small one"));
        for (int threads : new int[] {1, 32}) {
            for (int round = 0; round < 3; round++) {
                int each = 20_000 / threads;
                long[] times = new long[each * threads];
                AtomicInteger next = new AtomicInteger();
                CountDownLatch done = new CountDownLatch(threads);
                long begin = System.nanoTime();
                for (int t = 0; t < threads; t++) {
                    new Thread(() -> {
                                for (int i = 0; i < each; i++) {
                                    long start = System.nanoTime();
                                    events.find(new Document("_id", "small")).first();
                                    times[next.getAndIncrement()] = System.nanoTime() - start;
                                }
                                done.countDown();
                            })
                            .start();
                }
                done.await();
                double seconds = (System.nanoTime() - begin) / 1e9;
                Arrays.sort(times);
                System.out.printf(
                        "point reads, %d threads: %.0f a second, P50 %.3f ms, P99 %.3f ms%n",
                        threads,
                        times.length / seconds,
                        times[times.length / 2] / 1e6,
                        times[times.length * 99 / 100] / 1e6);
            }
        }
    }

    private static void lists(MongoCollection<Document> many) {
        many.createIndex(Indexes.ascending("audience", "ord"));
        many.createIndex(Indexes.ascending("managerId", "ord"));
        many.createIndex(Indexes.ascending("updatedAt"));
        long begin = System.nanoTime();
        for (int block = 0; block < 100; block++) {
            List<Document> documents = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                int n = block * 1000 + i;
                documents.add(new Document("_id", "id" + n)
                        .append(
                                "audience",
                                n % 100 == 0 ? List.of("everyone") : List.of("team" + n % 997, "u" + n % 5003))
                        .append("managerId", "m" + n % 50)
                        .append("ord", String.format("2026-%02d-%02d/%06d", n % 12 + 1, n % 28 + 1, n))
                        .append("updatedAt", new java.util.Date(n)));
            }
            many.insertMany(documents);
        }
        System.out.printf("100 000 events stored in %.0f ms%n", millis(begin));
        for (int round = 0; round < 5; round++) {
            begin = System.nanoTime();
            int found = many.find(new Document("audience", new Document("$in", List.of("everyone", "team5", "u7"))))
                    .sort(new Document("ord", 1))
                    .limit(50)
                    .into(new ArrayList<>())
                    .size();
            System.out.printf("a page of %d of what a user may see: %.2f ms%n", found, millis(begin));
        }
    }

    private static double millis(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }
}
