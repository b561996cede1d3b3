package io.muster.respond;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.plan.Decision;
import io.muster.testing.database.TestDatabase;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Lanes on a database, alone and beside another process's, undisturbed and disturbed; the invariants hold after each. */
@Tag("slow")
class LanesFaultsTest {
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);
    private static final int COMMITS_COMPARED = 500;

    private final String database = TestDatabase.freshName();
    private final Process one = new Process(TestDatabase.uri(), database, Map.of());
    private final Process two = new Process(TestDatabase.uri(), database, Map.of());

    @BeforeEach
    void collections() {
        TestSchema.make(one.client.database);
    }

    @AfterEach
    void invariantsHold() {
        one.client.failNoMore();
        await().until(() -> one.client.loop.isIdle() && two.client.loop.isIdle());
        Sweep.assertInvariantsHold(one.client.database);
        assertThat(one.client.count("muster.guard.misses")).isZero();
        assertThat(two.client.count("muster.guard.misses")).isZero();
        one.close();
        two.close();
    }

    @ParameterizedTest
    @CsvSource({"1000,10", "1000,1000"})
    void exactlyAsManyGetInAsThereArePlaces(int people, int places) {
        Event event = one.create(Samples.published(places));
        double before = one.client.count("muster.transactions.begun");

        List<UniAssertSubscriber<Outcome>> answers = burst(List.of(one), event.id(), people);

        assertThat(recorded(answers)).isEqualTo(places);
        assertThat(one.client.count("muster.transactions.begun") - before).isLessThanOrEqualTo(8);
    }

    @Test
    void twoProcessesLetInExactlyAsManyBetweenThem() {
        Event event = one.create(Samples.published(100));

        List<UniAssertSubscriber<Outcome>> answers = burst(List.of(one, two), event.id(), 600);

        assertThat(recorded(answers)).isEqualTo(100);
        assertThat(answers).allSatisfy(UniAssertSubscriber::assertCompleted);
    }

    @Test
    void onlyTheSenderOfWhatTheDatabaseRefusesHearsOfIt() {
        Event event = one.create(Samples.published(500));
        List<KeyedCommand> requests = new ArrayList<>(
                IntStream.range(0, 500).mapToObj(i -> Requests.accept("p" + i)).toList());
        // Its key is in the journal already, and being a random one it is not looked up.
        KeyedCommand culprit = requests.get(321);
        one.client
                .database
                .getCollection("journal")
                .insertOne(new Document("_id", new Document("e", event.id()).append("v", 1_000_000L))
                        .append("eventId", event.id())
                        .append("requestKey", culprit.key()))
                .await()
                .indefinitely();

        List<UniAssertSubscriber<Outcome>> answers =
                requests.stream().map(request -> one.send(event.id(), request)).toList();
        awaitAll(answers);

        assertThat(recorded(answers)).isEqualTo(499);
        UndecidedException failure = (UndecidedException)
                answers.get(321).assertFailedWith(UndecidedException.class).getFailure();
        assertThat(failure.reason()).isEqualTo(UndecidedException.Reason.INTERNAL);
        one.client
                .database
                .getCollection("journal")
                .deleteOne(new Document("_id", new Document("e", event.id()).append("v", 1_000_000L)))
                .await()
                .indefinitely();
    }

    @Test
    void whoeverHangsUpIsDecidedAllTheSameAndLeavesNoTransactionOpen() {
        Event event = one.create(Samples.published(50));

        List<UniAssertSubscriber<Outcome>> answers = IntStream.range(0, 200)
                .mapToObj(i -> one.send(event.id(), Requests.accept("p" + i)))
                .toList();
        answers.forEach(UniAssertSubscriber::cancel);

        await().atMost(ANSWERED_WITHIN).until(() -> one.lanes.unanswered() == 0 && one.client.loop.isIdle());
        assertThat(one.client.openTransactions()).isEmpty();
        assertThat(two.submit(event.id(), Requests.accept("late"))
                        .await()
                        .indefinitely()
                        .event()
                        .accepted())
                .hasSize(50);
    }

    @Test
    void anEventHeldByATransactionNobodyWillEndAnswersAgainWithinSixSeconds() {
        Event event = one.create(Samples.published(5));
        ClientSession gone = two.client.client.startSession().await().indefinitely();
        gone.startTransaction(
                TransactionOptions.builder().readConcern(ReadConcern.SNAPSHOT).build());
        two.client
                .database
                .getCollection("events")
                .updateOne(gone, new Document("_id", event.id()), new Document("$inc", new Document("version", 1)))
                .await()
                .indefinitely();

        await().atMost(Duration.ofSeconds(6))
                .ignoreExceptionsInstanceOf(UndecidedException.class)
                .until(() -> {
                    Outcome outcome =
                            one.submit(event.id(), Requests.accept("a")).await().indefinitely();
                    return outcome.decision() instanceof Decision.Recorded;
                });
    }

    @Test
    void aKeyTellsWhatBecameOfAnUnknownOutcome() {
        Event event = one.create(Samples.published(5));
        KeyedCommand request = Requests.accept("a", Requests.ROLE, "key-1");
        Document error = new Document("code", 64).append("errmsg", "not replicated");
        one.client.failNext(1_000, "commitTransaction", new Document("writeConcernError", error));

        UniAssertSubscriber<Outcome> unknown = one.send(event.id(), request);
        await().atMost(ANSWERED_WITHIN).until(() -> isAnswered(unknown));
        one.client.failNoMore();
        Outcome known = one.submit(event.id(), request).await().indefinitely();

        assertThat(((UndecidedException) unknown.getFailure()).reason())
                .isEqualTo(UndecidedException.Reason.OUTCOME_UNKNOWN);
        assertThat(known.decision()).isInstanceOf(Decision.Replayed.class);
        assertThat(known.event().accepted()).hasSize(1);
    }

    @Tag("slow")
    @Test
    void churnUnderConflictsAndLostConnectionsLosesNothing() throws Exception {
        Event event = one.create(Samples.published(20));
        List<Document> troubles = List.of(new Document("errorCode", 112), new Document("closeConnection", true));
        try (Churn first = new Churn(one.lanes, event.id(), "one", 20);
                Churn second = new Churn(two.lanes, event.id(), "two", 20)) {
            for (Document how : troubles) {
                for (String command : List.of("aggregate", "findAndModify", "insert", "commitTransaction")) {
                    int heard = first.acknowledged.size();
                    one.client.failNext(3, command, how);
                    await().atMost(ANSWERED_WITHIN).until(() -> first.acknowledged.size() > heard + 20);
                }
            }
            first.stop();
            second.stop();
            assertNothingIsLostOrDoubled(event.id(), first, second);
        }
    }

    @Test
    void theyTakeTurnsSoThatBothGetOn() throws Exception {
        Event event = one.create(Samples.published(100));
        try (Churn first = new Churn(one.lanes, event.id(), "one", 10);
                Churn second = new Churn(two.lanes, event.id(), "two", 10)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !first.acknowledged.isEmpty() && !second.acknowledged.isEmpty());
            double firstMet = commits(one);
            double secondMet = commits(two);
            // Counted in commits: how many there are in a given time is the machine's affair.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> commits(one) - firstMet + commits(two) - secondMet >= COMMITS_COMPARED);
            first.stop();
            second.stop();
            assertThat((commits(one) - firstMet) / (commits(two) - secondMet)).isBetween(1 / 8., 8.);
            assertNothingIsLostOrDoubled(event.id(), first, second);
        }
    }

    private static double commits(Process process) {
        return process.client.count("muster.transactions", "result", "committed");
    }

    private void assertNothingIsLostOrDoubled(ObjectId eventId, Churn... churns) {
        List<String> keys = one.client
                .database
                .getCollection("journal")
                .find(new Document("eventId", eventId))
                .map(line -> line.getString("requestKey"))
                .collect()
                .asList()
                .await()
                .indefinitely();
        Set<String> distinct = new HashSet<>(keys);
        assertThat(distinct).hasSameSizeAs(keys);
        for (Churn churn : churns) {
            assertThat(churn.acknowledged).isNotEmpty();
            assertThat(distinct).containsAll(churn.acknowledged);
            assertThat(churn.refused).doesNotContainAnyElementsOf(distinct);
        }
    }

    private static List<UniAssertSubscriber<Outcome>> burst(List<Process> processes, ObjectId eventId, int people) {
        List<UniAssertSubscriber<Outcome>> answers = IntStream.range(0, people)
                .mapToObj(i -> processes.get(i % processes.size()).send(eventId, Requests.accept("p" + i)))
                .toList();
        awaitAll(answers);
        return answers;
    }

    private static void awaitAll(List<UniAssertSubscriber<Outcome>> answers) {
        await().atMost(ANSWERED_WITHIN).until(() -> answers.stream().allMatch(LanesFaultsTest::isAnswered));
    }

    private static boolean isAnswered(UniAssertSubscriber<Outcome> answer) {
        return answer.getItem() != null || answer.getFailure() != null;
    }

    private static long recorded(List<UniAssertSubscriber<Outcome>> answers) {
        return answers.stream()
                .map(UniAssertSubscriber::getItem)
                .filter(outcome -> outcome != null && outcome.decision() instanceof Decision.Recorded)
                .count();
    }
}
