package io.muster.api.people;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.body.Flag;
import io.muster.api.http.BackOnContext;
import io.muster.api.view.Json;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Brings a sheet into the list of members (docs/api.md#sheets). */
@Path(MemberPaths.IMPORT)
@ForManagers
public class ImportResource {
    private final CurrentCaller callers;
    private final SheetImport sheets;

    ImportResource(CurrentCaller callers, SheetImport sheets) {
        this.callers = callers;
        this.sheets = sheets;
    }

    /** It goes on if the client hangs up: what is being written cannot be stopped, and holds off another import until it is done. */
    @POST
    @Cancellable(false)
    @Consumes("text/csv")
    public Uni<ObjectNode> bringIn(@QueryParam(Flag.DRY_RUN) @Nullable String dryRun, byte @Nullable [] body) {
        String managerId = OwnMembers.firmOf(callers.managerWhoMayWrite());
        byte[] file = body == null ? new byte[0] : body;
        return BackOnContext.of(MemberProblems.of(sheets.run(managerId, file, Flag.isSet(Flag.DRY_RUN, dryRun))))
                .map(ImportResource::json);
    }

    private static ObjectNode json(SheetImport.Result result) {
        ObjectNode json = Json.object();
        json.put("created", result.created());
        json.put("updated", result.updated());
        json.put("unchanged", result.unchanged());
        ArrayNode errors = json.putArray("errors");
        result.errors().first().forEach(error -> put(errors, error));
        int more = result.errors().count() - result.errors().first().size();
        if (more > 0) {
            put(errors, new SheetError(0, "", "and " + more + " more"));
        }
        return json;
    }

    private static void put(ArrayNode errors, SheetError error) {
        errors.addObject().put("line", error.line()).put("field", error.field()).put("message", error.message());
    }
}
