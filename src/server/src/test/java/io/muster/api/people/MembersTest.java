package io.muster.api.people;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.event.HttpTest;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A firm's members (docs/api.md#members). */
@QuarkusTest
@Tag("service")
class MembersTest extends HttpTest {
    private static final String MEMBERS = "/api/members";

    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);

    private static ObjectNode named(String name) {
        return Bodies.object().put("name", name);
    }

    private Answer made(ObjectNode body) {
        return manager.post(MEMBERS, body).expect(201);
    }

    private Answer manages(String userKey) {
        return made(named("Boss").put("userKey", userKey).put("access", "manager"));
    }

    @Test
    void aMemberIsAllThatWasSaid() {
        manager.put("/api/teams/bar", Bodies.object().put("name", "Bar")).expect(201);
        ObjectNode body = named("  Ada L ")
                .put("email", "Ada@Example.org")
                .put("phone", "+1 303 555-1234")
                .put("note", "speaks\nSpanish");
        body.putArray("teams").add("bar");
        body.putArray("qualifications").addObject().put("name", "First aid").put("valid_until", "2027-01-31");

        Answer made = made(body);

        assertThat(made.header("Location")).hasValue(MEMBERS + "/" + made.id());
        assertThat(made.header("ETag")).hasValue("\"1\"");
        assertThat(made.body().path("userKey").textValue()).isEqualTo("local:" + made.id());
        assertThat(made.body().path("name").textValue()).isEqualTo("Ada L");
        assertThat(made.body().path("state").textValue()).isEqualTo("invited");
        assertThat(made.body().path("access").textValue()).isEqualTo("staff");
        assertThat(made.body().path("teams").toString()).isEqualTo("[\"bar\"]");
        assertThat(made.body().path("qualifications").toString())
                .isEqualTo("[{\"name\":\"First aid\",\"valid_until\":\"2027-01-31\"}]");
        assertThat(manager.get(MEMBERS + "/" + made.id()).expect(200).body()).isEqualTo(made.body());
    }

    /** Also of a member of whom nothing is known that could not be another's. */
    @Test
    void aRepeatedKeyMakesNoSecondMember() {
        Client again = manager.with("Idempotency-Key", fresh("key"));
        String id = again.post(MEMBERS, named("Ada")).expect(201).id();
        manager.patch(MEMBERS + "/" + id, "{\"note\":\"x\"}").expect(200);

        assertThat(again.post(MEMBERS, named("Ada")).expect(201).id()).isEqualTo(id);
        again.post(MEMBERS, named("Ben")).expect(422, "IDEMPOTENCY_KEY_REUSED");
        assertThat(manager.get(MEMBERS).expect(200).body().path("members")).hasSize(1);
        manager.with("Idempotency-Key", "\u00e9").post(MEMBERS, named("Ada")).expect(400, "VALIDATION");
    }

    @Test
    void whatIsWrongIsNamed() {
        String body = "{\"name\":\" \",\"email\":\"ada\",\"phone\":\"x\",\"teams\":[\"none\"],\"access\":\"owner\","
                + "\"state\":\"active\",\"userKey\":\"local:1\",\"note\":\"" + "n".repeat(1_001) + "\","
                + "\"qualifications\":[{\"name\":\"a|b\"},{\"name\":\"Bar\"},{\"name\":\" BAR\",\"valid_until\":\"soon\"},7]}";

        assertThat(manager.post(MEMBERS, body).expect(400, "VALIDATION").violations())
                .containsExactlyInAnyOrder(
                        "name",
                        "email",
                        "phone",
                        "teams[0]",
                        "access",
                        "state",
                        "userKey",
                        "note",
                        "qualifications[0].name",
                        "qualifications[2].name",
                        "qualifications[2].valid_until",
                        "qualifications[3]");
        manager.post(MEMBERS, "[]").expect(400, "VALIDATION");
    }

    @Test
    void anAddressAndAUserKeyAreThoseOfOneMember() {
        made(named("Ada").put("email", "ada@example.org").put("userKey", "oidc:ada"));
        String other = made(named("Ben")).id();

        manager.post(MEMBERS, named("Eve").put("email", "ADA@example.org")).expect(409, "MEMBER_EXISTS");
        manager.post(MEMBERS, named("Eve").put("userKey", "oidc:ada")).expect(409, "MEMBER_EXISTS");
        manager.patch(MEMBERS + "/" + other, "{\"email\":\"Ada@Example.org\"}").expect(409, "MEMBER_EXISTS");
        Client elsewhere = manager(fresh("m"));
        elsewhere
                .post(MEMBERS, named("Ada").put("email", "ada@example.org").put("userKey", "oidc:ada"))
                .expect(201);
    }

    @Test
    void aPatchChangesWhatItNames() {
        Answer made = made(named("Ada").put("email", "a@example.org").put("phone", "030 555"));
        String path = MEMBERS + "/" + made.id();

        Answer changed = manager.with("If-Match", "\"1\"")
                .patch(path, "{\"phone\":null,\"note\":\"x\"}")
                .expect(200);

        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.body().path("phone").isNull()).isTrue();
        assertThat(changed.body().path("email").textValue()).isEqualTo("a@example.org");
        manager.with("If-Match", "\"1\"").patch(path, "{\"name\":\"Bea\"}").expect(412, "VERSION_STALE");
        assertThat(manager.with("If-Match", "\"1\"")
                        .patch(path, "{\"note\":\"x\"}")
                        .expect(200)
                        .version())
                .isEqualTo(2);
        assertThat(manager.patch(path, changed.body()).expect(200).version()).isEqualTo(2);
        assertThat(manager.patch(path, "{\"userKey\":\"oidc:eve\",\"name\":null}")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactlyInAnyOrder("userKey", "name");
    }

    @ParameterizedTest
    @CsvSource({
        "oidc:ada,active,blocked,true", "oidc:ada,blocked,active,true", "oidc:ada,active,invited,false",
        "'',invited,blocked,true", "'',blocked,invited,true", "'',invited,active,false"
    })
    void onlyWhoHasAnAccountIsActive(String userKey, String before, String after, boolean possible) {
        ObjectNode body = named("Ada").put("state", before);
        if (!userKey.isEmpty()) {
            body.put("userKey", userKey);
        }
        String path = MEMBERS + "/" + made(body).id();

        Answer answer = manager.patch(path, "{\"state\":\"" + after + "\"}");

        if (possible) {
            answer.expect(200);
        } else {
            assertThat(answer.expect(400, "VALIDATION").violations()).containsExactly("state");
        }
    }

    @Test
    void theLastManagerStays() {
        String first = MEMBERS + "/" + manages("oidc:1").id();
        made(named("Invited").put("access", "manager"));

        manager.patch(first, "{\"access\":\"staff\"}").expect(409, "LAST_MANAGER");
        manager.patch(first, "{\"state\":\"blocked\"}").expect(409, "LAST_MANAGER");
        manager.delete(first).expect(409, "LAST_MANAGER");
        manager.delete(first + "?release=true").expect(409, "LAST_MANAGER");
        manager.patch(first, "{\"note\":\"x\"}").expect(200);
        manages("oidc:2");
        manager.patch(first, "{\"access\":\"read\"}").expect(200);
        manager.delete(first).expect(204);
        manager.get(first).expect(404, "MEMBER_NOT_FOUND");
    }

    /** Each of them sees the other one's manager; without a common document both would go. */
    @RepeatedTest(5)
    void ofTwoManagersOneStaysWhoeverIsRemovedAtTheSameTime() {
        List<String> both = List.of(manages("oidc:1").id(), manages("oidc:2").id());

        List<CompletableFuture<Answer>> calls = Stream.of(0, 1)
                .map(i -> CompletableFuture.supplyAsync(() -> i == 0
                        ? manager.delete(MEMBERS + "/" + both.get(0))
                        : manager.patch(MEMBERS + "/" + both.get(1), "{\"access\":\"staff\"}")))
                .toList();

        List<Integer> statuses =
                calls.stream().map(call -> call.join().status()).sorted().toList();
        assertThat(statuses.get(0)).isIn(200, 204);
        assertThat(statuses.get(1)).isEqualTo(409);
    }

    @Test
    void anAddressThatATakenOneBecomesIsRefusedWithAManagerToo() {
        made(named("Ada").put("email", "ada@example.org"));
        manages("oidc:1");
        String second = MEMBERS + "/" + manages("oidc:2").id();

        manager.patch(second, "{\"access\":\"staff\",\"email\":\"ada@example.org\"}")
                .expect(409, "MEMBER_EXISTS");
    }

    @Test
    void whoIsRemovedKeepsPlacesUnlessTheyAreFreed() {
        String sub = fresh("p");
        Client person = staff(sub, managerId);
        Client waiting = staff(fresh("w"), managerId);
        ObjectNode waitlist = Bodies.published();
        waitlist.remove("roles");
        Bodies.role(waitlist, "Server", 1, "waitlist");
        String kept = create(manager, waitlist).id();
        String path =
                MEMBERS + "/" + made(named("Ada").put("userKey", "oidc:" + sub)).id();
        accept(person, kept, "Server").expect(200);
        waiting.post(path(kept) + "/respond", Bodies.standBy("Server")).expect(200);
        String second = create(manager, waitlist).id();
        accept(waiting, second, "Server").expect(200);
        person.post(path(second) + "/respond", Bodies.standBy("Server")).expect(200);

        assertThat(manager.delete(path + "?erase=maybe")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("erase");
        assertThat(manager.delete(path + "?release=maybe")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("release");
        manager.delete(path + "?release=true").expect(204);
        manager.delete(path + "?release=true").expect(404, "MEMBER_NOT_FOUND");

        JsonNode event = manager.get(path(kept)).expect(200).body();
        assertThat(event.at("/accepted_staff/0/userKey").textValue()).startsWith("oidc:w-");
        assertThat(event.path("accepted_count").intValue()).isEqualTo(1);
        assertThat(manager.get(path(second))
                        .expect(200)
                        .body()
                        .path("standby_count")
                        .intValue())
                .isZero();
        JsonNode lines = manager.get(path(kept) + "/journal").expect(200).body().path("entries");
        assertThat(lines.get(lines.size() - 2).path("kind").textValue()).isEqualTo("removed");
        assertThat(lines.get(lines.size() - 2).path("actor").textValue()).isEqualTo("oidc:boss-" + managerId);
        assertThat(lines.get(lines.size() - 1).path("kind").textValue()).isEqualTo("promoted");

        String again = fresh("p");
        Client other = staff(again, managerId);
        String event2 = createPublished(manager);
        accept(other, event2, "Server").expect(200);
        manager.delete(MEMBERS + "/"
                        + made(named("Ben").put("userKey", "oidc:" + again)).id())
                .expect(204);
        assertThat(manager.get(path(event2))
                        .expect(200)
                        .body()
                        .path("accepted_count")
                        .intValue())
                .isEqualTo(1);
    }

    /** What the firm has written down shows where no token has said a name; of the token's own nothing is replaced. */
    @Test
    void theMembersNameShowsWhereNoneIsKnown() {
        String sub = fresh("p");
        Client nameless = Client.of(TestTokens.staff(sub).claim("managerIds", List.of(managerId)));
        String named = fresh("p");
        String id = createPublished(manager);
        made(named("Written Down").put("userKey", "oidc:" + sub).put("email", sub + "@example.org"));
        made(named("Other").put("userKey", "oidc:" + named));
        accept(nameless, id, "Server").expect(200);
        accept(staff(named, managerId), id, "Server").expect(200);

        JsonNode staff = manager.get(path(id)).expect(200).body().path("accepted_staff");
        assertThat(staff.get(0).path("name").textValue()).isEqualTo("Written Down");
        assertThat(staff.get(0).path("email").textValue()).isEqualTo(sub + "@example.org");
        assertThat(staff.get(1).path("name").textValue()).isEqualTo("Name of " + named);
        assertThat(manager.get(path(id) + "/roster").expect(200).text()).contains("Written Down");
        String foreign = fresh("m");
        String theirs = createPublished(manager(foreign));
        accept(Client.of(TestTokens.staff(sub).claim("managerIds", List.of(foreign))), theirs, "Server")
                .expect(200);
        assertThat(manager(foreign).get(path(theirs)).expect(200).text()).doesNotContain("Written Down");
    }

    @Test
    void membersAreTheFirmsAlone() {
        String id = made(named("Ada")).id();
        Client foreign = manager(fresh("m"));
        String expected = foreign.get(MEMBERS + "/" + new ObjectId())
                .expect(404, "MEMBER_NOT_FOUND")
                .text();

        for (String each : List.of(id, "x", "0".repeat(25), "$where")) {
            String path = MEMBERS + "/" + each;
            assertThat(Stream.of(
                                    foreign.get(path),
                                    foreign.patch(path, "{\"name\":\"Eve\"}"),
                                    foreign.patch(path, "[7"),
                                    foreign.delete(path),
                                    foreign.delete(path + "?release=maybe"))
                            .map(answer ->
                                    answer.expect(404, "MEMBER_NOT_FOUND").text()))
                    .as(each)
                    .containsOnly(expected);
        }
        assertThat(manager.get(MEMBERS + "/" + id)
                        .expect(200)
                        .body()
                        .path("name")
                        .textValue())
                .isEqualTo("Ada");
    }

    @Test
    void neitherStaffNorAReadingTokenSeesMembers() {
        String id = made(named("Ada")).id();
        Client reading = Client.of(TestTokens.manager(managerId).claim("access", "read"));

        for (Client client : List.of(staff(fresh("p"), managerId), reading)) {
            for (String path : List.of(MEMBERS, MEMBERS + "/" + id, "/api/teams", "/api/firm")) {
                client.get(path).expect(403, "FORBIDDEN");
            }
            client.post(MEMBERS, named("Eve")).expect(403, "FORBIDDEN");
        }
    }
}
