package io.muster.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.muster.testing.http.Answer;
import io.muster.testing.http.Call;
import io.muster.testing.http.LoadClient;
import io.muster.testing.http.Manager;
import io.muster.testing.http.OpenStage;
import io.muster.testing.http.Person;
import io.muster.testing.http.Press;
import io.muster.testing.http.Presses;
import io.muster.testing.http.Stage;
import io.muster.testing.service.PackagedService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** One person many times at once, people who change their minds, and two processes on one event. */
@Tag("binary")
@ExtendWith(OpenStage.class)
class ConcurrencyIT {
    private static final int TIMES = 50;

    private Stage stage;
    private LoadClient client;
    private PackagedService service;
    private Manager manager;

    @BeforeEach
    void open(OpenStage.Running running) {
        stage = running.stage();
        client = stage.client();
        service = running.service();
        manager = stage.manager(service, "concurrency");
    }

    @Test
    void onePersonFiftyTimesAtOnceGetsInOnce() {
        String event = manager.publishes(Map.of("Server", 10));
        Call call = Press.accept(someone("eager"), event, "Server").to(service.port());
        List<Answer> answers = client.fire(Collections.nCopies(TIMES, call));

        assertThat(Stage.counted(answers)).isEqualTo(Map.of("200", 1L, "409 ALREADY_ACCEPTED", 49L));
        assertThat(manager.sees(event).getInteger("version")).isEqualTo(2);
        stage.assertHolds(event, answers);
    }

    @Test
    void oneKeyFiftyTimesAtOnceIsRecordedOnceAndReplayedToTheRest() {
        String event = manager.publishes(Map.of("Server", 10));
        Press press = Press.accept(someone("careful"), event, "Server").withKey("once");
        List<Answer> answers = client.fire(Collections.nCopies(TIMES, press.to(service.port())));

        assertThat(Stage.counted(answers)).isEqualTo(Map.of("200", 50L));
        assertThat(answers).filteredOn(answer -> !answer.isReplayed()).hasSize(1);
        assertThat(answers).extracting(Answer::recordedVersion).containsOnly(2L);
        assertThat(manager.sees(event).getInteger("version")).isEqualTo(2);
        stage.assertHolds(event, answers);
    }

    /** Places become free and are taken all the time, often by the other process: no refusal may rest on what was before. */
    @Test
    void twoHundredWhoComeAndGoThroughTwoProcessesForTenSecondsNeverOverfillIt() {
        PackagedService other = stage.startService();
        try {
            String event = manager.publishes(Map.of("Server", 20));
            long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            List<PackagedService> processes = List.of(service, other);
            List<CompletableFuture<List<Answer>>> people = new ArrayList<>();
            for (Person person : manager.crowd("churn", 200)) {
                PackagedService own = processes.get(people.size() % processes.size());
                people.add(comeAndGo(person, event, own.port(), until, new ArrayList<>()));
            }
            List<Answer> answers =
                    people.stream().flatMap(done -> done.join().stream()).toList();

            Map<String, Long> counted = Stage.counted(answers);
            assertThat(counted.keySet()).isSubsetOf("200", "409 CAPACITY_FULL", "503 OVERLOADED");
            assertThat(counted.get("200")).as("responses recorded").isGreaterThan(200);
            assertThat(counted.get("409 CAPACITY_FULL")).as("refusals").isPositive();
            stage.assertHolds(event, answers);
        } finally {
            other.stop();
        }
    }

    /** Accepts; whoever got in declines again, whoever did not tries again, one call after the other until time is up. */
    private CompletableFuture<List<Answer>> comeAndGo(
            Person person, String event, int port, long until, List<Answer> sofar) {
        boolean isIn = !sofar.isEmpty() && isIn(sofar.get(sofar.size() - 1));
        Press next = isIn ? Press.decline(person, event) : Press.accept(person, event, "Server");
        return client.begin(next.to(port)).thenComposeAsync(answer -> {
            sofar.add(answer);
            return System.nanoTime() < until && answer.broken().isEmpty()
                    ? comeAndGo(person, event, port, until, sofar)
                    : CompletableFuture.completedFuture(sofar);
        });
    }

    private static boolean isIn(Answer answer) {
        return answer.press().isAccept() && answer.status() == 200;
    }

    @Test
    void twoProcessesFillOneEventBetweenThem() {
        PackagedService other = stage.startService();
        try {
            String few = manager.publishes(Map.of("Server", 10));
            Presses forFew = pressOn(few, manager.crowd("few", 1_000), service, other);
            assertThat(forFew.outcomes()).isEqualTo(Map.of("200", 10L, "409 CAPACITY_FULL", 990L));
            assertThat(manager.sees(few).getInteger("version")).isEqualTo(11);
            stage.assertHolds(few, forFew.answers());

            String all = manager.publishes(Map.of("Server", 400));
            Presses forAll = pressOn(all, manager.crowd("every", 400), service, other);
            assertThat(forAll.outcomes()).isEqualTo(Map.of("200", 400L));
            stage.assertHolds(all, forAll.answers());
        } finally {
            other.stop();
        }
    }

    @Test
    void onePersonOnTwoProcessesAtOnceGetsInOnce() {
        PackagedService other = stage.startService();
        try {
            String event = manager.publishes(Map.of("Server", 10, "Bartender", 10));
            Person person = someone("everywhere");
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < TIMES / 2; i++) {
                calls.add(Press.accept(person, event, "Server").to(service.port()));
                calls.add(Press.accept(person, event, "Bartender").to(other.port()));
            }
            Presses answers = Presses.untilDecided(client, calls);
            assertThat(answers.outcomes()).isEqualTo(Map.of("200", 1L, "409 ALREADY_ACCEPTED", 49L));
            stage.assertHolds(event, answers.answers());
        } finally {
            other.stop();
        }
    }

    private Presses pressOn(String event, List<Person> people, PackagedService one, PackagedService two) {
        List<Call> calls = new ArrayList<>();
        for (Person person : people) {
            int port = calls.size() % 2 == 0 ? one.port() : two.port();
            calls.add(Press.accept(person, event, "Server").to(port));
        }
        return Presses.untilDecided(client, calls);
    }

    private Person someone(String name) {
        return Person.worksFor(manager.managerId(), name);
    }
}
