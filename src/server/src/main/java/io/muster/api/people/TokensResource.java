package io.muster.api.people;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.body.JsonBody;
import io.muster.api.body.TokenBody;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Problems;
import io.muster.api.view.Json;
import io.muster.people.MachineToken;
import io.muster.people.TokenSecret;
import io.muster.people.WireNames;
import io.muster.store.people.StoredTokens;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The tokens of the machines of the manager's firm; not for a token that may only read. */
@Path("/api/firm/tokens")
@ForManagers
public class TokensResource {
    private final CurrentCaller callers;
    private final StoredTokens tokens;
    private final JsonBody json;

    TokensResource(CurrentCaller callers, StoredTokens tokens, JsonBody json) {
        this.callers = callers;
        this.tokens = tokens;
        this.json = json;
    }

    @GET
    public Uni<ObjectNode> list() {
        return tokens.of(OwnMembers.firmOf(callers.managerWhoMayWrite())).map(all -> {
            ObjectNode answer = Json.object();
            ArrayNode list = answer.putArray("tokens");
            all.forEach(token -> list.add(view(token)));
            return answer;
        });
    }

    /** The answer alone has the secret. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<ObjectNode>> make(byte @Nullable [] body) {
        String managerId = OwnMembers.firmOf(callers.managerWhoMayWrite());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        MachineToken token = TokenBody.token(json.read(body == null ? new byte[0] : body), managerId, now);
        String secret = TokenSecret.random();
        return tokens.removeExpired(managerId, now)
                .chain(() -> mustHaveRoom(managerId))
                .chain(() -> tokens.add(token, TokenSecret.hash(secret)))
                .onFailure(Problems::isOfUnknownOutcome)
                .transform(Problems::outcomeUnknown)
                .replaceWith(() -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CREATED, view(token).put("token", secret))
                        .build());
    }

    private Uni<Void> mustHaveRoom(String managerId) {
        return tokens.of(managerId)
                .invoke(all -> {
                    if (all.size() >= MachineToken.MAX_OF_FIRM) {
                        throw new ProblemException(ProblemType.TOO_MANY_TOKENS);
                    }
                })
                .replaceWithVoid();
    }

    private static ObjectNode view(MachineToken token) {
        return Json.object()
                .put("id", token.id().toHexString())
                .put("scope", WireNames.of(token.scope()))
                .put("name", token.name())
                .put("created_at", Json.instant(token.createdAt()))
                .put("expires_at", Json.instant(token.expiresAt()));
    }
}
