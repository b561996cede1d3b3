package io.muster.respond;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.muster.embedded.EmbeddedMongo;
import io.muster.embedded.command.Slowness;
import io.muster.event.Event;
import io.muster.event.journal.SchemaNumber;
import io.muster.event.plan.Decision;
import io.muster.respond.transaction.ConflictWatch;
import io.muster.store.write.MongoLedger;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A burst on a database that is slow: it gives places slowly, never none. */
class LanesSlowDatabaseTest {
    /** In which a request is answered, whatever the answer. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    private static final Duration ALL_IN_WITHIN = Duration.ofSeconds(90);

    /** One person's, which tells nothing yet; one that is too large or was cut down; one that follows from it. */
    private static final int BATCHES_UNTIL_IT_FITS = 3;

    private final EmbeddedMongo mongo = EmbeddedMongo.start();
    private final Process process = new Process(mongo.uri(), "muster", Map.of());

    @BeforeEach
    void collections() {
        TestSchema.make(process.client.database);
    }

    @AfterEach
    void invariantsHold() {
        mongo.slowDown(Slowness.NONE);
        await().until(process.client.loop::isIdle);
        Sweep.assertInvariantsHold(process.client.database);
        process.close();
        mongo.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100})
    void everybodyGetsInWhereCommitsAreSlow(int millis) {
        assertEverybodyGetsInAtOnce(Duration.ofMillis(millis));
    }

    @Tag("slow")
    @Test
    void everybodyGetsInWhereACommitTakesASecond() {
        assertEverybodyGetsInAtOnce(Duration.ofSeconds(1));
    }

    private void assertEverybodyGetsInAtOnce(Duration commit) {
        Event event = process.create(Samples.published(1000));
        mongo.slowDown(Slowness.NONE.command("commitTransaction", commit));

        List<UniAssertSubscriber<Outcome>> answers = IntStream.range(0, 1000)
                .mapToObj(i -> process.send(event.id(), Requests.accept("p" + i)))
                .toList();

        await().atMost(ANSWERED_WITHIN).until(() -> answers.stream().allMatch(LanesSlowDatabaseTest::isAnswered));
        assertThat(answers).allSatisfy(LanesSlowDatabaseTest::assertRecorded);
        assertThat(process.client.count("muster.transactions.begun")).isLessThanOrEqualTo(8);
    }

    /** Longer than a batch's patience: whoever gets no answer in it is asked about again, with more. */
    @Tag("slow")
    @Test
    void everybodyGetsInWhereAReadIsSlow() {
        Event event = process.create(Samples.published(50));
        mongo.slowDown(Slowness.NONE.command("aggregate", Duration.ofMillis(2500)));

        List<UniAssertSubscriber<Outcome>> answers = IntStream.range(0, 50)
                .mapToObj(i -> process.send(event.id(), Requests.accept("p" + i)))
                .toList();

        await().atMost(ANSWERED_WITHIN).until(() -> answers.stream().allMatch(LanesSlowDatabaseTest::isAnswered));
        assertThat(answers).allSatisfy(LanesSlowDatabaseTest::assertRecorded);
    }

    /** 25 ms a document: a batch of all would take more than six seconds, and a batch has four. */
    @Tag("slow")
    @Test
    void everybodyGetsInWhereDocumentsAreSlowAndWhoeverComesBackInTimeIsNotRefusedAgain() {
        assertEverybodyGetsInSoonerOrLater(250, Duration.ofMillis(25));
    }

    /** A hundred times what MongoDB takes for a person. */
    @Tag("slow")
    @Test
    void aThousandGetInWhereDocumentsAreSlow() {
        assertEverybodyGetsInSoonerOrLater(1000, Duration.ofMillis(15));
    }

    private void assertEverybodyGetsInSoonerOrLater(int people, Duration document) {
        Event event = process.create(Samples.published(people));
        mongo.slowDown(Slowness.NONE.byDocument(document));

        List<UniAssertSubscriber<Integer>> refusals = IntStream.range(0, people)
                .mapToObj(i -> new Patient(process, event.id())
                        .inSoonerOrLater("p" + i)
                        .subscribe()
                        .withSubscriber(UniAssertSubscriber.<Integer>create()))
                .toList();

        await().atMost(ALL_IN_WITHIN).until(() -> refusals.stream().allMatch(LanesSlowDatabaseTest::isAnswered));
        assertThat(refusals)
                .allSatisfy(refused ->
                        assertThat(refused.assertCompleted().getItem()).isLessThanOrEqualTo(1));
        mongo.slowDown(Slowness.NONE);
        assertThat(journal(event.id())).hasSize(people);
        assertThat(batches(event.id()).stream().skip(BATCHES_UNTIL_IT_FITS))
                .allSatisfy(commands ->
                        assertThat(document.multipliedBy(commands)).isLessThanOrEqualTo(Duration.ofSeconds(1)));
    }

    /** The negative control: without smaller batches nobody gets in, however often it is tried. */
    @Tag("slow")
    @Test
    void aBatchOfAllComesToNothingEachTime() {
        Event event = process.create(Samples.published(250));
        mongo.slowDown(Slowness.NONE.byDocument(Duration.ofMillis(25)));
        List<PendingCommand> all = IntStream.range(0, 250)
                .mapToObj(i ->
                        new PendingCommand(Requests.accept("p" + i), process.client.timing.in(Duration.ofMinutes(1))))
                .toList();

        for (int i = 0; i < 2; i++) {
            BatchReport report = batch(event.id()).settle(all).await().atMost(ANSWERED_WITHIN);
            assertThat(report.isLate()).isTrue();
            assertThat(report.undecided()).isEqualTo(all);
        }

        mongo.slowDown(Slowness.NONE);
        assertThat(journal(event.id())).isEmpty();
    }

    private Batch batch(ObjectId eventId) {
        TestClient client = process.client;
        return new Batch(
                eventId,
                new MongoLedger(client.database, people -> Uni.createFrom().voidItem(), SchemaNumber.NEWEST),
                client.loop,
                new ConflictWatch(client.timing, client.settings, () -> {}),
                client.settings.batchDeadline(),
                client.timing.in(client.settings.batchDeadline()),
                client.metrics);
    }

    private static boolean isAnswered(UniAssertSubscriber<?> answer) {
        return answer.getItem() != null || answer.getFailure() != null;
    }

    private static void assertRecorded(UniAssertSubscriber<Outcome> answer) {
        assertThat(Optional.ofNullable(answer.assertCompleted().getItem()).map(Outcome::decision))
                .get()
                .isInstanceOf(Decision.Recorded.class);
    }

    /** The lines of people's responses. */
    private List<Document> journal(ObjectId eventId) {
        return process.client
                .database
                .getCollection("journal")
                .find(new Document("eventId", eventId).append("userKey", new Document("$exists", true)))
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    /** How many commands each batch recorded, in their order. */
    private List<Integer> batches(ObjectId eventId) {
        Map<Date, Integer> sizes = new TreeMap<>();
        journal(eventId).forEach(line -> sizes.merge(line.getDate("at"), 1, Integer::sum));
        return List.copyOf(sizes.values());
    }
}
