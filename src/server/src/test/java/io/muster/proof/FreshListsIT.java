package io.muster.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.muster.testing.http.Answer;
import io.muster.testing.http.Call;
import io.muster.testing.http.LoadClient;
import io.muster.testing.http.Manager;
import io.muster.testing.http.OpenStage;
import io.muster.testing.http.Person;
import io.muster.testing.http.Press;
import io.muster.testing.http.Stage;
import io.muster.testing.service.PackagedService;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** A crowd that looks, presses and looks again through two processes: what each was answered is in each one's next lists. */
@Tag("slow")
@ExtendWith(OpenStage.class)
class FreshListsIT {
    private static final int PEOPLE = 100;
    private static final int PLACES = 30;

    private final Random random = new Random(13);
    private final List<PackagedService> processes = new ArrayList<>();
    private Stage stage;
    private LoadClient client;
    private Manager manager;

    @BeforeEach
    void open(OpenStage.Running running) {
        stage = running.stage();
        client = stage.client();
        processes.add(running.service());
        manager = stage.manager(running.service(), "fresh-lists");
    }

    @Test
    void onesOwnAnswerIsInOnesNextListsThroughAnyProcess() {
        PackagedService other = stage.startService();
        try {
            processes.add(other);
            String event = manager.publishes(Map.of("Server", PLACES));
            List<CompletableFuture<List<Answer>>> people = manager.crowd("fresh", PEOPLE).stream()
                    .map(person -> comesAndLooks(person, event))
                    .toList();
            List<Answer> presses =
                    people.stream().flatMap(done -> done.join().stream()).toList();

            assertThat(Stage.counted(presses).get("200")).isGreaterThanOrEqualTo(PLACES);
            stage.assertHolds(event, presses);
        } finally {
            other.stop();
        }
    }

    /** Accepts, declines, accepts again, and looks after each answer while the others press. @return the answers to the presses */
    private CompletableFuture<List<Answer>> comesAndLooks(Person person, String event) {
        List<Answer> answers = new ArrayList<>();
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (Press press : List.of(
                Press.accept(person, event, "Server"),
                Press.decline(person, event),
                Press.accept(person, event, "Server"))) {
            done = done.thenComposeAsync(ready -> client.begin(press.to(anyPort())))
                    .thenComposeAsync(answer -> {
                        answers.add(answer);
                        return looks(person, event, answer);
                    });
        }
        return done.thenApply(ready -> answers);
    }

    private CompletableFuture<Void> looks(Person person, String event, Answer answer) {
        boolean isIn = answer.press().isAccept() && answer.status() == 200;
        return CompletableFuture.allOf(processes.stream()
                .flatMap(process -> Stream.of(
                        list(person, process, "available", event, !isIn),
                        list(person, process, "my-shifts", event, isIn)))
                .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> list(
            Person person, PackagedService process, String list, String event, boolean isExpected) {
        Call call = Call.of(process.port(), HttpMethod.GET, "/api/events/" + list, person.token(), Optional.empty());
        return client.begin(call).thenAccept(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.checked().body().getJsonArray("events").stream()
                            .map(it -> ((JsonObject) it).getString("id"))
                            .anyMatch(event::equals))
                    .as("%s of %s", list, person.userKey())
                    .isEqualTo(isExpected);
        });
    }

    private synchronized int anyPort() {
        return processes.get(random.nextInt(processes.size())).port();
    }
}
