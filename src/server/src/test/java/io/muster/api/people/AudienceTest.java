package io.muster.api.people;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.event.HttpTest;
import io.muster.testing.database.FindRecorder;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The members an event is for, and their answers (docs/api.md#read-audience). */
@QuarkusTest
@Tag("service")
class AudienceTest extends HttpTest {
    private static final String MEMBERS = "/api/members";

    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);

    private String member(String name, String sub, String state, String... teams) {
        ObjectNode body =
                Bodies.object().put("name", name).put("userKey", "oidc:" + sub).put("state", state);
        for (String team : teams) {
            manager.put("/api/teams/" + team, Bodies.object().put("name", team));
            body.withArray("teams").add(team);
        }
        return manager.post(MEMBERS, body).expect(201).id();
    }

    private static List<String> said(Answer answer) {
        return StreamSupport.stream(answer.expect(200).body().path("members").spliterator(), false)
                .map(member -> member.path("name").textValue() + " "
                        + member.path("answer").textValue())
                .toList();
    }

    private static String counts(Answer answer) {
        JsonNode counts = answer.expect(200).body().path("counts");
        return counts.path("none") + " " + counts.path("accept") + " " + counts.path("standby") + " "
                + counts.path("decline");
    }

    @Test
    void everybodysAnswersAreTold() {
        String ada = fresh("ada");
        String ben = fresh("ben");
        String cy = fresh("cy");
        String barred = fresh("bar");
        member("Ada", ada, "active");
        member("Ben", ben, "active");
        member("Cy", cy, "active");
        member("Dee", fresh("dee"), "active");
        member("Eve", fresh("eve"), "blocked");
        member("Fay", barred, "active");
        String id = create(manager, Bodies.role(Bodies.published(), "Cook", 1, "approval"))
                .id();
        accept(staff(ada, managerId), id, "Server").expect(200);
        staff(ben, managerId)
                .post(path(id) + "/respond", Bodies.standBy("Cook"))
                .expect(200);
        decline(staff(cy, managerId), id).expect(200);
        accept(staff(fresh("no-member"), managerId), id, "Server").expect(200);
        manager.patch(path(id), "{\"barred_user_keys\":[\"oidc:" + barred + "\"]}")
                .expect(200);
        String path = path(id) + "/audience";

        Answer all = manager.get(path);

        assertThat(said(all)).containsExactly("Ada accept", "Ben standby", "Cy decline", "Dee none");
        assertThat(counts(all)).isEqualTo("1 1 1 1");
        assertThat(said(manager.get(path + "?answer=none"))).containsExactly("Dee none");
        assertThat(said(manager.get(path + "?answer=accept"))).containsExactly("Ada accept");
        assertThat(said(manager.get(path + "?answer=standby"))).containsExactly("Ben standby");
        assertThat(said(manager.get(path + "?answer=decline"))).containsExactly("Cy decline");
        assertThat(counts(manager.get(path + "?answer=decline"))).isEqualTo("1 1 1 1");
        assertThat(manager.get(path + "?answer=maybe").expect(400, "VALIDATION").violations())
                .containsExactly("answer");
        manager(fresh("m")).get(path).expect(404, "EVENT_NOT_FOUND");
    }

    @Test
    void anEventForTeamsAndPeopleIsForThem() {
        String in = fresh("in");
        String named = fresh("named");
        member("Bar", fresh("p"), "active", "bar");
        member("Both", fresh("p"), "active", "bar", "kitchen");
        member("Blocked", fresh("p"), "blocked", "bar");
        member("In", in, "active", "hall");
        member("Named", named, "active");
        member("Other", fresh("p"), "active", "hall");
        String id = createPublished(manager);
        accept(staff(in, managerId), id, "Server").expect(200);
        manager.post(
                        path(id) + "/publish",
                        "{\"audience_team_ids\":[\"bar\",\"kitchen\"],\"audience_user_keys\":[\"oidc:" + named + "\"]}")
                .expect(200);

        Answer all = manager.get(path(id) + "/audience");

        assertThat(said(all)).containsExactly("Bar none", "Both none", "In accept", "Named none");
        assertThat(counts(all)).isEqualTo("3 1 0 0");
        manager.post(path(id) + "/publish", "{\"audience_team_ids\":[]}").expect(200);
        assertThat(said(manager.get(path(id) + "/audience"))).containsExactly("In accept", "Named none");
    }

    /** Being in a team of a wave gives sight as the audience does. */
    @Test
    void anEventIsForTheTeamsOfItsWavesToo() {
        String named = fresh("named");
        member("Bar", fresh("p"), "active", "bar");
        member("Blocked", fresh("p"), "blocked", "bar");
        member("Named", named, "active", "bar");
        member("Other", fresh("p"), "active", "hall");
        ObjectNode body = Bodies.forPeople(Bodies.published(), "oidc:" + named);
        wave(body, "bar");
        String id = create(manager, body).id();

        Answer all = manager.get(path(id) + "/audience");

        assertThat(said(all)).containsExactly("Bar none", "Named none");
        assertThat(counts(all)).isEqualTo("2 0 0 0");
    }

    /** More teams than one search takes: members of several teams are there once, and pages go on. */
    @Test
    void teamsMayBeAsManyAsAnEventHas() {
        member("Ada", fresh("p"), "active", "c99");
        member("Ben", fresh("p"), "active", "a0", "b0", "c0");
        member("Cy", fresh("p"), "active", "b99", "other");
        member("Dee", fresh("p"), "active", "other");
        member("Eve", fresh("p"), "active", "a99");
        ObjectNode body = Bodies.forTeams(Bodies.published(), hundred("a"));
        wave(body, hundred("b"));
        wave(body, hundred("c"));
        String path = path(create(manager, body).id()) + "/audience?limit=2";

        FindRecorder.start();
        Answer first = manager.get(path);
        List<BsonDocument> finds = FindRecorder.stop();
        Answer second =
                manager.get(path + "&cursor=" + first.body().path("nextCursor").textValue());

        assertThat(said(first)).containsExactly("Ada none", "Ben none");
        assertThat(counts(first)).isEqualTo("4 0 0 0");
        assertThat(said(second)).containsExactly("Cy none", "Eve none");
        assertThat(second.body().path("nextCursor").isNull()).isTrue();
        assertThat(finds.stream()
                        .filter(find -> find.getString("find").getValue().equals("members") && find.containsKey("sort"))
                        .map(AudienceTest::keys))
                .as("keys of each search in order")
                .containsExactly(100, 100, 100);
    }

    private static void wave(ObjectNode event, String... teams) {
        Bodies.forTeams(event.withArray("waves").addObject().put("opens_at", "2026-01-01T00:00:00.000Z"), teams);
    }

    private static String[] hundred(String team) {
        return IntStream.range(0, 100).mapToObj(i -> team + i).toArray(String[]::new);
    }

    private static int keys(BsonDocument find) {
        return find.getDocument("filter").getArray("$and").stream()
                .map(condition -> condition.asDocument().get("keys"))
                .filter(keys -> keys != null && keys.isDocument())
                .findFirst()
                .orElseThrow()
                .asDocument()
                .getArray("$in")
                .size();
    }

    /** Also where most of a page have answered. */
    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        String id = createPublished(manager);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            String sub = fresh("p");
            member("P" + i, sub, "active");
            if (i % 3 == 0) {
                expected.add("P" + i + " none");
            } else {
                accept(staff(sub, managerId), id, "Server").expect(200);
            }
        }
        String path = path(id) + "/audience?answer=none&limit=2";

        Answer first = manager.get(path);
        String cursor = first.body().path("nextCursor").textValue();
        Answer second = manager.get(path + "&cursor=" + cursor);

        assertThat(said(first)).isEqualTo(expected.subList(0, 2));
        assertThat(said(second)).isEqualTo(expected.subList(2, 3));
        assertThat(second.body().path("nextCursor").isNull()).isTrue();
        assertThat(manager.get(path(id) + "/audience?cursor=" + cursor)
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("cursor");
    }
}
