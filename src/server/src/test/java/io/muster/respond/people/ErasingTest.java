package io.muster.respond.people;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.model.Filters;
import io.muster.api.event.HttpTest;
import io.muster.store.erasure.Erasures;
import io.muster.store.lease.Lease;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestSocket;
import io.muster.testing.http.TestTokens;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A firm erases somebody (docs/api.md#erasure). */
@QuarkusTest
@Tag("service")
class ErasingTest extends HttpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);
    private final String sub = fresh("p");
    private final String userKey = "oidc:" + sub;
    private final String name = fresh("Ada") + " Lovelace";
    private final String email = fresh("ada") + "@example.com";
    private final String phone = "+34 600 " + (100_000 + (int) (System.nanoTime() % 800_000));

    @Inject
    Erasing erasing;

    @Inject
    ErasureSweep sweep;

    @Inject
    Erasures erasures;

    @Inject
    Lease lease;

    @Inject
    ReactiveMongoClient client;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database = "";

    private final Client person = Client.of(TestTokens.staff(sub)
            .claim("managerIds", List.of(managerId))
            .claim("name", name)
            .claim("email", email));

    private String member(String state) {
        return manager.post(
                        "/api/members",
                        Bodies.object()
                                .put("name", name)
                                .put("email", email)
                                .put("phone", phone)
                                .put("note", "Of " + name)
                                .put("userKey", userKey)
                                .put("state", state))
                .expect(201)
                .id();
    }

    private String on(LocalDate date) {
        return create(manager, Bodies.published().put("date", date.toString())).id();
    }

    private JsonNode event(String id) {
        return manager.get(path(id)).expect(200).body();
    }

    private void moved(String id, LocalDate date) {
        manager.patch(path(id), Bodies.object().put("date", date.toString())).expect(200);
    }

    private String erase(String member) {
        return manager.delete("/api/members/" + member + "?erase=true")
                .expect(202)
                .body()
                .path("job")
                .textValue();
    }

    /** The service's own sweep may be running just then. */
    private void untilDone(String job) {
        untilDone(manager, job);
    }

    private void untilDone(Client whose, String job) {
        Erasing atOnce = erasing.settledAfter(Duration.ZERO);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            sweep.once(atOnce, Duration.ofDays(1)).await().atMost(PATIENCE);
            return whose.get("/api/jobs/" + job)
                    .expect(200)
                    .body()
                    .path("state")
                    .textValue()
                    .equals("done");
        });
    }

    /** Everything that the database has, as text. */
    private String dump() {
        var all = client.getDatabase(database);
        StringBuilder dump = new StringBuilder();
        all.listCollectionNames()
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE)
                .forEach(collection -> all.getCollection(collection)
                        .find()
                        .collect()
                        .asList()
                        .await()
                        .atMost(PATIENCE)
                        .forEach(document -> dump.append(collection)
                                .append(document.toJson())
                                .append('\n')));
        return dump.toString();
    }

    private void auditFindsNothing(List<String> events) {
        JsonNode report = Client.of(TestTokens.staff(fresh("admin")).claim("groups", List.of("admin")))
                .get("/api/admin/audit")
                .expect(200)
                .body();
        assertThat(report.path("violations").findValuesAsText("eventId")).doesNotContainAnyElementsOf(events);
    }

    private void isGone(String member) {
        String dump = dump();
        assertThat(dump.lines().filter(line -> line.contains(sub))).isEmpty();
        assertThat(dump.lines().filter(line -> line.contains("local:" + member)))
                .isEmpty();
        assertThat(dump.lines().filter(line -> line.contains(name))).isEmpty();
        assertThat(dump.lines().filter(line -> line.contains(email))).isEmpty();
        assertThat(dump.lines().filter(line -> line.contains(phone))).isEmpty();
    }

    /** Places, declines with reasons, bars, audiences, attendance, tombstones; while other people go on pressing. */
    @Test
    void nothingOfThePersonIsLeft() throws Exception {
        String member = member("active");
        String over = on(TODAY.plusDays(20));
        accept(person, over, "Server").expect(200);
        moved(over, TODAY.minusDays(20));
        String ahead = on(TODAY.plusDays(21));
        accept(person, ahead, "Server").expect(200);
        String declined = on(TODAY.plusDays(22));
        person.post(
                        path(declined) + "/respond",
                        Bodies.object().put("response", "decline").put("reason", "ill, says " + name))
                .expect(200);
        ObjectNode draft = Bodies.published().put("status", "draft");
        draft.putArray("barred_user_keys").add(userKey).add("oidc:other");
        String barred = create(manager, draft).id();
        ObjectNode addressed = Bodies.published();
        addressed.putArray("audience_user_keys").add(userKey).add("oidc:other");
        String audience = create(manager, addressed).id();
        manager.patch(path(audience), Bodies.object().put("venue_name", "Elsewhere"))
                .expect(200);
        String deleted = on(TODAY.plusDays(23));
        accept(person, deleted, "Server").expect(200);
        manager.delete(path(deleted)).expect(204);
        Instant start = Instant.now().plus(Duration.ofMinutes(30));
        ObjectNode now = Bodies.published()
                .put("date", LocalDate.ofInstant(start, ZoneOffset.UTC).toString())
                .put("timezone", "UTC")
                .put(
                        "start_time",
                        start.atZone(ZoneOffset.UTC).toLocalTime().toString().substring(0, 5));
        now.remove("end_time");
        String running = create(manager, now).id();
        accept(person, running, "Server").expect(200);
        manager.put(
                        path(running) + "/staff/" + userKey + "/attendance",
                        Bodies.object().put("state", "arrived"))
                .expect(200);
        List<String> events = List.of(over, ahead, declined, barred, audience, deleted, running);
        assertThat(dump()).contains(sub, name, email, phone);
        AtomicBoolean stop = new AtomicBoolean();
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Client other = staff(fresh("o"), managerId);
            others.add(CompletableFuture.runAsync(() -> {
                while (!stop.get()) {
                    accept(other, declined, "Server");
                    decline(other, declined);
                }
            }));
        }

        String job = erase(member);
        assertThat(event(ahead).path("accepted_count").intValue()).isZero();
        untilDone(job);
        stop.set(true);
        CompletableFuture.allOf(others.toArray(CompletableFuture[]::new)).get();

        isGone(member);
        auditFindsNothing(events);
        assertThat(event(over).at("/accepted_staff/0/userKey").textValue()).startsWith("erased:");
        assertThat(event(declined).at("/declined_staff").findValuesAsText("userKey"))
                .anyMatch(key -> key.startsWith("erased:"));
        assertThat(event(barred).at("/barred_user_keys/0").textValue()).startsWith("erased:");
        assertThat(event(audience).at("/audience_user_keys/0").textValue())
                .startsWith("erased:")
                .isNotEqualTo(event(barred).at("/barred_user_keys/0").textValue());
        JsonNode lines =
                manager.get(path(declined) + "/journal").expect(200).body().path("entries");
        assertThat(lines.findValuesAsText("kind")).contains("erased");
        assertThat(lines.toString()).doesNotContain("ill, says");
    }

    /** Whoever comes back is another person for the firm; who presses meanwhile is told to wait. */
    @Test
    void whileItRunsThePersonCannotAccept() {
        String member = member("active");
        String event = on(TODAY.plusDays(20));

        String job = erase(member);

        assertThat(manager.get("/api/jobs/" + job)
                        .expect(200)
                        .body()
                        .path("state")
                        .textValue())
                .isEqualTo("running");
        accept(person, event, "Server").expect(409, "ERASURE_RUNNING");
        decline(person, event).expect(409, "ERASURE_RUNNING");
        accept(staff(fresh("o"), managerId), event, "Server").expect(200);
        assertThat(erase(member)).isEqualTo(job);
        untilDone(job);
        isGone(member);
        manager(fresh("m")).get("/api/jobs/" + job).expect(404, "JOB_NOT_FOUND");
        accept(person, event, "Server").expect(200);
    }

    @Test
    void aBlockStays() {
        String member = member("active");
        String event = on(TODAY.plusDays(20));
        manager.patch("/api/members/" + member, Bodies.object().put("state", "blocked"))
                .expect(200);

        untilDone(erase(member));

        isGone(member);
        accept(person, event, "Server").expect(404);
        person.get(path(event)).expect(404);
        // What the firm says of the person anew counts instead.
        member("active");
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> person.get(path(event)).expect(200));
        accept(person, event, "Server").expect(200);
    }

    /** Who waits gets the place. */
    @Test
    void placesAreSomebodyElses() {
        String member = member("active");
        ObjectNode body = Bodies.published();
        body.remove("roles");
        Bodies.role(body, "Server", 1, "waitlist");
        String event = create(manager, body).id();
        accept(person, event, "Server").expect(200);
        Client waiting = staff(fresh("w"), managerId);
        waiting.post(path(event) + "/respond", Bodies.standBy("Server")).expect(200);

        untilDone(erase(member));

        assertThat(event(event).path("accepted_count").intValue()).isEqualTo(1);
        assertThat(event(event).path("standby_count").intValue()).isZero();
        isGone(member);
    }

    /** A process that holds the job dies after some events: another one goes on once the lease is over. */
    @Test
    void anotherProcessFinishesIt() {
        String member = member("active");
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String event = on(TODAY.plusDays(30));
            accept(person, event, "Server").expect(200);
            moved(event, TODAY.minusDays(30));
            events.add(event);
        }
        Lease dead = new Lease(client, database, Duration.ofSeconds(3));
        String job = member;
        assertThat(dead.take("erasure:" + job).await().atMost(PATIENCE)).isTrue();
        assertThat(erase(member)).isEqualTo(job);
        Erasures.Work work =
                erasures.work(new ObjectId(job)).await().atMost(PATIENCE).orElseThrow();
        erasing.event(new ObjectId(events.get(0)), work).await().atMost(PATIENCE);
        erasures.advanced(work, new ObjectId(events.get(0)), 1, false).await().atMost(PATIENCE);
        assertThat(dump()).contains(sub);

        untilDone(job);

        isGone(member);
        auditFindsNothing(events);
        events.forEach(
                event -> assertThat(event(event).at("/accepted_staff/0/userKey").textValue())
                        .startsWith("erased:"));
        assertThat(manager.get("/api/jobs/" + job)
                        .expect(200)
                        .body()
                        .path("events")
                        .intValue())
                .isEqualTo(5);
    }

    private TestTokens signedIn(Instant at) {
        return TestTokens.staff(sub)
                .claim("managerIds", List.of(managerId))
                .claim("name", name)
                .claim("email", email)
                .claim("auth_time", at.getEpochSecond());
    }

    /** What is over is the firm's record; all else is gone. */
    @Test
    void aPersonErasesOneself() {
        String member = member("active");
        String over = on(TODAY.plusDays(20));
        accept(person, over, "Server").expect(200);
        moved(over, TODAY.minusDays(20));
        String ahead = on(TODAY.plusDays(21));
        accept(person, ahead, "Server").expect(200);
        String declined = on(TODAY.plusDays(22));
        decline(person, declined).expect(200);
        ObjectNode confirmed = Bodies.object().put("confirm", "erase");
        Client old = Client.of(signedIn(Instant.now().minusSeconds(700)));
        old.delete("/api/me", confirmed).expect(403, "SIGN_IN_TOO_OLD");
        Client now = Client.of(signedIn(Instant.now().minusSeconds(20)));
        now.delete("/api/me", Bodies.object()).expect(400);
        assertThat(event(ahead).path("accepted_count").intValue()).isEqualTo(1);

        String calendar = calendar(person);
        assertThat(RestAssured.get(calendar).statusCode()).isEqualTo(200);

        String job =
                now.delete("/api/me", confirmed).expect(202).body().path("job").textValue();

        assertThat(RestAssured.get(calendar).statusCode()).isEqualTo(404);
        accept(person, declined, "Server").expect(409, "ERASURE_RUNNING");
        assertThat(event(ahead).path("accepted_count").intValue()).isZero();
        manager.get("/api/jobs/" + job).expect(404, "JOB_NOT_FOUND");
        untilDone(now, job);
        String dump = dump();
        assertThat(dump).doesNotContain(name, email, phone, "local:" + member);
        assertThat(dump.lines().filter(line -> line.contains(sub))).allMatch(line -> line.contains(over));
        auditFindsNothing(List.of(over, ahead, declined));
    }

    private static String calendar(Client whose) {
        String url =
                whose.post("/api/me/calendar").expect(201).body().path("url").textValue();
        return url.substring(url.indexOf("/calendar/"));
    }

    /** It has nothing of the firm any more, and no other firm knows the person. */
    @Test
    void aFirmThatErasesAMemberEndsTheCalendar() {
        String member = member("active");
        String calendar = calendar(person);
        assertThat(RestAssured.get(calendar).statusCode()).isEqualTo(200);

        String job = erase(member);

        assertThat(RestAssured.get(calendar).statusCode()).isEqualTo(404);
        untilDone(job);
        isGone(member);
    }

    @Test
    void whatIsStoredCanBeExported() {
        String member = member("active");
        String declined = on(TODAY.plusDays(22));
        person.post(
                        path(declined) + "/respond",
                        Bodies.object().put("response", "decline").put("reason", "ill that day"))
                .expect(200);
        String other = on(TODAY.plusDays(23));
        accept(staff(fresh("o"), managerId), other, "Server").expect(200);
        String in = on(TODAY.plusDays(24));
        accept(person, in, "Server").expect(200);

        JsonNode data = person.get("/api/me/export").expect(200).body();

        assertThat(data.path("userKey").textValue()).isEqualTo(userKey);
        assertThat(data.at("/members/0/id").textValue()).isEqualTo(member);
        assertThat(data.at("/members/0/note").textValue()).isEqualTo("Of " + name);
        assertThat(data.at("/members/0/phone").textValue()).isEqualTo(phone);
        assertThat(data.path("events").findValuesAsText("eventId")).containsExactly(declined, in);
        assertThat(data.at("/events/0/journal/0/reason").textValue()).isEqualTo("ill that day");
        assertThat(data.at("/events/1/role").textValue()).isEqualTo("Server");
        assertThat(data.path("next").isNull()).isTrue();
        assertThat(person.get("/api/me/export?after=" + declined)
                        .expect(200)
                        .body()
                        .path("events")
                        .findValuesAsText("eventId"))
                .containsExactly(in);
        person.get("/api/me/export?after=x").expect(400);
    }

    /** No version is missing, nobody has to fetch all anew, and what comes next names nobody who is gone. */
    @Test
    void aProcessThatHoldsTheEventReadsItAnew() {
        String member = member("active");
        String event = on(TODAY.plusDays(20));
        Client other = staff(fresh("o"), managerId);
        try (TestSocket.Clients clients = new TestSocket.Clients(RestAssured.port)) {
            TestSocket socket = clients.open(TestTokens.manager(managerId));
            assertThat(socket.next().getString("event")).isEqualTo("welcome");
            accept(other, event, "Server").expect(200);
            decline(person, event).expect(200);
            assertThat(socket.next().getJsonObject("data").getLong("version")).isEqualTo(2);
            JsonObject held = socket.next();
            assertThat(held.getJsonObject("data").getLong("version")).isEqualTo(3);
            assertThat(held.encode()).contains(userKey);

            untilDone(erase(member));
            decline(other, event).expect(200);

            JsonObject erased = socket.next();
            assertThat(erased.getString("event")).isEqualTo("event:updated");
            assertThat(erased.getJsonObject("data").getLong("version")).isEqualTo(4);
            assertThat(erased.getJsonObject("data").getJsonArray("changed")).isEmpty();
            JsonObject next = socket.next();
            assertThat(next.getString("event")).isEqualTo("event:response");
            assertThat(next.getJsonObject("data").getLong("version")).isEqualTo(5);
            assertThat(next.encode()).doesNotContain(userKey).contains("erased:");
        }
    }

    @Test
    void theLastManagerStays() {
        String admin = fresh("boss");
        String id = manager.post(
                        "/api/members",
                        Bodies.object()
                                .put("name", "Boss")
                                .put("userKey", "oidc:" + admin)
                                .put("access", "manager")
                                .put("state", "active"))
                .expect(201)
                .id();
        manager.delete("/api/members/" + id + "?erase=true").expect(409, "LAST_MANAGER");
        assertThat(client.getDatabase(database)
                        .getCollection("jobs")
                        .find(Filters.eq("_id", new ObjectId(id)))
                        .collect()
                        .asList()
                        .await()
                        .atMost(PATIENCE))
                .isEqualTo(List.<Document>of());
    }
}
