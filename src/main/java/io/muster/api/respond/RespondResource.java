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
import io.muster.api.Callers;
import io.muster.api.EventIds;
import io.muster.api.IdempotencyKey;
import io.muster.api.JsonBody;
import io.muster.event.Command;
import io.muster.event.Request;
import io.muster.event.RequestKeys;
import io.muster.event.Response;
import io.muster.identity.Caller;
import io.muster.respond.Changes;
import io.muster.respond.Outcome;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** A person accepts or declines. The checks come in the contract's order: the limit, the request's form, then the lane. */
@Path("/api/events/{id}/respond")
public class RespondResource {
    private final Callers callers;
    private final JsonBody json;
    private final Admission admission;
    private final Changes changes;
    private final ResponseAnswer answers;

    RespondResource(Callers callers, JsonBody json, Admission admission, Changes changes, ResponseAnswer answers) {
        this.callers = callers;
        this.json = json;
        this.admission = admission;
        this.changes = changes;
        this.answers = answers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ObjectNode> respond(@PathParam("id") String id, @Context HttpHeaders headers, byte @Nullable [] body) {
        Caller caller = callers.staff();
        Optional<String> clientKey = IdempotencyKey.sent(headers);
        byte[] bytes = body == null ? new byte[0] : body;
        return admission
                .admit(caller.userKey(), EventIds.of(id), repeatable(caller, id, clientKey))
                .chain(pass -> carryOut(caller, id, clientKey, bytes, pass));
    }

    /** What the request would be known by, where it is well-formed enough to have come before. */
    private static Optional<Repeats.Id> repeatable(Caller caller, String id, Optional<String> clientKey) {
        return EventIds.of(id)
                .flatMap(eventId -> clientKey
                        .filter(IdempotencyKey::isKey)
                        .map(key -> new Repeats.Id(eventId, RequestKeys.keyOf(caller.userKey(), clientKey))));
    }

    private Uni<ObjectNode> carryOut(
            Caller caller, String id, Optional<String> sentKey, byte[] body, Admission.Pass pass) {
        return Uni.createFrom()
                .deferred(() -> submit(caller, id, sentKey, body))
                .onTermination()
                .invoke((outcome, failure, cancelled) -> end(pass, Optional.ofNullable(outcome)))
                .map(outcome -> answers.of(outcome, caller));
    }

    private Uni<Outcome> submit(Caller caller, String id, Optional<String> sentKey, byte[] body) {
        ObjectId eventId = EventIds.required(id);
        ResponseBody said = ResponseBody.read(json.read(body));
        Optional<String> clientKey = IdempotencyKey.of(sentKey);
        return changes.submit(
                eventId,
                new Request(
                        command(caller, said),
                        RequestKeys.keyOf(caller.userKey(), clientKey),
                        RequestKeys.fingerprintOf(said.response(), said.role()),
                        clientKey.isPresent()));
    }

    private static void end(Admission.Pass pass, Optional<Outcome> outcome) {
        boolean repeat = outcome.filter(it -> Outcomes.isRepeat(it.decision())).isPresent();
        boolean recorded =
                outcome.filter(it -> Outcomes.isRecorded(it.decision())).isPresent();
        pass.end(recorded || repeat, repeat);
    }

    private static Command command(Caller caller, ResponseBody said) {
        return said.response() == Response.ACCEPT
                ? new Command.Accept(caller, said.role().orElseThrow())
                : new Command.Decline(caller, said.role());
    }
}
