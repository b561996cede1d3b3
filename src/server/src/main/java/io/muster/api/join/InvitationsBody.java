package io.muster.api.join;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.http.EventIds;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.Violation;
import io.muster.people.MemberState;
import io.muster.people.WireNames;
import org.bson.types.ObjectId;

/**
 * The body that invites members: {@code {"ids"}} or {@code {"state":"invited"}} (docs/api.md#invitations).
 *
 * @param ids in the order given, each once; empty where all members are invited who have no valid invitation
 */
record InvitationsBody(Optional<List<ObjectId>> ids) {
    /** The most members that one call invites. */
    static final int MAX = 500;

    private static final String IDS = "ids";
    private static final String STATE = "state";

    /**
     * Reads it.
     *
     * @throws ProblemException {@code VALIDATION} with what is wrong
     */
    static InvitationsBody read(JsonNode body) {
        if (!body.isObject()) {
            throw ProblemException.invalid("", "must be an object");
        }
        boolean byState = !body.path(STATE).isMissingNode() && !body.path(STATE).isNull();
        boolean byIds = !body.path(IDS).isMissingNode() && !body.path(IDS).isNull();
        if (byState == byIds) {
            throw ProblemException.invalid(IDS, "either ids or state is required");
        }
        if (byIds) {
            return new InvitationsBody(Optional.of(ids(body.path(IDS))));
        }
        if (!WireNames.of(MemberState.INVITED).equals(body.path(STATE).textValue())) {
            throw ProblemException.invalid(STATE, "must be " + WireNames.of(MemberState.INVITED));
        }
        return new InvitationsBody(Optional.empty());
    }

    private static List<ObjectId> ids(JsonNode list) {
        if (!list.isArray() || list.isEmpty() || list.size() > MAX) {
            throw ProblemException.invalid(IDS, "must be a list of 1 to " + MAX + " ids");
        }
        List<Violation> wrong = new ArrayList<>();
        Set<ObjectId> ids = new LinkedHashSet<>();
        for (int i = 0; i < list.size(); i++) {
            Optional<ObjectId> id = Optional.ofNullable(list.get(i).textValue()).flatMap(EventIds::of);
            if (id.isEmpty()) {
                wrong.add(new Violation(IDS + "[" + i + "]", "must be the id of a member"));
            } else if (!ids.add(id.get())) {
                wrong.add(new Violation(IDS + "[" + i + "]", "must not repeat an earlier entry"));
            }
        }
        if (!wrong.isEmpty()) {
            throw ProblemException.invalid(wrong);
        }
        return List.copyOf(ids);
    }
}
