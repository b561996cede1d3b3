package io.muster.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.muster.testing.http.Answer;
import io.muster.testing.http.Call;
import io.muster.testing.http.Manager;
import io.muster.testing.http.OpenStage;
import io.muster.testing.http.Person;
import io.muster.testing.http.Stage;
import io.muster.testing.service.PackagedService;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything that is recorded is in the feed, once and in order, whatever becomes of the process that numbers: it is stopped for longer than
 * its lease, killed, and followed by one with another time of day.
 */
@Tag("binary")
@ExtendWith(OpenStage.class)
class OutboundIT {
    private static final Path FAKE_TIME = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
    private static final String BEGUN = "event=outbound outcome=begun";
    private static final Duration LONGER_THAN_THE_LEASE = Duration.ofSeconds(13);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int WRITERS = 6;

    private Stage stage;
    private PackagedService first;
    private Manager manager;
    private final AtomicReference<PackagedService> through = new AtomicReference<>();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicInteger recorded = new AtomicInteger();

    @BeforeEach
    void open(OpenStage.Running running) {
        stage = running.stage();
        first = running.service();
        manager = stage.manager(first, "outbound");
    }

    private static void signal(PackagedService service, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(service.pid()))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void awaitHolder(PackagedService service) {
        Awaitility.await(service.log().text())
                .atMost(PATIENCE)
                .until(() -> service.log().text().contains(BEGUN));
    }

    private CompletableFuture<Void> presses(String event, Person person) {
        return CompletableFuture.runAsync(() -> {
            boolean accepts = true;
            while (!isOver.get()) {
                JsonObject body = new JsonObject()
                        .put("response", accepts ? "accept" : "decline")
                        .put("role", "Server");
                Answer answer = stage.client()
                        .send(Call.of(
                                through.get().port(),
                                HttpMethod.POST,
                                "/api/events/" + event + "/respond",
                                person.token(),
                                Optional.of(body)));
                if (answer.status() == 200) {
                    recorded.incrementAndGet();
                    accepts = !accepts;
                }
            }
        });
    }

    private void awaitPresses(int more) {
        int before = recorded.get();
        Awaitility.await().atMost(PATIENCE).until(() -> recorded.get() >= before + more);
    }

    private PackagedService aheadOfTime() {
        PackagedService.Environment environment = stage.environment();
        if (Files.exists(FAKE_TIME)) {
            environment
                    .with("LD_PRELOAD", FAKE_TIME.toString())
                    .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                    .with("FAKETIME_FORCE_MONOTONIC_FIX", "0")
                    .with("FAKETIME", "+120s");
        }
        return stage.start(environment);
    }

    @Test
    void theFeedIsTheJournalWhateverBecomesOfWhoNumbers() throws Exception {
        awaitHolder(first);
        PackagedService second = stage.startService();
        through.set(second);
        List<String> events = List.of(manager.publishes(Map.of("Server", 3)), manager.publishes(Map.of("Server", 3)));
        List<CompletableFuture<Void>> pressing = new ArrayList<>();
        List<Person> people = manager.crowd("presser", WRITERS);
        for (int i = 0; i < WRITERS; i++) {
            pressing.add(presses(events.get(i % 2), people.get(i)));
        }
        awaitPresses(50);

        signal(first, "STOP");
        awaitHolder(second);
        Thread.sleep(LONGER_THAN_THE_LEASE.toMillis());
        signal(first, "CONT");
        awaitPresses(50);
        PackagedService third = aheadOfTime();
        through.set(third);
        second.kill();
        awaitPresses(50);
        first.kill();
        awaitHolder(third);
        awaitPresses(50);
        isOver.set(true);
        CompletableFuture.allOf(pressing.toArray(CompletableFuture[]::new)).join();

        List<String> journal = journal(events);
        Awaitility.await().atMost(PATIENCE).until(() -> feed(third).size() >= journal.size());
        List<JsonObject> feed = feed(third);
        assertThat(feed.stream().map(it -> it.getString("id")).toList()).containsExactlyInAnyOrderElementsOf(journal);
        assertThat(feed.stream()
                        .map(it -> Integer.parseInt(it.getString("sequence")))
                        .toList())
                .isEqualTo(java.util.stream.IntStream.rangeClosed(1, feed.size())
                        .boxed()
                        .toList());
        events.forEach(event -> assertThat(feed.stream()
                        .map(it -> it.getString("id"))
                        .filter(id -> id.startsWith(event))
                        .toList())
                .as("in the order of the journal")
                .isEqualTo(journal.stream().filter(id -> id.startsWith(event)).toList()));
        assertThat(journal.size()).isGreaterThan(200);
    }

    private List<String> journal(List<String> events) {
        List<String> ids = new ArrayList<>();
        for (String event : events) {
            stage.database()
                    .getCollection("journal")
                    .find(Filters.eq("eventId", new ObjectId(event)))
                    .sort(Sorts.ascending("_id.v"))
                    .forEach(line -> ids.add(
                            event + "/" + line.get("_id", Document.class).get("v")));
        }
        return ids;
    }

    private List<JsonObject> feed(PackagedService service) {
        List<JsonObject> all = new ArrayList<>();
        long next = 0;
        while (true) {
            Answer part = stage.client()
                    .send(Call.of(
                            service.port(),
                            HttpMethod.GET,
                            "/api/feed?limit=1000&after=" + next,
                            manager.token(),
                            Optional.empty()));
            assertThat(part.status()).isEqualTo(200);
            part.body().getJsonArray("events").forEach(it -> all.add((JsonObject) it));
            if (part.body().getLong("next") == next) {
                return all;
            }
            next = part.body().getLong("next");
        }
    }
}
