package io.muster.api.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.event.HttpTest;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A firm's teams (docs/api.md#teams). */
@QuarkusTest
@Tag("service")
class TeamsTest extends HttpTest {
    private static final String TEAMS = "/api/teams";

    private final Client manager = manager(fresh("m"));

    private static ObjectNode named(String name) {
        return Bodies.object().put("name", name);
    }

    @Test
    void teamsAreListedByName() {
        manager.put(TEAMS + "/b", named("Übersetzer")).expect(201);
        manager.put(TEAMS + "/a", named("zebra")).expect(201);
        manager.put(TEAMS + "/b", named("Kitchen")).expect(200);

        assertThat(manager.get(TEAMS).expect(200).body().toString())
                .isEqualTo("{\"teams\":[{\"id\":\"b\",\"name\":\"Kitchen\"},{\"id\":\"a\",\"name\":\"zebra\"}]}");
        assertThat(manager(fresh("m")).get(TEAMS).expect(200).body().path("teams"))
                .isEmpty();
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(manager.put(TEAMS + "/a%20b", named("x"))
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("teamId");
        assertThat(manager.put(TEAMS + "/a", named(" "))
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("name");
    }

    @Test
    void aTeamInUseStays() {
        manager.put(TEAMS + "/bar", named("Bar")).expect(201);
        ObjectNode ada = named("Ada");
        ada.putArray("teams").add("bar");
        String member = manager.post("/api/members", ada).expect(201).id();

        manager.delete(TEAMS + "/bar").expect(409, "TEAM_IN_USE");
        manager.patch("/api/members/" + member, "{\"teams\":null}").expect(200);
        String event =
                create(manager, Bodies.forTeams(Bodies.published(), "bar")).id();
        manager.delete(TEAMS + "/bar").expect(409, "TEAM_IN_USE");
        manager.delete(EVENTS + "/" + event).expect(204);
        manager.delete(TEAMS + "/bar").expect(204);
        manager.delete(TEAMS + "/bar").expect(404, "TEAM_NOT_FOUND");
    }

    /** Everybody sees such an event, and it opens to the team at a time of its own. */
    @Test
    void aTeamOfAWaveStays() {
        manager.put(TEAMS + "/bar", named("Bar")).expect(201);
        ObjectNode body = Bodies.published();
        Bodies.forTeams(body.withArray("waves").addObject().put("opens_at", "2026-01-01T00:00:00.000Z"), "bar");
        String event = create(manager, body).id();
        Client foreign = manager(fresh("m"));
        foreign.put(TEAMS + "/bar", named("Theirs")).expect(201);

        manager.delete(TEAMS + "/bar").expect(409, "TEAM_IN_USE");
        foreign.delete(TEAMS + "/bar").expect(204);
        manager.delete(EVENTS + "/" + event).expect(204);
        create(manager, body.put("status", "draft"));
        create(manager, Bodies.published());
        manager.delete(TEAMS + "/bar").expect(204);
    }

    @Test
    void anotherFirmsTeamIsNone() {
        manager.put(TEAMS + "/bar", named("Bar")).expect(201);
        Client foreign = manager(fresh("m"));
        ObjectNode ada = named("Ada");
        ada.putArray("teams").add("bar");

        foreign.delete(TEAMS + "/bar").expect(404, "TEAM_NOT_FOUND");
        assertThat(foreign.post("/api/members", ada).expect(400, "VALIDATION").violations())
                .containsExactly("teams[0]");
        foreign.put(TEAMS + "/bar", named("Theirs")).expect(201);
        assertThat(manager.get(TEAMS).expect(200).text()).contains("Bar").doesNotContain("Theirs");
    }
}
