package io.muster.api.people;

import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForAdmins;
import io.muster.api.body.DefaultZone;
import io.muster.api.body.FirmBody;
import io.muster.api.body.JsonBody;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.Problems;
import io.muster.people.Firm;
import io.muster.store.people.Firms;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** An administrator makes a firm, or gives it another name. */
@Path("/api/admin/firms/{managerId}")
@ForAdmins
public class AdminFirmResource {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final CurrentCaller callers;
    private final Firms firms;
    private final FirmAnswers answers;
    private final DefaultZone zone;
    private final JsonBody json;

    AdminFirmResource(CurrentCaller callers, Firms firms, FirmAnswers answers, DefaultZone zone, JsonBody json) {
        this.callers = callers;
        this.firms = firms;
        this.answers = answers;
        this.zone = zone;
        this.json = json;
    }

    private record Put(Firm firm, boolean isNew) {}

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<ObjectNode>> put(@PathParam("managerId") String managerId, byte @Nullable [] body) {
        callers.admin();
        if (!ID.matcher(managerId).matches()) {
            throw ProblemException.invalid("managerId", "must be 1 to 64 letters, digits, - or _");
        }
        String name = FirmBody.name(json.read(body == null ? new byte[0] : body));
        return Attempts.untilStored(() -> firms.one(managerId).chain(before -> put(managerId, name, before)))
                .chain(put ->
                        answers.answer(put.isNew ? RestResponse.Status.CREATED : RestResponse.Status.OK, put.firm));
    }

    private Uni<Optional<Put>> put(String managerId, String name, Optional<Firm> before) {
        Firm after = before.map(firm -> firm.named(name)).orElseGet(() -> Firm.made(managerId, name, zone.zone()));
        if (before.filter(after::equals).isPresent()) {
            return Uni.createFrom().item(Optional.of(new Put(after, false)));
        }
        return firms.store(after, after.version())
                .onFailure(Problems::isOfUnknownOutcome)
                .transform(Problems::outcomeUnknown)
                .map(stored -> stored
                        ? Optional.of(new Put(after.at(after.version() + 1), before.isEmpty()))
                        : Optional.empty());
    }
}
