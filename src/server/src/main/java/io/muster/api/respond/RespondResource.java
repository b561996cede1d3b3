package io.muster.api.respond;

import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.EffectiveCallers;
import io.muster.api.body.JsonBody;
import io.muster.api.http.EventIds;
import io.muster.api.http.IdempotencyKey;
import io.muster.event.Command;
import io.muster.event.KeyedCommand;
import io.muster.event.RequestKeys;
import io.muster.event.Response;
import io.muster.identity.Caller;
import io.muster.respond.Changes;
import io.muster.respond.Outcome;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A person accepts, declines or confirms. The checks come in the contract's order (docs/api.md#respond-order): the rate limit, the
 * request's form, then the lane.
 */
@Path("/api/events/{id}/respond")
public class RespondResource {
    private final CurrentCaller callers;
    private final EffectiveCallers effective;
    private final JsonBody json;
    private final Admission admission;
    private final Changes changes;
    private final ResponseAnswer answers;

    RespondResource(
            CurrentCaller callers,
            EffectiveCallers effective,
            JsonBody json,
            Admission admission,
            Changes changes,
            ResponseAnswer answers) {
        this.callers = callers;
        this.effective = effective;
        this.json = json;
        this.admission = admission;
        this.changes = changes;
        this.answers = answers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ObjectNode> respond(@PathParam("id") String id, @Context HttpHeaders headers, byte @Nullable [] body) {
        Caller caller = callers.undecided();
        Optional<String> clientKey = IdempotencyKey.sent(headers);
        byte[] bytes = body == null ? new byte[0] : body;
        return admission
                .admit(caller.userKey(), EventIds.of(id), repeatable(caller, id, clientKey))
                .chain(pass -> carryOut(caller, id, clientKey, bytes, pass));
    }

    /** The identity of a request that is well-formed enough to be a repeat. */
    private static Optional<Repeats.Id> repeatable(Caller caller, String id, Optional<String> clientKey) {
        return EventIds.of(id)
                .flatMap(eventId -> clientKey
                        .filter(IdempotencyKey::isKey)
                        .map(key -> new Repeats.Id(eventId, RequestKeys.keyOf(caller.userKey(), clientKey))));
    }

    private Uni<ObjectNode> carryOut(
            Caller caller, String id, Optional<String> sentKey, byte[] body, Admission.Pass pass) {
        return pass.carryOut(() -> submit(caller, id, sentKey, body))
                .invoke(ResponseAnswer::mustNotBeRefused)
                .chain(outcome -> viewer(caller, outcome).map(viewer -> answers.of(outcome, viewer)));
    }

    /** The person as one who sees events: who may not is told what was recorded all the same, and so is everybody while that is not known. */
    private Uni<Caller> viewer(Caller caller, Outcome outcome) {
        if (caller.firm().isEmpty() && Outcomes.isOfWhoSees(outcome.decision())) {
            return Uni.createFrom().item(caller);
        }
        return effective.of(caller, caller.firm()).onFailure().recoverWithItem(caller::withoutFirms);
    }

    private Uni<Outcome> submit(Caller caller, String id, Optional<String> sentKey, byte[] body) {
        ObjectId eventId = EventIds.required(id);
        ResponseBody said = ResponseBody.read(json.read(body));
        Optional<String> clientKey = IdempotencyKey.of(sentKey);
        return changes.submit(
                eventId,
                new KeyedCommand(
                        command(caller, said),
                        RequestKeys.keyOf(caller.userKey(), clientKey),
                        fingerprint(said),
                        clientKey.isPresent()));
    }

    private static String fingerprint(ResponseBody said) {
        return switch (said.kind()) {
            case ACCEPT -> RequestKeys.fingerprintOf(Response.ACCEPT, said.role(), said.standby());
            case DECLINE -> RequestKeys.fingerprintOf(Response.DECLINE, said.role(), said.standby());
            case CONFIRM -> RequestKeys.fingerprintOfConfirmation(said.seen());
        };
    }

    private static Command command(Caller caller, ResponseBody said) {
        return switch (said.kind()) {
            case ACCEPT -> new Command.Accept(caller, said.role().orElseThrow(), said.standby());
            case DECLINE -> new Command.Decline(caller, said.role(), said.reason());
            case CONFIRM -> new Command.Confirm(caller, said.seen());
        };
    }
}
