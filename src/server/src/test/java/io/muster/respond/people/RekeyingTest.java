package io.muster.respond.people;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.muster.api.event.HttpTest;
import io.muster.store.CollectionNames;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestTokens;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A firm's events follow a member who gets an account (docs/api.md#rekeyed). */
@QuarkusTest
@Tag("service")
class RekeyingTest extends HttpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);
    private final String sub = fresh("p");
    private final String account = "oidc:" + sub;

    @Inject
    RekeySweep sweep;

    @Inject
    ReactiveMongoClient client;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database = "";

    private ReactiveMongoCollection<Document> members() {
        return client.getDatabase(database).getCollection(CollectionNames.MEMBERS);
    }

    private Document stored(String id) {
        return members()
                .find(Filters.eq("_id", new ObjectId(id)))
                .collect()
                .first()
                .await()
                .atMost(PATIENCE);
    }

    /** The service's own sweep may be running just then. */
    private void sweepUntilFinished(String id) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            sweep.once().await().atMost(PATIENCE);
            return !stored(id).containsKey("joinedAt");
        });
    }

    private String local() {
        return manager.post("/api/members", Bodies.object().put("name", "Ada Local"))
                .expect(201)
                .id();
    }

    private void putIn(String event, String id) {
        manager.put(path(event) + "/staff/local:" + id, Bodies.object().put("role", "Server"))
                .expect(200);
    }

    private String code(String id) {
        ObjectNode body = Bodies.object();
        body.putArray("ids").add(id);
        String link = manager.post("/api/members/invitations", body)
                .expect(200)
                .body()
                .at("/invitations/0/link")
                .textValue();
        return link.substring(link.indexOf('=') + 1);
    }

    private void joins(String id) {
        Client.of(TestTokens.staff(sub))
                .post("/api/invitations", Bodies.object().put("code", code(id)))
                .expect(200);
    }

    private JsonNode event(String id) {
        return manager.get(path(id)).expect(200).body();
    }

    private static ObjectNode on(LocalDate date) {
        return Bodies.published().put("date", date.toString());
    }

    /** Places, standing, audience, bars and drafts; and whoever waits gets the place that one has too many. */
    @Test
    void theEventsNameTheAccount() {
        String id = local();
        String in = createPublished(manager);
        putIn(in, id);
        ObjectNode addressed = Bodies.published();
        addressed.putArray("audience_user_keys").add("local:" + id).add("oidc:other");
        String forTheMember = create(manager, addressed).id();
        ObjectNode draft = Bodies.published().put("status", "draft");
        draft.putArray("barred_user_keys").add("local:" + id);
        String barred = create(manager, draft).id();
        String untouched = createPublished(manager);
        Client person = staff(sub, managerId);

        joins(id);

        JsonNode seat = event(in).at("/accepted_staff/0");
        assertThat(seat.path("userKey").textValue()).isEqualTo(account);
        assertThat(seat.path("unconfirmed").booleanValue()).isTrue();
        assertThat(person.get(path(in))
                        .expect(200)
                        .body()
                        .at("/my_response/role")
                        .textValue())
                .isEqualTo("Server");
        assertThat(event(forTheMember).path("audience_user_keys").toString())
                .isEqualTo("[\"" + account + "\",\"oidc:other\"]");
        assertThat(event(barred).path("barred_user_keys").toString()).isEqualTo("[\"" + account + "\"]");
        assertThat(event(untouched).path("version").intValue()).isEqualTo(1);
        JsonNode lines = manager.get(path(in) + "/journal").expect(200).body().path("entries");
        JsonNode last = lines.get(lines.size() - 1);
        assertThat(last.path("kind").textValue()).isEqualTo("rekeyed");
        assertThat(last.path("from").textValue()).isEqualTo("local:" + id);
        assertThat(last.path("userKey").textValue()).isEqualTo(account);
        assertThat(last.path("actor").textValue()).isEqualTo(account);
        assertThat(manager.get(path(in) + "/roster")
                        .expect(200)
                        .body()
                        .at("/roster/0/name")
                        .textValue())
                .isEqualTo("Ada Local");
        assertThat(person.post(
                                path(in) + "/respond",
                                Bodies.object()
                                        .put("response", "confirm")
                                        .put(
                                                "version",
                                                event(in).path("version").intValue()))
                        .expect(200)
                        .body()
                        .at("/my_response/unconfirmed")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void theEarlierAcceptStays() {
        String id = local();
        ObjectNode two = Bodies.published();
        two.remove("roles");
        Bodies.role(two, "Server", 2, "waitlist");
        String both = create(manager, two).id();
        Client waiting = staff(fresh("w"), managerId);
        accept(staff(sub, managerId), both, "Server").expect(200);
        putIn(both, id);
        waiting.post(path(both) + "/respond", Bodies.standBy("Server")).expect(200);

        joins(id);

        JsonNode event = event(both);
        assertThat(event.path("accepted_staff").findValuesAsText("userKey"))
                .hasSize(2)
                .contains(account)
                .doesNotContain("local:" + id);
        assertThat(event.path("standby_count").intValue()).isZero();
    }

    /** Events that were over keep the userKey before; what the member did there is found all the same. */
    @Test
    void eventsThatAreOverAreFoundByTheUserKeyBefore() {
        String id = local();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String over = create(manager, on(today.minusDays(10))).id();
        putIn(over, id);
        String ahead = create(manager, on(today.plusDays(10))).id();
        putIn(ahead, id);

        joins(id);

        assertThat(event(over).at("/accepted_staff/0/userKey").textValue()).isEqualTo("local:" + id);
        assertThat(event(over).at("/accepted_staff/0/name").textValue()).isEqualTo("Ada Local");
        assertThat(manager.get("/api/members/" + id + "/shifts?from=" + today.minusDays(20) + "&to="
                                + today.plusDays(20))
                        .expect(200)
                        .body()
                        .path("shifts")
                        .findValuesAsText("eventId"))
                .containsExactly(over, ahead);
    }

    /** The member is there once, with what was answered, whether everybody was asked or the member alone. */
    @Test
    void theAudienceOfWhatIsOverKnowsWhoHasJoined() {
        String id = local();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String in = create(manager, on(today.minusDays(10))).id();
        putIn(in, id);
        String asked = create(manager, Bodies.forPeople(on(today.minusDays(9)), "local:" + id))
                .id();
        String barred = create(manager, on(today.minusDays(8))).id();
        manager.patch(path(barred), "{\"barred_user_keys\":[\"local:" + id + "\"]}")
                .expect(200);

        joins(id);

        JsonNode audience = manager.get(path(in) + "/audience").expect(200).body();
        assertThat(audience.path("members")).hasSize(1);
        assertThat(audience.at("/members/0/userKey").textValue()).isEqualTo("oidc:" + sub);
        assertThat(audience.at("/members/0/answer").textValue()).isEqualTo("accept");
        assertThat(audience.at("/members/0/role").textValue()).isEqualTo("Server");
        assertThat(audience.path("counts").toString())
                .isEqualTo("{\"accept\":1,\"standby\":0,\"decline\":0,\"none\":0}");
        assertThat(manager.get(path(in) + "/audience?answer=accept")
                        .expect(200)
                        .body()
                        .path("members"))
                .isEqualTo(audience.path("members"));
        assertThat(manager.get(path(in) + "/audience?answer=none")
                        .expect(200)
                        .body()
                        .path("members"))
                .isEmpty();
        JsonNode named = manager.get(path(asked) + "/audience").expect(200).body();
        assertThat(named.at("/members/0/id").textValue()).isEqualTo(id);
        assertThat(named.at("/counts/none").intValue()).isEqualTo(1);
        JsonNode nobody = manager.get(path(barred) + "/audience").expect(200).body();
        assertThat(nobody.path("members")).isEmpty();
        assertThat(nobody.at("/counts/none").intValue()).isZero();
    }

    @Test
    void whatIsNotedOfAttendanceFollows() {
        String id = local();
        Instant start = Instant.now().plus(Duration.ofHours(1));
        ObjectNode now = on(LocalDate.ofInstant(start, ZoneOffset.UTC))
                .put("timezone", "UTC")
                .put(
                        "start_time",
                        start.atZone(ZoneOffset.UTC).toLocalTime().toString().substring(0, 5));
        now.remove("end_time");
        String event = create(manager, now).id();
        putIn(event, id);
        manager.put(
                        path(event) + "/staff/local:" + id + "/attendance",
                        Bodies.object().put("state", "arrived"))
                .expect(200);

        joins(id);

        assertThat(manager.get(path(event) + "/roster")
                        .expect(200)
                        .body()
                        .at("/roster/0/attendance")
                        .textValue())
                .isEqualTo("arrived");
    }

    /** The process that took the code died before it came to the events: the next sweep finds the member. */
    @Test
    void whatWasCutOffIsFinishedLater() {
        String id = local();
        String event = createPublished(manager);
        putIn(event, id);
        members()
                .updateOne(
                        Filters.eq("_id", new ObjectId(id)),
                        Updates.combine(
                                Updates.set("userKey", account),
                                Updates.set("state", "active"),
                                Updates.set("joinedAt", Date.from(Instant.now().minusSeconds(180)))))
                .await()
                .atMost(PATIENCE);

        sweepUntilFinished(id);

        assertThat(event(event).at("/accepted_staff/0/userKey").textValue()).isEqualTo(account);
    }

    /** A manager's hand may be a moment late: the first pass is not the last one. */
    @Test
    void whatIsRecordedJustAfterIsFoundByTheNextPass() {
        String id = local();
        joins(id);
        assertThat(stored(id)).containsKey("joinedAt");
        ObjectNode late = Bodies.published();
        late.putArray("audience_user_keys").add("local:" + id);
        String event = create(manager, late).id();
        members()
                .updateOne(
                        Filters.eq("_id", new ObjectId(id)),
                        Updates.set("joinedAt", Date.from(Instant.now().minusSeconds(180))))
                .await()
                .atMost(PATIENCE);

        sweepUntilFinished(id);

        assertThat(event(event).path("audience_user_keys").toString()).isEqualTo("[\"" + account + "\"]");
    }

    @Test
    void theAuditFindsNothing() {
        String id = local();
        List<String> events = List.of(createPublished(manager), createPublished(manager));
        events.forEach(event -> putIn(event, id));
        accept(staff(sub, managerId), events.get(0), "Server").expect(200);

        joins(id);

        JsonNode report = Client.of(TestTokens.staff(fresh("admin")).claim("groups", List.of("admin")))
                .get("/api/admin/audit")
                .expect(200)
                .body();
        assertThat(report.path("violations").findValuesAsText("eventId")).doesNotContainAnyElementsOf(events);
    }
}
