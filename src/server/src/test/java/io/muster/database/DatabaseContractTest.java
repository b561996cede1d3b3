package io.muster.database;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import com.mongodb.ConnectionString;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.OperationType;
import io.muster.testing.database.TestDatabase;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What the service expects of a database, whichever it is: of the embedded one by default, of the one named in
 * {@code MUSTER_MONGODB_URI} if that is set. Where they differ, MongoDB is right.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseContractTest {

    private static final TransactionOptions SNAPSHOT = TransactionOptions.builder()
            .readConcern(ReadConcern.SNAPSHOT)
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            .build();

    private final String databaseName = TestDatabase.freshName();
    private MongoClient client;
    private MongoCollection<Document> events;
    private MongoCollection<Document> journal;

    @BeforeAll
    void connect() {
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(TestDatabase.uri()))
                .applicationName("contract")
                .writeConcern(WriteConcern.MAJORITY)
                .uuidRepresentation(org.bson.UuidRepresentation.STANDARD)
                .build());
    }

    @AfterAll
    void drop() {
        client.getDatabase(databaseName).drop();
        client.close();
    }

    @BeforeEach
    void freshCollections() {
        MongoDatabase database = client.getDatabase(databaseName);
        events = database.getCollection("events");
        journal = database.getCollection("journal");
        events.drop();
        journal.drop();
        database.createCollection("events");
        database.createCollection("journal");
        journal.createIndex(Indexes.ascending("eventId", "requestKey"), new IndexOptions().unique(true));
        events.insertOne(event(2));
    }

    private static Document event(int count) {
        return new Document("_id", "e1")
                .append("version", 1)
                .append("roles", List.of(new Document("key", "cook").append("count", count)))
                .append("accepted_staff", List.of())
                .append("declined_staff", List.of());
    }

    private static Document entry(String user) {
        return new Document("userKey", user).append("role", "Cook").append("key", "cook");
    }

    /** The guard of the service: nobody of them is there yet, and the role has room for all of them. */
    private static Document guard(int version, List<String> users) {
        Document taken = new Document(
                "$size",
                new Document(
                        "$filter",
                        new Document("input", "$accepted_staff")
                                .append("as", "entry")
                                .append(
                                        "cond",
                                        new Document(
                                                "$eq", List.of("$$entry.key", new Document("$literal", "cook"))))));
        Document role = new Document(
                "$arrayElemAt",
                List.of(
                        "$roles.count",
                        new Document("$indexOfArray", List.of("$roles.key", new Document("$literal", "cook")))));
        return new Document("_id", "e1")
                .append("version", version)
                .append("accepted_staff.userKey", new Document("$nin", users))
                .append(
                        "$expr",
                        new Document("$lte", List.of(new Document("$add", List.of(taken, users.size())), role)));
    }

    private static Bson accept(List<String> users) {
        return Updates.combine(
                Updates.pushEach(
                        "accepted_staff",
                        users.stream().map(DatabaseContractTest::entry).toList()),
                Updates.inc("version", 1));
    }

    private Document acceptInOne(ClientSession session, int version, List<String> users) {
        return events.findOneAndUpdate(
                session,
                guard(version, users),
                accept(users),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    }

    private ClientSession begin() {
        ClientSession session = client.startSession();
        session.startTransaction(SNAPSHOT);
        return session;
    }

    private Document stored() {
        return events.find(new Document("_id", "e1")).first();
    }

    /** More than a document may hold, in documents that a reply holds singly. */
    private static final int LARGE = 20;

    private void insertLarge() {
        events.deleteMany(new Document());
        String megabyte = "x".repeat(1024 * 1024);
        for (int i = 0; i < LARGE; i++) {
            events.insertOne(new Document("_id", i).append("text", megabyte));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "20, 0", "20, 100", "-20, 0", "0, 8"})
    void aFindThatIsLargerThanAReplyGoesOnInTheNextOne(int limit, int batchSize) {
        insertLarge();

        List<Document> found = events.find()
                .sort(new Document("_id", 1))
                .limit(limit)
                .batchSize(batchSize)
                .into(new ArrayList<>());

        // A negative limit asks for one reply and no more.
        assertThat(found).hasSize(limit < 0 ? 15 : LARGE);
    }

    /** Java's order of texts is another one: there a supplementary character is below the last ones of two bytes. */
    @Test
    void textsAreOrderedByTheirBytes() {
        List<String> ordered = List.of(
                "a", "az", "a\uA000", "a\uFFFF", "a" + Character.toString(0x10330), "a" + Character.toString(0x10FFFF));
        MongoCollection<Document> texts = client.getDatabase(databaseName).getCollection("texts");
        texts.createIndex(new Document("text", 1));
        for (int i = ordered.size() - 1; i >= 0; i--) {
            texts.insertOne(new Document("_id", i).append("text", ordered.get(i)));
        }

        for (String hint : List.of("text_1", "_id_")) {
            assertThat(texts.find(new Document("text", new Document("$gt", "a\uA000").append("$lt", ordered.get(5))))
                            .sort(new Document("text", 1))
                            .hintString(hint)
                            .map(document -> document.getString("text")))
                    .as(hint)
                    .containsExactlyElementsOf(ordered.subList(3, 5));
        }
    }

    @Test
    void anAggregateThatIsLargerThanAReplyGoesOnInTheNextOne() {
        insertLarge();

        assertThat(events.aggregate(List.of(new Document("$sort", new Document("_id", 1))))
                        .into(new ArrayList<>()))
                .extracting(document -> document.getInteger("_id"))
                .containsExactlyElementsOf(IntStream.range(0, LARGE).boxed().toList());
    }

    @Test
    void aCursorWhoseLimitIsReachedIsClosed() {
        insertLarge();
        Document find = new Document("find", "events")
                .append("projection", new Document("_id", 1))
                .append("limit", LARGE);

        Document small = client.getDatabase(databaseName).runCommand(find).get("cursor", Document.class);
        find.remove("projection");
        Document large = client.getDatabase(databaseName).runCommand(find).get("cursor", Document.class);

        assertThat(small.getLong("id")).isZero();
        assertThat(small.getList("firstBatch", Document.class))
                .hasSize(LARGE)
                .allSatisfy(document -> assertThat(document).containsOnlyKeys("_id"));
        assertThat(large.getLong("id")).isNotZero();
        assertThat(large.getList("firstBatch", Document.class)).hasSizeBetween(1, 15);
    }

    private static MongoException failureOf(Runnable action) {
        return catchThrowableOfType(MongoException.class, action::run);
    }

    @Test
    void theGuardLetsInWhoFitsAndNobodyElse() {
        try (ClientSession session = begin()) {
            assertThat(acceptInOne(session, 1, List.of("ann", "bob"))).isNotNull();
            session.commitTransaction();
            session.startTransaction(SNAPSHOT);
            assertThat(acceptInOne(session, 2, List.of("eve"))).as("full").isNull();
            assertThat(acceptInOne(session, 2, List.of("ann")))
                    .as("there already")
                    .isNull();
            assertThat(acceptInOne(session, 1, List.of("eve")))
                    .as("an old version")
                    .isNull();
            session.abortTransaction();
        }

        assertThat(stored().getList("accepted_staff", Document.class)).containsExactly(entry("ann"), entry("bob"));
        assertThat(stored().getInteger("version")).isEqualTo(2);
    }

    @Test
    void theGuardComparesTextAsTextAlsoIfItLooksLikeAPath() {
        List<String> names = List.of("$secret", "$$ROOT");
        try (ClientSession session = begin()) {
            assertThat(acceptInOne(session, 1, names)).isNotNull();
            session.commitTransaction();
        }

        assertThat(stored().getList("accepted_staff", Document.class))
                .containsExactly(entry("$secret"), entry("$$ROOT"));
    }

    @Test
    void pullAndPushOnOneArrayConflict() {
        Document both = new Document("$pull", new Document("accepted_staff", entry("ann")))
                .append("$push", new Document("accepted_staff", entry("bob")));

        assertThat(failureOf(() -> events.updateOne(new Document("_id", "e1"), both))
                        .getCode())
                .isEqualTo(40);
    }

    @Test
    void pullTakesOutWhoIsNamed() {
        events.updateOne(new Document("_id", "e1"), accept(List.of("ann", "bob")));

        events.updateOne(
                new Document("_id", "e1"),
                new Document(
                        "$pull",
                        new Document(
                                "accepted_staff",
                                new Document("userKey", new Document("$in", List.of("ann", "eve"))))));

        assertThat(stored().getList("accepted_staff", Document.class)).containsExactly(entry("bob"));
    }

    @Test
    void aPipelineUpdateSeesTheFieldsAndTheTime() {
        Instant before = Instant.now().minusSeconds(60);

        events.updateOne(
                new Document("_id", "e1"),
                List.of(new Document(
                        "$set",
                        new Document("updatedAt", "$$NOW")
                                .append("version", new Document("$add", List.of("$version", 1))))));

        assertThat(stored().getInteger("version")).isEqualTo(2);
        assertThat(stored().getDate("updatedAt")).isAfter(Date.from(before));
    }

    @Test
    void theTimeComesWithTheSnapshot() {
        try (ClientSession session = begin()) {
            Document read = events.aggregate(
                            session,
                            List.of(
                                    Aggregates.match(new Document("_id", "e1")),
                                    new Document("$addFields", new Document("now", "$$NOW"))))
                    .first();
            events.updateOne(new Document("_id", "e1"), Updates.set("version", 7));
            Document again = events.find(session, new Document("_id", "e1")).first();
            session.abortTransaction();

            assertThat(read.getDate("now"))
                    .isCloseTo(new Date(), Duration.ofMinutes(1).toMillis());
            assertThat(again.getInteger("version")).as("the snapshot's").isEqualTo(1);
        }
    }

    @Test
    void aTransactionIsSeenAsAWholeOrNotAtAll() {
        try (ClientSession session = begin()) {
            acceptInOne(session, 1, List.of("ann"));
            journal.insertOne(
                    session, new Document("_id", 1).append("eventId", "e1").append("requestKey", "k"));

            assertThat(stored().getInteger("version")).isEqualTo(1);
            assertThat(journal.countDocuments()).isZero();
            session.commitTransaction();
        }

        assertThat(stored().getInteger("version")).isEqualTo(2);
        assertThat(journal.countDocuments()).isEqualTo(1);
    }

    /** What refusals rest on that need no transaction: the event first, then the journal, which is not older. */
    @Test
    void whatWasAcknowledgedIsReadOutsideOfTransactionsAndWaitsForNone() {
        MongoCollection<Document> latest = events.withReadConcern(ReadConcern.LINEARIZABLE);
        List<Document> pipeline = List.of(
                new Document("$match", new Document("_id", "e1")),
                new Document("$project", new Document("version", 1).append("now", "$$NOW")),
                new Document(
                        "$lookup",
                        new Document("from", "journal")
                                .append("pipeline", List.of(new Document("$match", new Document("_id", 1))))
                                .append("as", "beside")));
        try (ClientSession writer = begin();
                ClientSession during = client.startSession();
                ClientSession after = client.startSession()) {
            acceptInOne(writer, 1, List.of("ann"));
            journal.insertOne(
                    writer, new Document("_id", 1).append("eventId", "e1").append("requestKey", "k"));
            assertThat(latest.aggregate(during, pipeline).first().getInteger("version"))
                    .isEqualTo(1);
            writer.commitTransaction();

            Document read = latest.aggregate(after, pipeline).first();
            assertThat(read.getInteger("version")).isEqualTo(2);
            assertThat(read.getDate("now"))
                    .isCloseTo(new Date(), Duration.ofMinutes(1).toMillis());
            assertThat(after.getOperationTime()).isNotNull();
            assertThat(journal.withReadConcern(ReadConcern.MAJORITY)
                            .find(after, new Document("eventId", "e1").append("requestKey", "k")))
                    .hasSize(1);
        }
    }

    /** So it is the first thing that a session reads. */
    @Test
    void whatASessionHasSeenCannotBeAskedOfSuchARead() {
        try (ClientSession session = client.startSession()) {
            events.find(session).first();

            MongoCommandException refused = catchThrowableOfType(
                    MongoCommandException.class,
                    () -> events.withReadConcern(ReadConcern.LINEARIZABLE)
                            .find(session)
                            .first());
            assertThat(refused.getErrorCode()).isEqualTo(72);
        }
    }

    @Test
    void anAbortLeavesNothing() {
        try (ClientSession session = begin()) {
            acceptInOne(session, 1, List.of("ann"));
            journal.insertOne(session, new Document("_id", 1));
            session.abortTransaction();
        }

        assertThat(stored()).isEqualTo(event(2));
        assertThat(journal.countDocuments()).isZero();
    }

    @Test
    void theSecondWriterInATransactionGetsAConflictAtOnce() {
        try (ClientSession first = begin();
                ClientSession second = begin()) {
            acceptInOne(first, 1, List.of("ann"));

            MongoException conflict = failureOf(() -> acceptInOne(second, 1, List.of("bob")));

            assertThat(conflict.getCode()).isEqualTo(112);
            assertThat(conflict.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL))
                    .isTrue();
            first.commitTransaction();
        }
        assertThat(stored().getList("accepted_staff", Document.class)).containsExactly(entry("ann"));
    }

    @Test
    void aWriteOverWhatWasCommittedAfterTheSnapshotConflicts() {
        try (ClientSession session = begin()) {
            events.find(session, new Document("_id", "e1")).first();
            events.updateOne(new Document("_id", "e1"), Updates.set("title", "changed"));

            MongoException conflict = failureOf(() -> acceptInOne(session, 1, List.of("ann")));

            assertThat(conflict.getCode()).isEqualTo(112);
            assertThat(conflict.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL))
                    .isTrue();
        }
    }

    @Test
    void writeSkewCommits() {
        events.insertOne(new Document("_id", "e2").append("version", 1));
        try (ClientSession first = begin();
                ClientSession second = begin()) {
            assertThat(events.countDocuments(first, new Document("version", 1))).isEqualTo(2);
            assertThat(events.countDocuments(second, new Document("version", 1)))
                    .isEqualTo(2);
            events.updateOne(first, new Document("_id", "e1"), Updates.set("version", 2));
            events.updateOne(second, new Document("_id", "e2"), Updates.set("version", 2));
            first.commitTransaction();
            second.commitTransaction();
        }

        assertThat(events.countDocuments(new Document("version", 2))).isEqualTo(2);
    }

    @Test
    void aWriterOutsideWaitsForTheTransaction() throws Exception {
        try (ClientSession session = begin()) {
            acceptInOne(session, 1, List.of("ann"));
            CompletableFuture<Long> outside = CompletableFuture.supplyAsync(
                    () -> events.updateOne(new Document("_id", "e1"), Updates.inc("version", 10))
                            .getModifiedCount());
            assertThatThrownBy(() -> outside.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            session.commitTransaction();

            assertThat(outside.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        }
        assertThat(stored().getInteger("version")).isEqualTo(12);
    }

    @Test
    void aDuplicateKeyEndsTheTransaction() {
        journal.insertOne(new Document("_id", 1).append("eventId", "e1").append("requestKey", "k"));
        try (ClientSession session = begin()) {
            acceptInOne(session, 1, List.of("ann"));

            MongoWriteException duplicate = catchThrowableOfType(
                    MongoWriteException.class,
                    () -> journal.insertOne(
                            session,
                            new Document("_id", 2).append("eventId", "e1").append("requestKey", "k")));
            assertThat(duplicate.getError().getCode()).isEqualTo(11000);

            MongoException commit = failureOf(session::commitTransaction);
            assertThat(commit.getCode()).isEqualTo(251);
        }
        assertThat(stored()).isEqualTo(event(2));
    }

    @Test
    void aDuplicateKeyInABatchTellsWhichEntryItIs() {
        journal.insertOne(new Document("_id", 1).append("eventId", "e1").append("requestKey", "k"));

        MongoBulkWriteException duplicate = catchThrowableOfType(
                MongoBulkWriteException.class,
                () -> journal.insertMany(List.of(
                        new Document("_id", 2).append("eventId", "e1").append("requestKey", "other"),
                        new Document("_id", 3).append("eventId", "e1").append("requestKey", "k"))));

        assertThat(duplicate.getWriteErrors()).singleElement().satisfies(error -> {
            assertThat(error.getIndex()).isEqualTo(1);
            assertThat(error.getCode()).isEqualTo(11000);
        });
        assertThat(journal.countDocuments()).isEqualTo(2);
    }

    @Test
    void aKeyThatAnAbortedTransactionTookIsFree() {
        try (ClientSession session = begin()) {
            journal.insertOne(
                    session, new Document("_id", 1).append("eventId", "e1").append("requestKey", "k"));
            session.abortTransaction();
        }
        journal.insertOne(new Document("_id", 2).append("eventId", "e1").append("requestKey", "k"));

        assertThat(journal.countDocuments()).isEqualTo(1);
    }

    @Test
    void aUniqueKeyThatAnOpenTransactionTookConflicts() {
        try (ClientSession first = begin();
                ClientSession second = begin()) {
            journal.insertOne(
                    first, new Document("_id", 1).append("eventId", "e1").append("requestKey", "k"));

            MongoException conflict = failureOf(() -> journal.insertOne(
                    second, new Document("_id", 2).append("eventId", "e1").append("requestKey", "k")));

            assertThat(conflict.getCode()).isEqualTo(112);
            first.commitTransaction();
        }
    }

    @Test
    void committingTwiceIsFine() {
        try (ClientSession session = begin()) {
            acceptInOne(session, 1, List.of("ann"));
            session.commitTransaction();
            session.commitTransaction();
        }

        assertThat(stored().getInteger("version")).isEqualTo(2);
    }

    @Test
    void killingASessionFreesItsTransaction() {
        try (ClientSession orphan = begin()) {
            acceptInOne(orphan, 1, List.of("ann"));
            BsonDocument id = orphan.getServerSession().getIdentifier();
            List<Document> open = client.getDatabase("admin")
                    .aggregate(List.of(
                            new Document("$currentOp", new Document("allUsers", true).append("idleSessions", true)),
                            Aggregates.match(new Document("lsid.id", id.get("id")))))
                    .into(new ArrayList<>());
            assertThat(open)
                    .singleElement()
                    .satisfies(operation -> assertThat(operation
                                    .get("transaction", Document.class)
                                    .get("timeOpenMicros", Number.class)
                                    .longValue())
                            .isNotNegative());

            client.getDatabase("admin").runCommand(new Document("killSessions", List.of(id)));

            assertThat(events.updateOne(new Document("_id", "e1"), Updates.set("version", 5))
                            .getModifiedCount())
                    .isEqualTo(1);
            MongoException lost = failureOf(orphan::commitTransaction);
            assertThat(lost.getCode()).isEqualTo(251);
        }
        assertThat(stored().getInteger("version")).isEqualTo(5);
    }

    @Test
    void aStreamTellsCommitsInOrderAndNothingBefore() {
        ChangeStreamIterable<Document> stream = journal.watch(
                        List.of(Aggregates.match(new Document("operationType", "insert"))))
                .maxAwaitTime(500, TimeUnit.MILLISECONDS);
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor = stream.cursor();
                ClientSession session = begin()) {
            journal.insertOne(session, line(1));
            journal.insertOne(session, line(2));
            assertThat(cursor.tryNext()).isNull();
            session.commitTransaction();
            journal.insertOne(line(3));

            List<ChangeStreamDocument<Document>> told = List.of(cursor.next(), cursor.next(), cursor.next());

            assertThat(told)
                    .extracting(event -> event.getFullDocument().get("_id"))
                    .containsExactly(1, 2, 3);
            assertThat(told).extracting(ChangeStreamDocument::getOperationType).containsOnly(OperationType.INSERT);
            assertThat(told.get(0).getClusterTime()).isEqualTo(told.get(1).getClusterTime());
            assertThat(told.get(0).getTxnNumber()).isNotNull();
            assertThat(told).extracting(DatabaseContractTest::token).isSorted().doesNotHaveDuplicates();
        }
    }

    private static Document line(int id) {
        return new Document("_id", id).append("eventId", "e1").append("requestKey", "k" + id);
    }

    private static String token(ChangeStreamDocument<Document> event) {
        return event.getResumeToken().getString("_data").getValue();
    }

    @Test
    void aStreamResumesAfterEveryEventAlsoInsideATransaction() {
        List<ChangeStreamDocument<Document>> told = new ArrayList<>();
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                        journal.watch().cursor();
                ClientSession session = begin()) {
            journal.insertOne(session, line(1));
            journal.insertOne(session, line(2));
            session.commitTransaction();
            journal.insertOne(line(3));
            told.addAll(List.of(cursor.next(), cursor.next(), cursor.next()));
        }

        assertThat(idsAfter(journal.watch().resumeAfter(told.get(0).getResumeToken()), 2))
                .containsExactly(2, 3);
        assertThat(idsAfter(journal.watch().startAfter(told.get(1).getResumeToken()), 1))
                .containsExactly(3);
        BsonTimestamp time = told.get(0).getClusterTime();
        assertThat(idsAfter(journal.watch().startAtOperationTime(time), 3)).containsExactly(1, 2, 3);
    }

    private static List<Object> idsAfter(ChangeStreamIterable<Document> stream, int count) {
        List<Object> ids = new ArrayList<>();
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor = stream.cursor()) {
            for (int i = 0; i < count; i++) {
                ids.add(cursor.next().getFullDocument().get("_id"));
            }
        }
        return ids;
    }

    @Test
    void aQuietStreamStillMovesItsPosition() {
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                journal.watch().maxAwaitTime(100, TimeUnit.MILLISECONDS).cursor()) {
            assertThat(cursor.tryNext()).isNull();
            BsonDocument first = cursor.getResumeToken();
            events.updateOne(new Document("_id", "e1"), Updates.inc("version", 1));
            assertThat(cursor.tryNext()).isNull();

            assertThat(cursor.getResumeToken().getString("_data").getValue())
                    .isGreaterThanOrEqualTo(first.getString("_data").getValue());
        }
    }

    @Test
    void aTransactionCannotCreateACollectionBefore44() {
        MongoCollection<Document> missing = client.getDatabase(databaseName).getCollection("missing");
        missing.drop();
        try (ClientSession session = begin()) {
            missing.insertOne(session, new Document("_id", 1));
            session.abortTransaction();
        } catch (MongoWriteException refused) {
            assertThat(refused.getError().getCode()).isEqualTo(263);
        }

        assertThat(missing.countDocuments()).isZero();
    }

    @Test
    void anUnknownCommandIsRefusedAsSuch() {
        assertThatThrownBy(() -> client.getDatabase(databaseName).runCommand(new Document("noSuchCommand", 1)))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        refused -> assertThat(refused.getErrorCode()).isEqualTo(59));
    }
}
