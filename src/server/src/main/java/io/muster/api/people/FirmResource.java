package io.muster.api.people;

import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.body.DefaultZone;
import io.muster.api.body.EntityTag;
import io.muster.api.body.FirmBody;
import io.muster.api.body.JsonBody;
import io.muster.api.body.MergePatch;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Problems;
import io.muster.people.Firm;
import io.muster.store.people.Firms;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The manager's firm and its rules; not for a token that may only read. */
@Path("/api/firm")
@ForManagers
public class FirmResource {
    private final CurrentCaller callers;
    private final Firms firms;
    private final FirmAnswers answers;
    private final DefaultZone zone;
    private final JsonBody json;

    FirmResource(CurrentCaller callers, Firms firms, FirmAnswers answers, DefaultZone zone, JsonBody json) {
        this.callers = callers;
        this.firms = firms;
        this.answers = answers;
        this.zone = zone;
        this.json = json;
    }

    @GET
    public Uni<RestResponse<ObjectNode>> read() {
        return firm(callers.managerWhoMayWrite().managerId().orElseThrow())
                .chain(firm -> answers.answer(RestResponse.Status.OK, firm));
    }

    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    public Uni<RestResponse<ObjectNode>> change(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, byte @Nullable [] body) {
        String managerId = callers.managerWhoMayWrite().managerId().orElseThrow();
        JsonNode patch = json.read(body == null ? new byte[0] : body);
        Optional<Long> seen = EntityTag.ifMatch(ifMatch);
        return Attempts.untilStored(() -> firm(managerId).chain(before -> changed(before, patch, seen)))
                .chain(firm -> answers.answer(RestResponse.Status.OK, firm));
    }

    /** A change that the firm has already is none, whatever version it rests on. */
    private Uni<Optional<Firm>> changed(Firm before, JsonNode patch, Optional<Long> seen) {
        Firm after = FirmBody.changed(patch, before);
        if (after.equals(before)) {
            return Uni.createFrom().item(Optional.of(before));
        }
        if (seen.filter(version -> version != before.version()).isPresent()) {
            throw new ProblemException(ProblemType.VERSION_STALE);
        }
        return firms.store(after, before.version())
                .onFailure(Problems::isOfUnknownOutcome)
                .transform(Problems::outcomeUnknown)
                .map(stored -> stored ? Optional.of(after.at(before.version() + 1)) : Optional.empty());
    }

    private Uni<Firm> firm(String managerId) {
        return firms.one(managerId).map(found -> found.orElseGet(() -> Firm.implicit(managerId, zone.zone())));
    }
}
