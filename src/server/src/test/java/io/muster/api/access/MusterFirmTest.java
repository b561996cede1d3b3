package io.muster.api.access;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.event.HttpTest;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a membership opens to who names the firm (docs/api.md#muster-firm), and that it opens nothing else. */
@QuarkusTest
@Tag("service")
class MusterFirmTest extends HttpTest {
    private static final String HEADER = "Muster-Firm";

    private final String firm = fresh("f");
    private final Client owner = manager(firm);
    private final String sub = fresh("p");
    private final Client person = Client.of(TestTokens.nobodys(sub).claim("name", "Ada"));
    private final Client member = person.with(HEADER, firm);

    private String join(String access, String... teams) {
        ObjectNode body = Bodies.object()
                .put("name", "Written Down")
                .put("userKey", "oidc:" + sub)
                .put("access", access)
                .put("state", "active");
        for (String team : teams) {
            owner.put("/api/teams/" + team, Bodies.object().put("name", team));
            body.withArray("teams").add(team);
        }
        return "/api/members/" + owner.post("/api/members", body).expect(201).id();
    }

    @Test
    void aManagerHasTheBoard() {
        String event = createPublished(owner);
        join("manager");

        assertThat(member.get(EVENTS).expect(200).ids()).containsExactly(event);
        assertThat(member.get(path(event)).expect(200).body().has("audience_user_keys"))
                .isTrue();
        member.get("/api/members").expect(200);
        String own = create(member, Bodies.published()).id();
        assertThat(owner.get(path(own)).expect(200).body().path("managerId").textValue())
                .isEqualTo(firm);
        assertThat(person.get(EVENTS).expect(200).ids()).isEmpty();
        person.get(path(event)).expect(404, "EVENT_NOT_FOUND");
        person.post(EVENTS, Bodies.published()).expect(403, "FORBIDDEN");
    }

    @Test
    void aReaderReadsWithoutPeoplesAddresses() {
        String event = createPublished(owner);
        String attendee = fresh("q");
        accept(staff(attendee, firm), event, "Server").expect(200);
        join("read");

        for (String read : List.of(EVENTS, path(event), path(event) + "/journal")) {
            assertThat(member.get(read).expect(200).text()).doesNotContain(attendee + "@example.org");
        }
        member.get(EVENTS + "/summary?from=2026-01-01&to=2026-01-02").expect(200);
        for (String hidden : List.of("/api/members", "/api/firm", "/api/teams", path(event) + "/roster")) {
            member.get(hidden).expect(403, "FORBIDDEN");
        }
        member.post(EVENTS, Bodies.published()).expect(403, "FORBIDDEN");
        member.delete(path(event)).expect(403, "FORBIDDEN");
    }

    @Test
    void staffSeeAndTakeWhatIsForTheirTeamOfThatFirm() {
        ObjectNode body = Bodies.published();
        body.putArray("audience_team_ids").add("bar");
        String event = create(owner, body).id();
        ObjectNode others = Bodies.published();
        others.putArray("audience_team_ids").add("cooks");
        String hidden = create(owner, others).id();
        join("staff", "bar");

        assertThat(member.get(EVENTS + "/available").expect(200).ids()).containsExactly(event);
        member.get(path(hidden)).expect(404, "EVENT_NOT_FOUND");
        accept(member, hidden, "Server").expect(404, "EVENT_NOT_FOUND");
        accept(person, event, "Server").expect(404, "EVENT_NOT_FOUND");
        assertThat(accept(member, event, "Server")
                        .expect(200)
                        .body()
                        .at("/my_response/role")
                        .textValue())
                .isEqualTo("Server");
        assertThat(member.get(EVENTS + "/my-shifts").expect(200).ids()).containsExactly(event);
        member.get("/api/members").expect(403, "FORBIDDEN");
    }

    /** A team of one firm opens nothing of another firm that has a team of the same name. */
    @Test
    void aTeamCountsForItsFirmAlone() {
        String other = fresh("g");
        ObjectNode body = Bodies.published();
        body.putArray("audience_team_ids").add("bar");
        String theirs = create(manager(other), body).id();
        Client both = Client.of(TestTokens.staff(sub).claim("managerIds", List.of(other)));
        join("staff", "bar");

        both.get(path(theirs)).expect(404, "EVENT_NOT_FOUND");
        both.with(HEADER, firm).get(path(theirs)).expect(404, "EVENT_NOT_FOUND");
        both.with(HEADER, other).get(path(theirs)).expect(404, "EVENT_NOT_FOUND");
        accept(both.with(HEADER, firm), theirs, "Server").expect(404, "EVENT_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"staff", "read", "manager"})
    void aFirmThatIsNotTheCallersIsOneAnswer(String access) {
        join(access);
        String stranger = fresh("s");
        manager(stranger).post(EVENTS, Bodies.published()).expect(201);
        owner.post(
                        "/api/members",
                        Bodies.object()
                                .put("name", "Blocked")
                                .put("userKey", "oidc:blocked-" + sub)
                                .put("state", "blocked"))
                .expect(201);
        Client blocked = Client.of(TestTokens.nobodys("blocked-" + sub).claim("managerId", firm));

        List<String> answers = Stream.of(
                        person.with(HEADER, stranger).get(EVENTS),
                        person.with(HEADER, fresh("none")).get(EVENTS),
                        person.with(HEADER, "$where").get(EVENTS),
                        person.get(EVENTS + "?firm=" + stranger),
                        member.get(EVENTS + "?firm=" + stranger),
                        blocked.with(HEADER, firm).get(EVENTS))
                .map(answer -> answer.expect(403, "FORBIDDEN").text())
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        accept(person.with(HEADER, stranger), "66f0c2a7e4b0a1b2c3d4e5f6", "Server")
                .expect(403, "FORBIDDEN");
    }

    @Test
    void aTokenThatMayOnlyReadReadsOnlyAsAMemberToo() {
        join("manager");
        Client wall = Client.of(
                        TestTokens.nobodys(sub).claim("managerId", fresh("w")).claim("access", "read"))
                .with(HEADER, firm);

        wall.get(EVENTS).expect(200);
        wall.get("/api/members").expect(403, "FORBIDDEN");
        wall.post(EVENTS, Bodies.published()).expect(403, "FORBIDDEN");
    }

    @Test
    void theAddressNamesTheFirmOfADownload() {
        String event = createPublished(owner);
        join("manager");

        assertThat(person.get(path(event) + "/roster?format=csv&firm=" + firm)
                        .expect(200)
                        .text())
                .contains("userKey");
        person.post(EVENTS + "?firm=" + firm, Bodies.published()).expect(403, "FORBIDDEN");
    }

    @Test
    void aChangeCountsWithinTwoSeconds() {
        String path = join("manager");
        member.get("/api/members").expect(200);

        owner.patch(path, "{\"access\":\"staff\"}").expect(409, "LAST_MANAGER");
        owner.post(
                        "/api/members",
                        Bodies.object()
                                .put("name", "Boss")
                                .put("userKey", "oidc:boss-of-" + firm)
                                .put("access", "manager")
                                .put("state", "active"))
                .expect(201);
        owner.patch(path, "{\"access\":\"read\"}").expect(200);
        within(() -> member.get("/api/members").expect(403, "FORBIDDEN"));
        member.get(EVENTS).expect(200);
        owner.delete(path).expect(204);
        within(() -> member.get(EVENTS).expect(403, "FORBIDDEN"));
    }

    private static void within(Runnable check) {
        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(check::run);
    }

    /** The list of before is not continued with other rights. */
    @Test
    void cursorsAndTimestampsAreBoundToTheRights() {
        ObjectNode body = Bodies.published();
        body.putArray("audience_team_ids").add("bar");
        create(owner, body);
        create(owner, body);
        String path = join("staff", "bar");
        Answer page = member.get(EVENTS + "/available?limit=1").expect(200);
        String cursor = page.body().path("nextCursor").textValue();
        String lastSync = page.body().path("serverTimestamp").textValue();
        assertThat(delta(lastSync)).isTrue();
        owner.put("/api/teams/cooks", Bodies.object().put("name", "Cooks")).expect(201);

        owner.patch(path, "{\"teams\":[\"bar\",\"cooks\"]}").expect(200);

        within(() -> assertThat(delta(lastSync)).isFalse());
        member.get(EVENTS + "/available?limit=1&cursor=" + cursor).expect(400, "VALIDATION");
    }

    private boolean delta(String lastSync) {
        return member.get(EVENTS + "/available?lastSync=" + lastSync)
                .expect(200)
                .body()
                .path("deltaSync")
                .booleanValue();
    }
}
