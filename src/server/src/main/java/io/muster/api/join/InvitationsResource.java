package io.muster.api.join;

import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.body.JsonBody;
import io.muster.api.http.BackOnContext;
import io.muster.api.problem.Problems;
import io.muster.api.view.Json;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Invites members of the manager's firm (docs/api.md#invitations). */
@Path("/api/members/invitations")
@ForManagers
public class InvitationsResource {
    private final CurrentCaller callers;
    private final Inviting inviting;
    private final JsonBody json;

    InvitationsResource(CurrentCaller callers, Inviting inviting, JsonBody json) {
        this.callers = callers;
        this.inviting = inviting;
        this.json = json;
    }

    /** It goes on if the client hangs up: what was made is made, whether anybody waits or not. */
    @POST
    @Cancellable(false)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ObjectNode> invite(
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages, byte @Nullable [] body) {
        String managerId = callers.managerWhoMayWrite().managerId().orElseThrow();
        InvitationsBody wanted = InvitationsBody.read(json.read(body == null ? new byte[0] : body));
        return BackOnContext.of(
                        inviting.invite(managerId, wanted, InvitationText.of(languages == null ? "" : languages))
                                .onFailure(Problems::isOfUnknownOutcome)
                                .transform(Problems::outcomeUnknown))
                .map(InvitationsResource::answer);
    }

    private static ObjectNode answer(Inviting.Result result) {
        ObjectNode answer = Json.object();
        ArrayNode made = answer.putArray("invitations");
        result.made().forEach(invitation -> {
            ObjectNode one = made.addObject().put("id", invitation.member().id().toHexString());
            one.put("sent", invitation.isSent());
            // Where nothing was sent it is the manager who hands the link on.
            one.set("link", Json.text(Optional.of(invitation.link()).filter(it -> !invitation.isSent())));
            one.put("letter_failed", invitation.isLetterFailed());
            one.put("expires_at", Json.instant(invitation.until()));
        });
        ArrayNode errors = answer.putArray("errors");
        result.not().forEach(member -> {
            ObjectNode one = errors.addObject().put("id", member.id().toHexString());
            one.put("code", member.reason().name());
            one.put("message", member.reason().message());
            one.set("retry_at", Json.text(member.retryAt().map(Json::instant)));
        });
        return answer;
    }
}
