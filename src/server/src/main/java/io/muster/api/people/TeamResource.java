package io.muster.api.people;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.body.JsonBody;
import io.muster.api.body.TeamBody;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Problems;
import io.muster.people.Team;
import io.muster.store.people.TeamUse;
import io.muster.store.people.Teams;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** One team of the manager's firm. */
@Path("/api/teams/{teamId}")
@ForManagers
public class TeamResource {
    private final CurrentCaller callers;
    private final Teams teams;
    private final TeamUse use;
    private final JsonBody json;

    TeamResource(CurrentCaller callers, Teams teams, TeamUse use, JsonBody json) {
        this.callers = callers;
        this.teams = teams;
        this.use = use;
        this.json = json;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<ObjectNode>> put(@PathParam("teamId") String teamId, byte @Nullable [] body) {
        String managerId = OwnMembers.firmOf(callers.managerWhoMayWrite());
        Team team = TeamBody.team(teamId, json.read(body == null ? new byte[0] : body));
        return written(mustHaveRoom(managerId, teamId).chain(() -> teams.put(managerId, team)))
                .map(isNew -> RestResponse.ResponseBuilder.create(
                                isNew ? RestResponse.Status.CREATED : RestResponse.Status.OK, TeamsResource.json(team))
                        .build());
    }

    private Uni<Void> mustHaveRoom(String managerId, String teamId) {
        return teams.of(managerId)
                .invoke(all -> {
                    boolean isNew = all.stream().noneMatch(team -> team.id().equals(teamId));
                    if (isNew && all.size() >= Team.MAX_OF_FIRM) {
                        throw new ProblemException(ProblemType.TOO_MANY_TEAMS);
                    }
                })
                .replaceWithVoid();
    }

    @DELETE
    public Uni<RestResponse<Void>> remove(@PathParam("teamId") String teamId) {
        String managerId = OwnMembers.firmOf(callers.managerWhoMayWrite());
        return written(teams.exists(managerId, teamId)
                        .invoke(exists -> failUnless(exists, ProblemType.TEAM_NOT_FOUND))
                        .chain(() -> use.isUsed(managerId, teamId))
                        .invoke(used -> failUnless(!used, ProblemType.TEAM_IN_USE))
                        .chain(() -> teams.delete(managerId, teamId)))
                .map(done -> RestResponse.noContent());
    }

    private static void failUnless(boolean good, ProblemType otherwise) {
        if (!good) {
            throw new ProblemException(otherwise);
        }
    }

    private static <T> Uni<T> written(Uni<T> write) {
        return write.onFailure(Problems::isOfUnknownOutcome).transform(Problems::outcomeUnknown);
    }
}
