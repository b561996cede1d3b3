package io.muster.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.muster.testing.database.MongoProxy;
import io.muster.testing.database.MongoProxy.Fault;
import io.muster.testing.http.Answer;
import io.muster.testing.http.Call;
import io.muster.testing.http.LoadClient;
import io.muster.testing.http.Manager;
import io.muster.testing.http.Person;
import io.muster.testing.http.Press;
import io.muster.testing.http.Presses;
import io.muster.testing.http.Stage;
import io.muster.testing.service.PackagedService;
import io.muster.testing.service.Traffic;
import io.vertx.core.json.JsonObject;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * What may go wrong between a press and its place: on the line to the database, in the database, and with either end of a
 * request. Nothing acknowledged is lost, nothing is recorded twice, nothing refused was recorded.
 */
@Tag("binary")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
    private static final int CROWD = 200;
    private static final Map<String, Long> TEN_IN = Map.of("200", 10L, "409 CAPACITY_FULL", CROWD - 10L);

    private final Stage stage = new Stage();
    private final LoadClient client = stage.client();
    private final MongoProxy line = stage.proxy();
    private PackagedService service;
    private Manager manager;

    @BeforeAll
    void start() {
        service = stage.startService(line.uri());
        manager = stage.manager(service, "faults");
        client.connect(service.port(), CROWD);
    }

    @AfterEach
    void heal() {
        line.heal();
        line.bringBack();
    }

    @AfterAll
    void close() throws Exception {
        stage.close();
    }

    @ParameterizedTest(name = "{1} at {0}, {2} times")
    @CsvSource({
        "findAndModify,     CUT_BEFORE, 1",
        "findAndModify,     CUT_AFTER,  1",
        "insert,            CUT_BEFORE, 2",
        "insert,            CUT_AFTER,  1",
        "commitTransaction, CUT_BEFORE, 1",
        "commitTransaction, CUT_AFTER,  1",
        "commitTransaction, CUT_AFTER,  2",
    })
    void aLineThatBreaksDuringABatchCostsNobodyTheTruth(String command, Fault fault, int times) {
        String event = manager.publishes(Map.of("Server", 10));
        List<Person> crowd = manager.crowd(event, CROWD);
        line.strike(command, fault, times);

        Presses presses = pressAll(event, crowd);

        assertThat(line.struck()).as("breaks").isEqualTo(times);
        assertThat(presses.outcomes()).isEqualTo(TEN_IN);
        stage.assertHolds(event, presses.answers());
    }

    @Test
    void aCommitWhoseOutcomeCannotBeHadIsResolvedByTheKey() {
        String event = manager.publishes(Map.of("Server", 10));
        Press press = Press.accept(someone("doubtful"), event, "Server").withKey("resolve");
        line.strike("commitTransaction", Fault.CUT_AFTER, Integer.MAX_VALUE);
        Answer first = client.send(press.to(service.port()));
        line.heal();
        Answer second = client.send(press.to(service.port()));

        assertThat(first.word()).isEqualTo("503 OUTCOME_UNKNOWN");
        assertThat(first.millis()).isLessThan(10_000);
        assertThat(second.word()).isEqualTo("200");
        assertThat(second.isReplayed()).isTrue();
        assertThat(manager.sees(event).getInteger("version")).isEqualTo(2);
        stage.assertHolds(event, List.of(first, second));
    }

    @Test
    void conflictsThatTheDatabaseReportsAreOutlasted() {
        String event = manager.publishes(Map.of("Server", 10));
        List<Person> crowd = manager.crowd(event, CROWD);
        failCommands(new Document("failCommands", List.of("findAndModify"))
                .append("errorCode", 112)
                .append("errorLabels", List.of("TransientTransactionError")));
        try {
            Presses presses = pressAll(event, crowd);
            assertThat(presses.outcomes()).isEqualTo(TEN_IN);
            stage.assertHolds(event, presses.answers());
        } finally {
            admin(new Document("configureFailPoint", "failCommand").append("mode", "off"));
        }
    }

    private void failCommands(Document data) {
        Document failPoint = new Document("configureFailPoint", "failCommand")
                .append("mode", new Document("times", 5))
                .append("data", data);
        try {
            admin(failPoint);
        } catch (MongoCommandException refused) {
            abort("this database was started without test commands: " + refused.getErrorCodeName());
        }
    }

    private void admin(Document command) {
        stage.mongo().getDatabase("admin").runCommand(command);
    }

    @Test
    void aRivalThatHoldsTheEventDelaysItsPeopleAndNothingElse() throws Exception {
        String event = manager.publishes(Map.of("Server", 10));
        List<Person> crowd = manager.crowd(event, CROWD);
        try (ClientSession rival = stage.mongo().startSession()) {
            rival.startTransaction();
            stage.database()
                    .getCollection("events")
                    .updateOne(rival, Filters.eq(new ObjectId(event)), Updates.set("notes", "of a rival"));
            List<CompletableFuture<Answer>> pressed = crowd.stream()
                    .map(person ->
                            client.begin(Press.accept(person, event, "Server").to(service.port())))
                    .toList();
            Answer elsewhere = client.send(
                    Press.accept(someone("elsewhere"), publishesOne(), "Server").to(service.port()));
            assertThat(elsewhere.word()).isEqualTo("200");
            assertThat(pressed).as("answers while the event is held").noneMatch(CompletableFuture::isDone);
            rival.abortTransaction();

            List<Answer> answers = pressed.stream().map(CompletableFuture::join).toList();
            assertThat(Stage.counted(answers)).isEqualTo(TEN_IN);
            stage.assertHolds(event, answers);
        }
    }

    private String publishesOne() {
        return manager.publishes(Map.of("Server", 1));
    }

    @Tag("faults")
    @Test
    void aDatabaseGoneForTenSecondsIsSaidInSecondsAndForgottenWhenItIsBack() throws Exception {
        List<String> events = List.of(publishes(40), publishes(40), publishes(40), publishes(40));
        Traffic traffic = new Traffic(client, manager.crowd("traffic", 20), events, List.of(service.port()), 1);
        await().until(() -> traffic.answered("200") > 20);

        line.takeAway();
        await().atMost(Duration.ofSeconds(5)).until(() -> traffic.answered("503 OUTCOME_UNKNOWN") > 0);
        // Not waits: this is how long it is gone, first with refused connections, then with silent ones.
        TimeUnit.SECONDS.sleep(5);
        line.bringBack();
        line.freeze();
        TimeUnit.SECONDS.sleep(5);
        line.bringBack();

        long before = traffic.answered("200");
        await("places given again").atMost(Duration.ofSeconds(10)).until(() -> traffic.answered("200") > before);
        List<Answer> answers = traffic.stop();
        assertThat(Stage.counted(answers).keySet())
                .isSubsetOf("200", "503 DATABASE_UNAVAILABLE", "503 OVERLOADED", "503 OUTCOME_UNKNOWN");
        assertThat(answers).allSatisfy(answer -> assertThat(answer.millis()).isLessThan(10_000));
        stage.assertHolds(events, answers);
    }

    private String publishes(int places) {
        return manager.publishes(Map.of("Server", places));
    }

    @Test
    void clientsThatHangUpInMidBatchHoldUpNobody() {
        String event = manager.publishes(Map.of("Server", 10));
        List<Person> crowd = manager.crowd(event, 100);
        line.strike("commitTransaction", Fault.HOLD, 1);
        List<CompletableFuture<Answer>> staying = new ArrayList<>();
        staying.add(client.begin(Press.accept(crowd.get(0), event, "Server").to(service.port())));
        await().until(() -> line.holding() == 1);
        // The rest waits in the lane and makes up the next batch, which is held in its turn.
        List<Runnable> hangUps = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        for (Person person : crowd.subList(1, crowd.size())) {
            Call call = Press.accept(person, event, "Server").to(service.port());
            if (hangUps.size() < 50) {
                hangUps.add(client.sendToHangUp(call).join());
                answers.add(new Answer(call, 0, Long.MAX_VALUE, 0, new JsonObject(), Optional.of("hung up")));
            } else {
                staying.add(client.begin(call));
            }
        }
        line.strike("commitTransaction", Fault.HOLD, 1);
        await().until(() -> line.struck() == 1 && line.holding() == 1);
        hangUps.forEach(Runnable::run);
        line.heal();

        staying.forEach(answer -> answers.add(answer.join()));
        assertThat(answers)
                .filteredOn(answer -> answer.broken().isEmpty())
                .extracting(Answer::status)
                .containsOnly(200, 409);
        assertThat(manager.sees(event).getInteger("accepted_count")).isEqualTo(10);
        Answer after = client.send(Press.decline(someone("afterwards"), event).to(service.port()));
        assertThat(after.word()).isEqualTo("200");
        assertThat(after.millis()).as("no transaction was left open").isLessThan(1_000);
        answers.add(after);
        stage.assertHolds(event, answers);
    }

    @Test
    void anEventWhoseProcessIsKilledInMidTransactionAnswersAgainWithinSixSeconds() {
        MongoProxy itsLine = stage.proxy();
        PackagedService victim = stage.startService(itsLine.uri());
        String event = manager.publishes(Map.of("Server", 10));
        itsLine.strike("commitTransaction", Fault.HOLD, 1);
        CompletableFuture<Answer> lost =
                client.begin(Press.accept(someone("lost"), event, "Server").to(victim.port()));
        await().until(() -> itsLine.holding() == 1);

        victim.kill();
        long killed = System.nanoTime();
        List<Answer> answers = new ArrayList<>(List.of(lost.join()));
        Press press = Press.accept(someone("survivor"), event, "Server");
        do {
            answers.add(client.send(press.to(service.port())));
        } while (answers.get(answers.size() - 1).status() == 503);

        Answer last = answers.get(answers.size() - 1);
        assertThat(answers.get(0).broken()).as("the killed process' answer").isPresent();
        assertThat(last.word()).isEqualTo("200");
        assertThat(Duration.ofNanos(last.end() - killed)).isLessThan(Duration.ofSeconds(6));
        assertThat(manager.sees(event).getInteger("accepted_count")).isEqualTo(1);
        stage.assertHolds(event, answers);
    }

    @Test
    void whatWasAcknowledgedSurvivesAKillAndIsReplayedByAnotherProcess() {
        PackagedService victim = stage.startService(line.uri());
        List<String> events = List.of(publishes(30), publishes(30), publishes(30), publishes(30), publishes(30));
        List<Press> presses = new ArrayList<>();
        for (String event : events) {
            manager.crowd(event, 40)
                    .forEach(person ->
                            presses.add(Press.accept(person, event, "Server").withKey("survives")));
        }
        List<CompletableFuture<Answer>> pressed = presses.stream()
                .map(press -> client.begin(press.to(victim.port())))
                .toList();
        await().pollInterval(Duration.ofMillis(1)).until(() -> pressed.stream().anyMatch(CompletableFuture::isDone));
        victim.kill();
        List<Answer> first = pressed.stream().map(CompletableFuture::join).toList();
        // The killed process may have left open transactions behind: whoever is told to come back does.
        List<Answer> all = new ArrayList<>(first);
        List<Answer> second =
                presses.stream().map(press -> untilDecided(press, all)).toList();

        for (int i = 0; i < presses.size(); i++) {
            if (first.get(i).status() == 200) {
                assertThat(second.get(i).isReplayed()).isTrue();
                assertThat(second.get(i).recordedVersion())
                        .isEqualTo(first.get(i).recordedVersion());
            }
        }
        assertThat(second).filteredOn(answer -> answer.status() == 200).hasSize(150);
        stage.assertHolds(events, all);
    }

    private Answer untilDecided(Press press, List<Answer> all) {
        Answer answer = client.send(press.to(service.port()));
        all.add(answer);
        return answer.status() == 503 ? untilDecided(press, all) : answer;
    }

    private Presses pressAll(String event, List<Person> people) {
        return Presses.untilDecided(
                client,
                people.stream()
                        .map(person -> Press.accept(person, event, "Server").to(service.port()))
                        .toList());
    }

    private Person someone(String name) {
        return Person.worksFor(manager.managerId(), name);
    }
}
