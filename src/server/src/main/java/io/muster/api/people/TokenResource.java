package io.muster.api.people;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.http.EventIds;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Problems;
import io.muster.store.people.StoredTokens;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;

/** One token of a machine of the manager's firm. One of another firm, an unknown one and a malformed id fail identically. */
@Path("/api/firm/tokens/{id}")
@ForManagers
public class TokenResource {
    private final CurrentCaller callers;
    private final StoredTokens tokens;

    TokenResource(CurrentCaller callers, StoredTokens tokens) {
        this.callers = callers;
        this.tokens = tokens;
    }

    @DELETE
    public Uni<RestResponse<Void>> revoke(@PathParam("id") String id) {
        String managerId = OwnMembers.firmOf(callers.managerWhoMayWrite());
        return EventIds.of(id)
                .map(known -> tokens.remove(managerId, known))
                .orElseGet(() -> Uni.createFrom().item(false))
                .onFailure(Problems::isOfUnknownOutcome)
                .transform(Problems::outcomeUnknown)
                .map(removed -> {
                    if (!removed) {
                        throw new ProblemException(ProblemType.TOKEN_NOT_FOUND);
                    }
                    return RestResponse.noContent();
                });
    }
}
