package io.muster.respond.transaction;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.respond.TestClient;
import io.muster.respond.UndecidedException;
import io.muster.store.DatabaseFailure;
import io.muster.testing.database.TestDatabase;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/** The transaction loop against a database that is made to fail: a counter and its journal, which must not part. */
@Tag("slow")
class TransactionFaultsTest {
    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final Document COUNTER = new Document("_id", "counter");

    private final TestClient client = new TestClient(TestDatabase.uri(), TestDatabase.freshName(), Map.of());
    private final ReactiveMongoCollection<Document> counters = client.database.getCollection("counters");
    private final ReactiveMongoCollection<Document> lines = client.database.getCollection("lines");

    @BeforeEach
    void aCounter() {
        counters.insertOne(new Document(COUNTER).append("n", 0)).await().indefinitely();
        lines.insertOne(new Document("_id", 0)).await().indefinitely();
    }

    @AfterEach
    void nothingIsLeft() {
        client.failNoMore();
        await().until(client.loop::isIdle);
        client.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void conflictsAreTriedAgain(int times) {
        client.failNext(times, "insert", new Document("errorCode", 112));

        assertThat(count()).isOne();
        assertThat(client.count("muster.transactions.begun")).isEqualTo(times + 1);
        assertCountedOnce();
    }

    @Test
    void aKilledSessionIsTriedAgain() {
        client.failNext(1, "insert", new Document("errorCode", 251));

        assertThat(count()).isOne();
        assertCountedOnce();
    }

    @Test
    void aConnectionLostBetweenUpdateAndCommitIsTriedAgain() {
        client.failNext(1, "insert", new Document("closeConnection", true));

        assertThat(count()).isOne();
        assertCountedOnce();
    }

    @Test
    void aCommitThatFailsBeforeItTakesEffectIsSentAgain() {
        client.failNext(3, "commitTransaction", new Document("errorCode", 91));

        assertThat(count()).isOne();
        assertThat(client.count("muster.transactions.begun")).isOne();
        assertCountedOnce();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 91, 79, 100})
    void aCommitWhoseEffectIsThereButNotAcknowledgedIsSentAgain(int code) {
        Document error = new Document("code", code).append("errmsg", "not replicated");
        client.failNext(3, "commitTransaction", new Document("writeConcernError", error));

        assertThat(count()).isOne();
        assertThat(client.count("muster.transactions.begun")).isOne();
        assertCountedOnce();
    }

    @Test
    void aConnectionLostAtTheCommitIsSentAgain() {
        client.failNext(3, "commitTransaction", new Document("closeConnection", true));

        assertThat(count()).isOne();
        assertThat(client.count("muster.transactions.begun")).isOne();
        assertCountedOnce();
    }

    @Test
    void aCommitNobodyAcknowledgesUntilTheDeadlineIsOfUnknownOutcome() {
        Document error = new Document("code", 64).append("errmsg", "not replicated");
        client.failNext(1_000, "commitTransaction", new Document("writeConcernError", error));

        assertThatThrownBy(this::count)
                .isInstanceOfSatisfying(
                        UndecidedException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(UndecidedException.Reason.OUTCOME_UNKNOWN));
        assertCountedOnce();
    }

    @Test
    void aRefusalOfTheDatabasesOwnLeavesNothing() {
        Uni<Integer> duplicate = run(session -> increment(session)
                .chain(n -> lines.insertOne(session, new Document("_id", 0)).replaceWith(n)));

        assertThatThrownBy(() -> duplicate.await().indefinitely()).matches(DatabaseFailure::isDuplicateKey);
        assertThat(counter()).isZero();
        assertThat(count()).isOne();
    }

    @Test
    void aStatementThatHangsIsAnsweredAtTheDeadlineAndItsTransactionIsEnded() {
        assumeThat(TestDatabase.isEmbedded()).as("4.2 cannot be made to hang").isTrue();
        client.failNext(1, "insert", new Document("blockConnection", true).append("blockTimeMS", 6_000));

        assertThatThrownBy(() -> run(this::countIn).await().atMost(LONGEST.plusMillis(500)))
                .isInstanceOfSatisfying(
                        UndecidedException.class,
                        failure ->
                                assertThat(failure.reason()).isEqualTo(UndecidedException.Reason.DATABASE_UNAVAILABLE));

        await().until(client.loop::isIdle);
        assertThat(counter()).isZero();
        assertThat(count()).isOne();
        assertCountedOnce();
    }

    @Tag("slow")
    @Test
    void aCommitThatHangsIsOfUnknownOutcome() {
        assumeThat(TestDatabase.isEmbedded()).as("4.2 cannot be made to hang").isTrue();
        client.failNext(1_000, "commitTransaction", new Document("blockConnection", true).append("blockTimeMS", 6_000));

        assertThatThrownBy(() -> run(this::countIn).await().atMost(LONGEST.plusMillis(500)))
                .isInstanceOfSatisfying(
                        UndecidedException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(UndecidedException.Reason.OUTCOME_UNKNOWN));
        client.failNoMore();
        await().untilAsserted(this::assertCountedOnce);
    }

    @Test
    void whoeverStopsListeningLeavesNoTransactionOpen() {
        run(this::countIn).subscribe().with(n -> {}).cancel();

        await().untilAsserted(this::assertCountedOnce);
        assertThat(client.openTransactions()).isEmpty();
    }

    @Tag("slow")
    @Test
    void aTransactionNobodyWillEndIsEnded() {
        ClientSession gone = client.client.startSession().await().indefinitely();
        gone.startTransaction(
                TransactionOptions.builder().readConcern(ReadConcern.SNAPSHOT).build());
        increment(gone).await().indefinitely();

        await().atMost(Duration.ofSeconds(6))
                .ignoreExceptionsInstanceOf(UndecidedException.class)
                .until(() -> count() == 1);

        assertCountedOnce();
    }

    private int count() {
        return run(this::countIn).await().indefinitely();
    }

    private <T> Uni<T> run(Function<ClientSession, Uni<T>> work) {
        return client.run(LONGEST, work);
    }

    private Uni<Integer> countIn(ClientSession session) {
        return increment(session)
                .chain(n -> lines.insertOne(session, new Document("_id", n)).replaceWith(n));
    }

    private Uni<Integer> increment(ClientSession session) {
        return counters.findOneAndUpdate(session, COUNTER, new Document("$inc", new Document("n", 1)))
                .map(before -> before.getInteger("n") + 1);
    }

    private int counter() {
        return counters.find(COUNTER).collect().first().await().indefinitely().getInteger("n");
    }

    private void assertCountedOnce() {
        assertThat(counter()).isOne();
        assertThat(lines.countDocuments().await().indefinitely()).isEqualTo(2);
    }
}
