package io.muster.respond;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.muster.embedded.EmbeddedMongo;
import io.muster.embedded.command.Slowness;
import io.muster.event.Event;
import io.muster.event.plan.Decision;
import io.muster.store.write.MongoTurnNumbers;
import io.muster.store.write.TurnNumbers;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Four processes change one event, on a database whose commits take as long as a replica set's. */
@Tag("slow")
class LanesTurnsTest {
    private static final int PROCESSES = 4;
    private static final Duration COMMIT = Duration.ofMillis(8);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(20);

    /**
     * Each process' first command and the rest of its crowd; those of the first commands that met another's commit; and a crowd in
     * two parts where the machine stood still between its commands. Without turns there are five for each process and more.
     */
    private static final int MOST_TRANSACTIONS = 4 * PROCESSES;

    private static final int COMMITS_WATCHED = 240;
    private static final int PEOPLE = 400;

    /** Half of what each would have if all were equal: a number may be given up or moved on while the machine stands still. */
    private static final int FEWEST_OF_EACH = COMMITS_WATCHED / PROCESSES / 2;

    private final EmbeddedMongo mongo = EmbeddedMongo.start();
    private final List<Process> processes = IntStream.range(0, PROCESSES)
            .mapToObj(i -> new Process(mongo.uri(), "muster", Map.of()))
            .toList();

    @BeforeEach
    void collections() {
        TestSchema.make(processes.get(0).client.database);
    }

    @AfterEach
    void invariantsHold() {
        mongo.slowDown(Slowness.NONE);
        processes.forEach(process -> await().until(process.client.loop::isIdle));
        Sweep.assertInvariantsHold(processes.get(0).client.database);
        processes.forEach(Process::close);
        mongo.close();
    }

    @Test
    void aBurstThroughAllOfThemTakesFewTransactionsAndRefusesNobodyForWantOfTime() {
        Event event = processes.get(0).create(Samples.published(10));
        double before = begun();
        mongo.slowDown(Slowness.NONE.command("commitTransaction", COMMIT));

        List<UniAssertSubscriber<Outcome>> answers = IntStream.range(0, 1000)
                .mapToObj(i -> processes.get(i % PROCESSES).send(event.id(), Requests.accept("p" + i)))
                .toList();
        await().atMost(ANSWERED_WITHIN)
                .until(() ->
                        answers.stream().allMatch(answer -> answer.getItem() != null || answer.getFailure() != null));

        assertThat(answers).allSatisfy(UniAssertSubscriber::assertCompleted);
        assertThat(answers.stream()
                        .map(answer -> answer.getItem().decision())
                        .filter(Decision.Recorded.class::isInstance))
                .hasSize(10);
        assertThat(begun() - before).isLessThanOrEqualTo(MOST_TRANSACTIONS);
    }

    /** Each process has found the event full once; what is refused from then on needs no transaction. */
    @Test
    void refusalsBeginNoTransactionInAnyProcess() {
        Event event = processes.get(0).create(Samples.published(1));
        for (int i = 0; i <= PROCESSES; i++) {
            settled(processes.get(i % PROCESSES).send(event.id(), Requests.accept("first" + i)));
        }
        double before = begun();

        List<UniAssertSubscriber<Outcome>> answers = IntStream.range(0, 1000)
                .mapToObj(i -> processes.get(i % PROCESSES).send(event.id(), Requests.accept("p" + i)))
                .toList();
        answers.forEach(LanesTurnsTest::settled);

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.assertCompleted().getItem().decision())
                                .isInstanceOf(Decision.Refused.class));
        assertThat(begun() - before).isZero();
        settled(processes.get(0).send(event.id(), Requests.decline("first0")));
        assertThat(settled(processes.get(1).send(event.id(), Requests.accept("next")))
                        .decision())
                .isInstanceOf(Decision.Recorded.class);
    }

    /** Whoever has drawn a number would else be beaten to each commit by a lane that knows of nobody. */
    @Test
    void aLaneAloneTakesTurnsOnceAnotherHasDrawnANumber() {
        Process alone = processes.get(0);
        TurnNumbers numbers = new MongoTurnNumbers(processes.get(1).client.database);
        Event event = alone.create(Samples.published(10));
        settled(alone.send(event.id(), Requests.accept("first")));
        assertThat(number(numbers, event)).isEqualTo(1);

        settled(alone.send(event.id(), Requests.accept("sees the number")));
        settled(alone.send(event.id(), Requests.accept("takes a turn")));

        assertThat(number(numbers, event)).isEqualTo(3);
    }

    private static long number(TurnNumbers numbers, Event event) {
        return numbers.draw(event.id()).await().atMost(ANSWERED_WITHIN).number();
    }

    private static Outcome settled(UniAssertSubscriber<Outcome> answer) {
        return answer.awaitItem(ANSWERED_WITHIN).getItem();
    }

    /** Counted in commits, not in time: how long one takes is the machine's affair. */
    @Test
    void noProcessStarvesWhileAllHaveWork() throws Exception {
        Event event = processes.get(0).create(Samples.published(100));
        mongo.slowDown(Slowness.NONE.command("commitTransaction", COMMIT));
        List<Churn> churns = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            churns.add(new Churn(processes.get(i).lanes, event.id(), "process" + i, 10));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> churns.stream().noneMatch(churn -> churn.acknowledged.isEmpty()));
        int from = committers(event.id()).size();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> committers(event.id()).size() >= from + COMMITS_WATCHED);
        for (Churn churn : churns) {
            churn.stop();
        }

        List<String> order = committers(event.id()).subList(from, from + COMMITS_WATCHED);
        for (int i = 0; i < PROCESSES; i++) {
            assertThat(Collections.frequency(order, "process" + i))
                    .as(order::toString)
                    .isGreaterThanOrEqualTo(FEWEST_OF_EACH);
        }
    }

    /** As {@link #noProcessStarvesWhileAllHaveWork}; in the same transactions it records as much as one process would, but for a tenth. */
    @Test
    void littleOfASustainedLoadIsDoneInVain() throws Exception {
        Event event = processes.get(0).create(Samples.published(100));
        mongo.slowDown(Slowness.NONE.command("commitTransaction", COMMIT).byDocument(Duration.ofMillis(1)));
        List<Churn> churns = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            churns.add(new Churn(processes.get(i).lanes, event.id(), "process" + i, 10));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> churns.stream().noneMatch(churn -> churn.acknowledged.isEmpty()));
        int from = committers(event.id()).size();
        double begunBefore = begun();
        await().atMost(Duration.ofSeconds(90))
                .until(() -> committers(event.id()).size() >= from + COMMITS_WATCHED);
        double begun = begun() - begunBefore;
        int committed = committers(event.id()).size() - from;
        for (Churn churn : churns) {
            churn.stop();
        }

        // One process begins a transaction for each commit.
        assertThat(committed / begun).isGreaterThanOrEqualTo(0.9);
        assertThat(churns).allSatisfy(churn -> assertThat(churn.failures).isEmpty());
    }

    /** A turn of each process takes longer than a lane that knows nothing waits for another one's. */
    @Test
    void everybodyGetsInWhereACommitTakesASecond() {
        Event event = processes.get(0).create(Samples.published(1000));
        mongo.slowDown(Slowness.NONE.command("commitTransaction", Duration.ofSeconds(1)));

        List<UniAssertSubscriber<Integer>> refusals = IntStream.range(0, 1000)
                .mapToObj(i -> new Patient(processes.get(i % PROCESSES), event.id())
                        .inSoonerOrLater("p" + i)
                        .subscribe()
                        .withSubscriber(UniAssertSubscriber.<Integer>create()))
                .toList();

        refusals.forEach(answer -> answer.awaitItem(Duration.ofSeconds(90)));
        assertThat(refusals).allSatisfy(refused -> assertThat(refused.getItem()).isLessThanOrEqualTo(1));
        assertThat(begun()).isLessThanOrEqualTo(4.0 * MOST_TRANSACTIONS);
    }

    /** A hundred times what MongoDB takes for a person, and the batches of other processes between two of one's own. */
    @Test
    void whoeverKeepsRetryAfterIsDecidedThenWhereOthersTakeTheirTurns() {
        Event event = processes.get(0).create(Samples.published(PEOPLE));
        mongo.slowDown(Slowness.NONE.byDocument(Duration.ofMillis(15)));

        List<UniAssertSubscriber<Integer>> refusals = IntStream.range(0, PEOPLE)
                .mapToObj(i -> new Patient(processes.get(i % PROCESSES), event.id())
                        .inSoonerOrLater("p" + i)
                        .subscribe()
                        .withSubscriber(UniAssertSubscriber.<Integer>create()))
                .toList();

        refusals.forEach(answer -> answer.awaitItem(Duration.ofSeconds(120)));
        assertThat(refusals.stream().filter(answer -> answer.getItem() > 1))
                .as("refused again though they kept the time")
                .hasSizeLessThanOrEqualTo(PEOPLE / 20);
    }

    private double begun() {
        return processes.stream()
                .mapToDouble(process -> process.client.count("muster.transactions.begun"))
                .sum();
    }

    /** Whose each commit was, in their order; a commit's lines have one time. */
    private List<String> committers(ObjectId eventId) {
        List<Document> lines = processes
                .get(0)
                .client
                .database
                .getCollection("journal")
                .find(new Document("eventId", eventId).append("n", 1).append("userKey", new Document("$exists", true)))
                .collect()
                .asList()
                .await()
                .indefinitely();
        return lines.stream()
                .sorted((a, b) -> Long.compare(version(a), version(b)))
                .map(line -> line.getString("userKey").replaceAll(".*(process\\d).*", "$1"))
                .toList();
    }

    private static long version(Document line) {
        return requireNonNull(line.get("_id", Document.class).getLong("v"));
    }
}
