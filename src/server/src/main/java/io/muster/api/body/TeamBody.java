package io.muster.api.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.problem.ProblemException;
import io.muster.people.Team;

/** Reads the body that makes or names a team: {@code {"name"}} (docs/api.md#teams). */
public final class TeamBody {
    private static final int MAX_NAME = 200;

    private TeamBody() {}

    /**
     * The team with that id.
     *
     * @throws ProblemException {@code VALIDATION} with what is wrong
     */
    public static Team team(String id, JsonNode body) {
        if (!KeysValue.isTeamId(id)) {
            throw ProblemException.invalid("teamId", "must be 1 to 64 letters, digits, - or _");
        }
        return new Team(id, FirmBody.requiredName(body, MAX_NAME));
    }
}
