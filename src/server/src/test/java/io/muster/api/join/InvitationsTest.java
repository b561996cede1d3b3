package io.muster.api.join;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.muster.api.event.HttpTest;
import io.muster.store.CollectionNames;
import io.muster.testing.database.FindRecorder;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.test.junit.QuarkusTest;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Invitations of members, and who joins by a code (docs/api.md#invitations). */
@QuarkusTest
@Tag("service")
class InvitationsTest extends HttpTest {
    private static final String MEMBERS = "/api/members";
    private static final String INVITE = MEMBERS + "/invitations";
    private static final String JOIN = "/api/invitations";
    private static final String STAFF_LINK = "/staff#invite=";

    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);

    @Inject
    ReactiveMongoClient client;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database = "";

    private ReactiveMongoCollection<Document> stored(String collection) {
        return client.getDatabase(database).getCollection(collection);
    }

    private void change(String id, Bson update) {
        stored(CollectionNames.MEMBERS)
                .updateOne(Filters.eq("_id", new ObjectId(id)), update)
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private static ObjectNode named(String name) {
        return Bodies.object().put("name", name);
    }

    private String member(ObjectNode body) {
        return manager.post(MEMBERS, body).expect(201).id();
    }

    private Answer invite(List<String> ids) {
        ObjectNode body = Bodies.object();
        ArrayNode list = body.putArray("ids");
        ids.forEach(list::add);
        return manager.post(INVITE, body);
    }

    private String code(String id) {
        JsonNode made =
                invite(List.of(id)).expect(200).body().path("invitations").path(0);
        assertThat(made.path("link").asText()).startsWith(STAFF_LINK);
        return made.path("link").textValue().substring(STAFF_LINK.length());
    }

    private static Client person(String sub) {
        return Client.of(TestTokens.staff(sub));
    }

    private static Answer join(Client person, String code) {
        return person.post(JOIN, Bodies.object().put("code", code));
    }

    @Test
    void whoHasTheCodeBecomesTheMember() {
        manager.patch("/api/firm", "{\"name\":\"The Firm\"}").expect(200);
        String id = member(named("Ada"));
        Instant before = Instant.now();
        JsonNode made =
                invite(List.of(id)).expect(200).body().path("invitations").path(0);
        String sub = fresh("p");

        assertThat(made.path("id").textValue()).isEqualTo(id);
        assertThat(made.path("sent").booleanValue()).isFalse();
        assertThat(Instant.parse(made.path("expires_at").textValue()))
                .isBetween(
                        before.plus(Duration.ofDays(14)).minusSeconds(60),
                        Instant.now().plus(Duration.ofDays(14)).plusSeconds(60));
        String code = made.path("link").textValue().substring(STAFF_LINK.length());
        assertThat(code).matches("[A-Za-z0-9_-]{22}");
        JsonNode joined = join(person(sub), "  " + code + " ").expect(200).body();

        assertThat(joined.toString())
                .isEqualTo("{\"managerId\":\"" + managerId + "\",\"name\":\"The Firm\",\"access\":\"staff\"}");
        JsonNode member = manager.get(MEMBERS + "/" + id).expect(200).body();
        assertThat(member.path("userKey").textValue()).isEqualTo("oidc:" + sub);
        assertThat(member.path("state").textValue()).isEqualTo("active");
        assertThat(member.path("version").intValue()).isEqualTo(2);
        assertThat(manager.get(MEMBERS + "?state=active").expect(200).body().path("members"))
                .hasSize(1);
    }

    /** What is stored leads nobody to a code. */
    @Test
    void noCodeIsStored() {
        String id = member(named("Ada"));
        String code = code(id);

        Document document = stored(CollectionNames.MEMBERS)
                .find(Filters.eq("_id", new ObjectId(id)))
                .collect()
                .first()
                .await()
                .atMost(Duration.ofSeconds(5));
        assertThat(document.toJson()).contains("\"hash\"").doesNotContain(code);
    }

    /** Used, unknown, expired, of a blocked member, of one who is to manage, of another address by now, in the firm already. */
    @Test
    void aCodeThatLeadsToNothingHasOneAnswer() {
        String used = code(member(named("Used")));
        join(person(fresh("p")), used).expect(200);
        String expiredId = member(named("Expired"));
        String expired = code(expiredId);
        change(
                expiredId,
                Updates.set("invitation.until", Date.from(Instant.now().minusSeconds(1))));
        String blockedId = member(named("Blocked"));
        String blocked = code(blockedId);
        manager.patch(MEMBERS + "/" + blockedId, "{\"state\":\"blocked\"}").expect(200);
        String managingId = member(named("Managing"));
        String managing = code(managingId);
        manager.patch(MEMBERS + "/" + managingId, "{\"access\":\"manager\"}").expect(200);
        String movedId = member(named("Moved").put("email", "one-" + managerId + "@example.org"));
        String moved = code(movedId);
        manager.patch(MEMBERS + "/" + movedId, "{\"email\":\"two-" + managerId + "@example.org\"}")
                .expect(200);
        String goneId = member(named("Gone"));
        String gone = code(goneId);
        manager.delete(MEMBERS + "/" + goneId).expect(204);
        String good = code(member(named("Good")));
        String inAlready = fresh("p");
        manager.post(MEMBERS, named("In").put("userKey", "oidc:" + inAlready)).expect(201);

        Set<String> answers = new HashSet<>();
        for (String code : List.of(used, expired, blocked, managing, moved, gone, "x", "0".repeat(22), "$where")) {
            answers.add(join(person(fresh("p")), code)
                    .expect(404, "INVITATION_INVALID")
                    .text());
        }
        answers.add(
                join(person(inAlready), good).expect(404, "INVITATION_INVALID").text());

        assertThat(answers).hasSize(1);
        join(person(fresh("p")), good).expect(200);
    }

    /** Nor does the time that a refusal takes tell anything: the same reads come before each. */
    @Test
    void eachRefusalTakesTheSameReads() {
        String used = code(member(named("Used")));
        join(person(fresh("p")), used).expect(200);
        String blockedId = member(named("Blocked"));
        String blocked = code(blockedId);
        manager.patch(MEMBERS + "/" + blockedId, "{\"state\":\"blocked\"}").expect(200);
        String good = code(member(named("Good")));
        String inAlready = fresh("p");
        manager.post(MEMBERS, named("In").put("userKey", "oidc:" + inAlready)).expect(201);

        List<Long> reads = List.of(
                reads(person(fresh("p")), "unknown"),
                reads(person(fresh("p")), used),
                reads(person(fresh("p")), blocked),
                reads(person(inAlready), good));

        // What firms say of somebody who was not seen before, the code, and whether its firm has the person.
        assertThat(reads).containsOnly(3L);
    }

    /** How often members were looked up for the caller's refusal. */
    private static long reads(Client person, String code) {
        FindRecorder.start();
        join(person, code).expect(404, "INVITATION_INVALID");
        return FindRecorder.stop().stream()
                .filter(find -> find.getString("find").getValue().equals(CollectionNames.MEMBERS))
                .filter(find -> !find.toJson().contains("joinedAt"))
                .count();
    }

    @RepeatedTest(5)
    void ofTwoWithOneCodeAtOnceOneGetsIn() {
        String id = member(named("Ada"));
        String code = code(id);
        List<String> people = IntStream.range(0, 4).mapToObj(i -> fresh("p")).toList();

        List<CompletableFuture<Answer>> calls = people.stream()
                .map(sub -> CompletableFuture.supplyAsync(() -> join(person(sub), code)))
                .toList();

        List<Integer> statuses =
                calls.stream().map(call -> call.join().status()).sorted().toList();
        assertThat(statuses).containsExactly(200, 404, 404, 404);
        String winner = people.get(IntStream.range(0, 4)
                .filter(i -> calls.get(i).join().status() == 200)
                .findFirst()
                .orElseThrow());
        assertThat(manager.get(MEMBERS + "/" + id)
                        .expect(200)
                        .body()
                        .path("userKey")
                        .textValue())
                .isEqualTo("oidc:" + winner);
    }

    /** The firm changes the member in between: the code is good all the same. */
    @RepeatedTest(3)
    void aChangeAtTheSameTimeInvalidatesNoCode() {
        String id = member(named("Ada"));
        String code = code(id);

        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> IntStream.range(0, 5)
                .forEach(i -> manager.patch(MEMBERS + "/" + id, "{\"note\":\"" + i + "\"}")
                        .expect(200)));
        join(person(fresh("p")), code).expect(200);

        changes.join();
        assertThat(manager.get(MEMBERS + "/" + id)
                        .expect(200)
                        .body()
                        .path("note")
                        .textValue())
                .isEqualTo("4");
    }

    @Test
    void aPersonTriesTenCodesAMinute() {
        Client person = person(fresh("p"));
        for (int i = 0; i < JoinTries.A_MINUTE; i++) {
            join(person, "nothing-" + i).expect(404, "INVITATION_INVALID");
        }

        Answer refused = join(person, code(member(named("Ada")))).expect(429, "RATE_LIMITED");

        assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                .isBetween(1, 60);
        join(person(fresh("p")), "nothing").expect(404, "INVITATION_INVALID");
    }

    @Test
    void oneInvitationAnHourAndTheLastOneCounts() {
        String id = member(named("Ada"));
        String first = code(id);

        JsonNode again = invite(List.of(id)).expect(200).body();
        assertThat(again.path("invitations")).isEmpty();
        JsonNode error = again.path("errors").path(0);
        assertThat(error.path("code").textValue()).isEqualTo("INVITED_LATELY");
        assertThat(Instant.parse(error.path("retry_at").textValue()))
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_700));
        change(id, Updates.set("invitation.at", Date.from(Instant.now().minus(Duration.ofMinutes(61)))));
        String second = code(id);

        join(person(fresh("p")), first).expect(404, "INVITATION_INVALID");
        join(person(fresh("p")), second).expect(200);
    }

    @Test
    void eachIsAnsweredForItself() {
        String good = member(named("Good"));
        String blocked = member(named("Blocked").put("state", "blocked"));
        String active = member(named("Active").put("userKey", "oidc:" + fresh("p")));
        String managing = member(named("Managing").put("access", "manager"));
        String reading = member(named("Reading").put("access", "read").put("email", fresh("r") + "@example.org"));
        String foreign =
                manager(fresh("m")).post(MEMBERS, named("Foreign")).expect(201).id();

        JsonNode answer = invite(List.of(blocked, good, foreign, active, reading, managing))
                .expect(200)
                .body();

        assertThat(answer.path("invitations").findValuesAsText("id")).containsExactly(good, reading);
        assertThat(answer.path("invitations").path(1).path("link").textValue()).isEqualTo("/");
        assertThat(answer.path("errors").findValuesAsText("id")).containsExactly(blocked, foreign, active, managing);
        assertThat(answer.path("errors").findValuesAsText("code"))
                .containsExactly("MEMBER_JOINED", "MEMBER_NOT_FOUND", "MEMBER_JOINED", "ADDRESS_REQUIRED");
    }

    /** Whoever has a valid one is not invited again by it. */
    @Test
    void allWhoHaveNoneAreInvited() {
        String ada = member(named("Ada"));
        String ben = member(named("Ben"));
        String old = member(named("Old"));
        member(named("Active").put("userKey", "oidc:" + fresh("p")));
        code(old);
        change(
                old,
                Updates.combine(
                        Updates.set("invitation.at", Date.from(Instant.now().minus(Duration.ofDays(15)))),
                        Updates.set("invitation.until", Date.from(Instant.now().minus(Duration.ofDays(1))))));
        code(ben);

        JsonNode answer =
                manager.post(INVITE, "{\"state\":\"invited\"}").expect(200).body();

        assertThat(answer.path("invitations").findValuesAsText("id")).containsExactly(ada, old);
        assertThat(answer.path("errors")).isEmpty();
        assertThat(manager.post(INVITE, "{\"state\":\"invited\"}")
                        .expect(200)
                        .body()
                        .path("invitations"))
                .isEmpty();
    }

    @Test
    void aFirmMakesSoManyADayAndMoreTheNextDay() {
        List<String> ids = List.of(member(named("Ada")), member(named("Ben")), member(named("Cleo")));
        invite(List.of(ids.get(0))).expect(200);
        stored(CollectionNames.FIRMS)
                .updateOne(Filters.eq("_id", managerId), Updates.set("invitations.count", 499))
                .await()
                .atMost(Duration.ofSeconds(5));

        JsonNode answer = invite(ids.subList(1, 3)).expect(200).body();

        assertThat(answer.path("invitations").findValuesAsText("id")).containsExactly(ids.get(1));
        JsonNode error = answer.path("errors").path(0);
        assertThat(error.path("code").textValue()).isEqualTo("TOO_MANY_INVITATIONS");
        assertThat(Instant.parse(error.path("retry_at").textValue()))
                .isAfter(Instant.now().minusSeconds(60));
        stored(CollectionNames.FIRMS)
                .updateOne(Filters.eq("_id", managerId), Updates.set("invitations.day", "2020-01-01"))
                .await()
                .atMost(Duration.ofSeconds(5));
        invite(List.of(ids.get(2))).expect(200);
        assertThat(manager.get("/api/firm").expect(200).body().path("version").intValue())
                .as("no rule of the firm")
                .isZero();
    }

    /** Two processes, or two calls, count together. */
    @Test
    void callsAtOnceDoNotCountTwice() {
        List<String> ids = new ArrayList<>();
        IntStream.range(0, 6).forEach(i -> ids.add(member(named("M" + i))));
        invite(List.of(ids.get(0))).expect(200);
        stored(CollectionNames.FIRMS)
                .updateOne(Filters.eq("_id", managerId), Updates.set("invitations.count", 498))
                .await()
                .atMost(Duration.ofSeconds(5));

        List<CompletableFuture<JsonNode>> calls = ids.subList(1, 6).stream()
                .map(id -> CompletableFuture.supplyAsync(
                        () -> invite(List.of(id)).expect(200).body()))
                .toList();

        assertThat(calls.stream()
                        .mapToInt(call -> call.join().path("invitations").size())
                        .sum())
                .isEqualTo(2);
    }

    @Test
    void whatIsWrongIsNamed() {
        String id = member(named("Ada"));
        for (String body : List.of(
                "{}",
                "[]",
                "{\"ids\":[]}",
                "{\"ids\":7}",
                "{\"state\":\"active\"}",
                "{\"ids\":[\"" + id + "\"],\"state\":\"invited\"}",
                "{\"ids\":[\"" + id + "\",\"" + id + "\"]}",
                "{\"ids\":[\"x\"]}")) {
            manager.post(INVITE, body).expect(400, "VALIDATION");
        }
        for (String body :
                List.of("{}", "{\"code\":7}", "{\"code\":\" \"}", "{\"code\":\"" + "x".repeat(201) + "\"}")) {
            assertThat(person(fresh("p"))
                            .post(JOIN, body)
                            .expect(400, "VALIDATION")
                            .violations())
                    .containsExactly("code");
        }
    }

    @Test
    void neitherStaffNorAReadingTokenInvites() {
        Client reading = Client.of(TestTokens.manager(managerId).claim("access", "read"));
        for (Client other : List.of(staff(fresh("p"), managerId), reading)) {
            other.post(INVITE, "{\"state\":\"invited\"}").expect(403, "FORBIDDEN");
        }
        join(reading, "x").expect(403, "FORBIDDEN");
    }
}
