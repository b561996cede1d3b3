package io.muster.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

import io.muster.testing.database.MongoProxy;
import io.muster.testing.http.Call;
import io.muster.testing.http.Manager;
import io.muster.testing.http.OpenStage;
import io.muster.testing.http.Person;
import io.muster.testing.http.Press;
import io.muster.testing.http.Presses;
import io.muster.testing.http.Stage;
import io.muster.testing.service.PackagedService;
import io.muster.testing.service.Wanderers;
import io.muster.testing.service.Wanderers.Wanderer;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever listens is told every step in order, once, whatever becomes of connections and processes (I6). */
@Tag("binary")
@ExtendWith(OpenStage.class)
class LiveIT {
    private static final int CLIENTS = 200;
    private static final int LOSSES_EACH = 5;
    private static final int EVENTS = 4;
    private static final int PEOPLE = 250;
    private static final int ROUNDS = 8;

    /** Between a client's losses: they fall anywhere in the time in which the responses are recorded. */
    private static final int LONGEST_STAY_MS = 900;

    private static final Duration SETTLED = Duration.ofSeconds(40);

    private final Wanderers wanderers = new Wanderers();
    private Stage stage;
    private PackagedService service;
    private Manager manager;

    @BeforeEach
    void open(OpenStage.Running running) {
        stage = running.stage();
        service = running.service();
        manager = stage.manager(service, "live");
    }

    @AfterEach
    void close() {
        wanderers.close();
    }

    @Test
    void twoHundredClientsLoseAThousandConnectionsAndNotOneStep() {
        long seed = Long.getLong("live.seed", System.nanoTime());
        PackagedService other = stage.startService();
        try {
            List<String> events = published(EVENTS);
            List<Wanderer> clients = connected(CLIENTS, service.port());
            Random random = new Random(seed);
            List<CompletableFuture<Void>> wandering = clients.stream()
                    .map(client -> client.wander(
                            random.ints(LOSSES_EACH, 0, LONGEST_STAY_MS).boxed().toList(),
                            List.of(other.port(), service.port())))
                    .toList();

            record(events, service, other);
            wandering.forEach(CompletableFuture::join);

            Map<String, Long> versions = versions(events);
            assertThat(versions.values().stream()
                            .mapToLong(version -> version - 1)
                            .sum())
                    .as("responses recorded")
                    .isEqualTo((long) PEOPLE * ROUNDS);
            assertToldAll(clients, versions, seed);
        } finally {
            other.stop();
        }
    }

    /** Each was told every step of every event from the second version on, in order, once, and never that something is lost. */
    private static void assertToldAll(List<Wanderer> clients, Map<String, Long> versions, long seed) {
        Awaitility.await("seed " + seed).atMost(SETTLED).untilAsserted(() -> {
            for (Wanderer client : clients) {
                versions.forEach((event, version) -> assertThat(afterCreation(client.steps(event)))
                        .isEqualTo(LongStream.rangeClosed(2, version).boxed().toList()));
            }
        });
        assertThat(clients)
                .as("seed %d", seed)
                .noneMatch(client -> client.names().containsKey("resync"));
    }

    /** Whoever connects while an event's first step is on its way is told of it too. */
    private static List<Long> afterCreation(List<Long> steps) {
        return !steps.isEmpty() && steps.get(0) == 1 ? steps.subList(1, steps.size()) : steps;
    }

    @Test
    void aThousandWhoComeBackAtOnceCostTheDatabaseNothing() {
        MongoProxy proxy = stage.proxy();
        PackagedService watched = stage.startService(proxy.uri());
        try {
            String event = published(1).get(0);
            List<Wanderer> clients = connected(1_000, watched.port());
            clients.forEach(client -> client.lose().join());
            presses(event, 20, service, "missed");

            int before = reads(proxy);
            clients.stream()
                    .map(client -> client.connect(watched.port()))
                    .toList()
                    .forEach(CompletableFuture::join);
            assertToldAll(clients, Map.of(event, 21L), 0);
            // The event's journal once, the names once, for the stream itself, and each second for attendance: not for
            // a client.
            assertThat(reads(proxy) - before).isLessThan(100);
        } finally {
            watched.stop();
        }
    }

    /** All commands but those that go on by themselves: the stream's waiting and the driver's and the probes' greetings. */
    private static int reads(MongoProxy proxy) {
        return proxy.commands().entrySet().stream()
                .filter(command -> !List.of("getMore", "hello", "isMaster", "ismaster", "ping")
                        .contains(command.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Test
    void aNewProcessTakesUpTheClientsOfOneThatDied() {
        PackagedService dying = stage.startService();
        String event = published(1).get(0);
        List<Wanderer> clients = connected(50, dying.port());
        presses(event, 30, service, "before");
        dying.kill();
        presses(event, 30, service, "meanwhile");

        PackagedService fresh = stage.startService();
        try {
            clients.forEach(client -> client.lose().join());
            clients.stream()
                    .map(client -> client.connect(fresh.port()))
                    .toList()
                    .forEach(CompletableFuture::join);
            assertToldAll(clients, Map.of(event, 61L), 0);
        } finally {
            fresh.stop();
        }
    }

    @Test
    void aProcessThatStopsSendsItsClientsToAnother() {
        PackagedService leaving = stage.startService();
        String event = published(1).get(0);
        List<Wanderer> clients = connected(50, leaving.port());
        presses(event, 10, service, "early");
        assertToldAll(clients, Map.of(event, 11L), 0);

        leaving.askToStop();
        assertThat(clients).extracting(client -> client.closeCode().join()).containsOnly(1001);
        presses(event, 10, service, "late");
        clients.stream().map(client -> client.connect(service.port())).toList().forEach(CompletableFuture::join);
        assertToldAll(clients, Map.of(event, 21L), 0);
        leaving.stop();
    }

    @Test
    void aBatchRecordedAsOneIsToldResponseByResponse() {
        String event = published(1).get(0);
        Wanderer watching = wanderers.wanderer(manager.token()).keeping("event:response");
        watching.connect(service.port()).join();

        presses(event, 200, service, "burst");

        assertToldAll(List.of(watching), Map.of(event, 201L), 0);
        List<JsonObject> responses = watching.kept();
        assertThat(responses).hasSize(200);
        // What was recorded together has one time.
        assertThat(responses.stream()
                        .map(frame -> frame.getJsonObject("data").getString("timestamp"))
                        .distinct())
                .hasSizeLessThan(50);
    }

    private List<String> published(int count) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(manager.publishes(Map.of("Server", 400)));
        }
        return events;
    }

    /** Staff of the manager, connected. */
    private List<Wanderer> connected(int count, int port) {
        List<Wanderer> clients = new ArrayList<>();
        List<Person> staff = manager.crowd("watcher", count);
        for (int i = 0; i < count; i++) {
            clients.add(wanderers.wanderer(staff.get(i).token()));
        }
        clients.stream().map(client -> client.connect(port)).toList().forEach(CompletableFuture::join);
        return clients;
    }

    private Map<String, Long> versions(List<String> events) {
        Map<String, Long> versions = new LinkedHashMap<>();
        events.forEach(event -> versions.put(event, manager.sees(event).getLong("version")));
        return versions;
    }

    /** Everybody accepts and declines in turn, half of them through each process. */
    private void record(List<String> events, PackagedService one, PackagedService two) {
        List<Person> people = manager.crowd("presser", PEOPLE);
        for (int round = 0; round < ROUNDS; round++) {
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                String event = events.get(i % events.size());
                Press press = round % 2 == 0
                        ? Press.accept(people.get(i), event, "Server")
                        : Press.decline(people.get(i), event);
                calls.add(press.to(i / events.size() % 2 == 0 ? one.port() : two.port()));
            }
            assertThat(Presses.untilDecided(stage.client(), calls).outcomes()).isEqualTo(Map.of("200", (long) PEOPLE));
        }
    }

    private void presses(String event, int count, PackagedService through, String names) {
        List<Call> calls = manager.crowd(names, count).stream()
                .map(person -> Press.accept(person, event, "Server").to(through.port()))
                .toList();
        assertThat(Presses.untilDecided(stage.client(), calls).outcomes()).isEqualTo(Map.of("200", (long) count));
    }
}
