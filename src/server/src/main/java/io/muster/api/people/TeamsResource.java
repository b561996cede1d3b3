package io.muster.api.people;

import java.util.Comparator;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.view.Json;
import io.muster.people.SearchWords;
import io.muster.people.Team;
import io.muster.store.people.Teams;
import io.smallrye.mutiny.Uni;

/** The teams of the manager's firm, by name; not for a token that may only read. */
@Path("/api/teams")
@ForManagers
public class TeamsResource {
    private static final Comparator<Team> BY_NAME =
            Comparator.comparing((Team team) -> SearchWords.order(team.name())).thenComparing(Team::id);

    private final CurrentCaller callers;
    private final Teams teams;

    TeamsResource(CurrentCaller callers, Teams teams) {
        this.callers = callers;
        this.teams = teams;
    }

    @GET
    public Uni<ObjectNode> list() {
        return teams.of(OwnMembers.firmOf(callers.managerWhoMayWrite())).map(all -> {
            ObjectNode json = Json.object();
            ArrayNode list = json.putArray("teams");
            all.stream().sorted(BY_NAME).forEach(team -> list.add(json(team)));
            return json;
        });
    }

    static ObjectNode json(Team team) {
        return Json.object().put("id", team.id()).put("name", team.name());
    }
}
