package io.muster.api.join;

import java.time.Duration;
import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.body.JsonBody;
import io.muster.api.http.BackOnContext;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Problems;
import io.muster.api.view.Json;
import io.muster.identity.Caller;
import io.muster.people.Firm;
import io.muster.people.InvitationCode;
import io.muster.people.Member;
import io.muster.people.WireNames;
import io.muster.respond.people.Joining;
import io.muster.store.people.Firms;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Who is signed in joins a firm by a code (docs/api.md#join). Every code that leads to nothing has one and the same answer. */
@Path("/api/invitations")
public class JoinResource {
    private static final int MAX_CODE = 200;

    private final CurrentCaller callers;
    private final JoinTries tries;
    private final Joining joining;
    private final Firms firms;
    private final JsonBody json;

    JoinResource(CurrentCaller callers, JoinTries tries, Joining joining, Firms firms, JsonBody json) {
        this.callers = callers;
        this.tries = tries;
        this.joining = joining;
        this.firms = firms;
        this.json = json;
    }

    /** It goes on if the client hangs up: who has joined has joined. */
    @POST
    @Cancellable(false)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ObjectNode> join(byte @Nullable [] body) {
        Caller caller = callers.staff();
        InvitationCode code = code(json.read(body == null ? new byte[0] : body));
        Duration wait = tries.take(caller.userKey());
        if (!wait.isZero()) {
            throw new ProblemException(ProblemType.RATE_LIMITED, "You have tried too many codes. Please wait a moment.")
                    .retryAfter(wait);
        }
        return BackOnContext.of(joining.byCode(caller, code)
                        .onFailure(Problems::isOfUnknownOutcome)
                        .transform(Problems::outcomeUnknown))
                .map(joined -> joined.orElseThrow(() -> new ProblemException(ProblemType.INVITATION_INVALID)))
                .chain(this::answer);
    }

    private static InvitationCode code(JsonNode body) {
        String text = body.path("code").textValue();
        if (text == null || text.isBlank() || text.length() > MAX_CODE) {
            throw ProblemException.invalid("code", "must be the code of an invitation");
        }
        return InvitationCode.of(text);
    }

    private Uni<ObjectNode> answer(Member member) {
        return firms.one(member.managerId()).map(firm -> answer(member, firm));
    }

    private static ObjectNode answer(Member member, Optional<Firm> firm) {
        ObjectNode answer = Json.object().put("managerId", member.managerId());
        answer.set("name", Json.text(firm.flatMap(Firm::name)));
        return answer.put("access", WireNames.of(member.access()));
    }
}
