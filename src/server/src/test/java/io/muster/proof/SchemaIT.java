package io.muster.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.history.Entry;
import io.muster.testing.database.InvariantSweep;
import io.muster.testing.database.StoredHistory;
import io.muster.testing.http.Answer;
import io.muster.testing.http.Call;
import io.muster.testing.http.Manager;
import io.muster.testing.http.Person;
import io.muster.testing.http.Stage;
import io.muster.testing.http.TestTokens;
import io.muster.testing.service.Artifact;
import io.muster.testing.service.PackagedService;
import io.muster.testing.service.PackagedService.Environment;
import io.muster.testing.service.Traffic;
import io.muster.testing.service.Wanderers;
import io.muster.testing.service.Wanderers.Wanderer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Two versions of the service on one database, up and down, while people come and go and others listen. {@code -Dbefore} names the
 * {@code quarkus-app} of an older version's build; without it only this version runs, as one that knows less and as itself.
 */
@Tag("slow")
@Tag("versions")
class SchemaIT {
    private static final int EVENTS = 2;
    private static final int PEOPLE = 20;
    private static final int LISTENERS = 4;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SCHEMA = "/api/admin/schema";
    private static final List<String> ANSWERS = List.of("200", "409 CAPACITY_FULL");

    /** Who confirms or accepts again may have been promoted meanwhile, or be on standby. */
    private static final List<String> ANSWERS_TO_WAITING =
            List.of("200", "409 CAPACITY_FULL", "409 NOT_ACCEPTED", "409 CHANGED_SINCE", "409 ALREADY_ACCEPTED");

    private final long seed = Long.getLong("faults.seed", System.nanoTime());
    private final Stage stage = new Stage();
    private final Wanderers wanderers = new Wanderers();
    private final String admin = TestTokens.staff("on-call")
            .claim("groups", List.of("admin"))
            .secret(PackagedService.SECRET)
            .sign();

    @AfterEach
    void close() throws Exception {
        wanderers.close();
        stage.close();
    }

    private Environment environment() {
        return stage.environment().with("MUSTER_SCHEMA_BEAT", "200ms").with("MUSTER_SCHEMA_GONE_AFTER", "5s");
    }

    private Environment older() {
        return environment().with("MUSTER_SCHEMA_KNOWN", "1");
    }

    @Test
    void theNumberRisesWithTheLastOlderProcessAndThenNoneStarts() {
        PackagedService old = stage.start(older());
        PackagedService oldToo = stage.start(older());
        PackagedService now = stage.start(environment());
        assertThat(schema(now)).contains(entry("number", 1), entry("limit", null), entry("known", 6));
        assertNothingNew(now);
        peopleComeAndGo(old, now);

        assertThat(old.stop()).isIn(0, 143);
        assertThat(schema(now)).as("one is left").contains(entry("number", 1));
        assertNothingNew(now);
        // One that ends without a word is gone after a while.
        oldToo.kill();
        await().atMost(Duration.ofSeconds(40)).until(() -> number(now) == 6);
        peopleComeAndWait(now);

        try (PackagedService late = older().launch()) {
            assertThat(late.awaitExit(Duration.ofSeconds(40))).isEqualTo(1);
            assertThat(late.log().text())
                    .containsPattern(
                            "(?m)^not started: the database has schema number 6, and this version knows none above 1");
        }
        Answer lowered = limit(now, 1);
        assertThat(lowered.word()).isEqualTo("409 SCHEMA_IN_USE");
        assertThat(number(now)).isEqualTo(6);
    }

    /** The way back is open as long as nothing new was recorded. */
    @Test
    void theNumberIsLoweredByHand() {
        PackagedService now = stage.start(environment());
        assertThat(number(now)).isEqualTo(6);
        assertThat(limit(now, 1).body().getInteger("number")).isEqualTo(1);
        assertNothingNew(now);
        PackagedService old = stage.start(older());
        peopleComeAndGo(old, now);
        assertThat(now.stop()).isIn(0, 143);
        peopleComeAndGo(old);
    }

    @Test
    void anOlderVersionRunsBesideThisOneUpAndDown() {
        String before = System.getProperty("before", "");
        assumeTrue(!before.isEmpty(), "-Dbefore names no older version's quarkus-app");
        Artifact version = Artifact.at(Path.of(before));
        PackagedService old = stage.start(stage.environment(), version);
        assertThat(make(old, List.of(server(3))).status()).isEqualTo(201);

        PackagedService now = stage.start(environment());
        assertThat(schema(now)).contains(entry("number", 1), entry("limit", 1));
        assertNothingNew(now);
        peopleComeAndGo(old, now);

        assertThat(now.stop()).isIn(0, 143);
        peopleComeAndGo(old);
        assertThat(audit(old)).as("by the older version").isEmpty();

        PackagedService again = stage.start(environment());
        peopleComeAndGo(old, again);
        assertThat(old.stop()).isIn(0, 143);
        assertNothingNew(again);
        assertThat(limit(again, null).body().getInteger("number")).isEqualTo(6);
        peopleComeAndWait(again);
    }

    /** Nothing is recorded that an older version would not understand. */
    private void assertNothingNew(PackagedService service) {
        assertThat(make(service, waitlist()).word()).isEqualTo("409 NOT_YET_AVAILABLE");
        String id = make(service, List.of(server(1))).body().getString("id");
        JsonObject renamed = server(1).put("role", "Waiter").put("was", "Server");
        for (JsonObject patch : List.of(
                new JsonObject().put("roles", new JsonArray(waitlist())),
                new JsonObject().put("roles", new JsonArray().add(renamed)),
                new JsonObject().put("opens_at", "2030-01-01T00:00:00Z"))) {
            Answer answer = asManager(service, HttpMethod.PATCH, "/api/events/" + id, patch);
            assertThat(answer.word()).isEqualTo("409 NOT_YET_AVAILABLE");
        }
        assertThat(asManager(
                                service,
                                HttpMethod.PATCH,
                                "/api/events/" + id,
                                new JsonObject().put("start_time", "09:30"))
                        .word())
                .isEqualTo("200");
        assertThat(asManager(service, HttpMethod.DELETE, "/api/events/" + id, null)
                        .word())
                .isEqualTo("204");
    }

    private static List<JsonObject> waitlist() {
        return List.of(server(3).put("waitlist", true));
    }

    private static JsonObject server(int count) {
        return new JsonObject().put("role", "Server").put("count", count);
    }

    private Answer make(PackagedService service, List<JsonObject> roles) {
        JsonObject event = new JsonObject()
                .put("event_name", "Gala")
                .put("date", LocalDate.now(ZoneOffset.UTC).plusDays(14).toString())
                .put("status", "published")
                .put("roles", new JsonArray(roles));
        return asManager(service, HttpMethod.POST, "/api/events", event);
    }

    private Answer asManager(PackagedService service, HttpMethod method, String path, JsonObject body) {
        Manager manager = stage.manager(service, "both");
        return stage.client().send(Call.of(service.port(), method, path, manager.token(), Optional.ofNullable(body)));
    }

    private Map<String, Object> schema(PackagedService service) {
        Answer answer = stage.client().send(Call.of(service.port(), HttpMethod.GET, SCHEMA, admin, Optional.empty()));
        assertThat(answer.word()).isEqualTo("200");
        return answer.body().getMap();
    }

    private int number(PackagedService service) {
        return (int) schema(service).get("number");
    }

    private Answer limit(PackagedService service, Integer limit) {
        JsonObject body = new JsonObject().put("limit", limit);
        return stage.client().send(Call.of(service.port(), HttpMethod.PUT, SCHEMA, admin, Optional.of(body)));
    }

    /** Where the number allows it: people wait, and whoever does gets what becomes free. */
    private void peopleComeAndWait(PackagedService service) {
        peopleComeAndGo(true, service);
        assertThat(stage.database().getCollection("journal").countDocuments(new Document("kind", "promoted")))
                .isPositive();
    }

    private void peopleComeAndGo(PackagedService... through) {
        peopleComeAndGo(false, through);
    }

    /** Through all of these at once, and what everybody was told is judged. */
    private void peopleComeAndGo(boolean waiting, PackagedService... through) {
        List<Integer> ports =
                List.of(through).stream().map(PackagedService::port).toList();
        Manager manager = stage.manager(through[0], "firm-" + System.nanoTime());
        List<String> events = new ArrayList<>();
        int places = PEOPLE / EVENTS / 2;
        for (int i = 0; i < EVENTS; i++) {
            events.add(
                    waiting
                            ? manager.publishesWaitlist("Server", places, PEOPLE)
                            : manager.publishes(Map.of("Server", places)));
        }
        List<Wanderer> listeners = new ArrayList<>();
        for (Person person : manager.crowd("listener", LISTENERS)) {
            Wanderer listener = wanderers.wanderer(person.token());
            listener.connect(ports.get(listeners.size() % ports.size())).join();
            listeners.add(listener);
        }
        List<String> awaited = waiting ? List.of("Server") : List.of();
        Traffic traffic = new Traffic(stage.client(), manager.crowd("member", PEOPLE), events, ports, seed, awaited);
        await("seed " + seed).atMost(SOON).until(() -> traffic.answered("200") > 5 * PEOPLE);
        List<Answer> answers = traffic.stop();
        assertThat(Stage.counted(answers).keySet()).isSubsetOf(waiting ? ANSWERS_TO_WAITING : ANSWERS);
        List<Entry> heard = new ArrayList<>();
        for (Wanderer listener : listeners) {
            await("told everything, seed " + seed)
                    .atMost(SOON)
                    .until(() -> events.stream()
                            .allMatch(event -> listener.steps(event)
                                    .contains(manager.sees(event).getLong("version"))));
            heard.addAll(listener.history(true));
        }
        new StoredHistory(stage.database()).with(heard).assertHolds(events, answers);
        new InvariantSweep(stage.database()).assertHolds();
        assertThat(audit(through[through.length - 1])).isEmpty();
    }

    private JsonArray audit(PackagedService service) {
        Answer audit = stage.client()
                .send(Call.of(service.port(), HttpMethod.GET, "/api/admin/audit", admin, Optional.empty()));
        assertThat(audit.status()).isEqualTo(200);
        return audit.body().getJsonArray("violations");
    }
}
