package io.muster.api.event;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.body.AssignmentBody;
import io.muster.api.body.Flag;
import io.muster.api.body.JsonBody;
import io.muster.api.body.ReasonText;
import io.muster.event.Command;
import io.muster.identity.Caller;
import io.muster.store.read.StoredEvent;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A manager puts a person into a role of an event, or removes the person, and may bar the person. */
@Path(EventPaths.EVENT + "/staff/{userKey}")
@ForManagers
public class StaffResource {
    private final CurrentCaller callers;
    private final OwnEvents own;
    private final ManagerChanges changes;
    private final JsonBody json;

    StaffResource(CurrentCaller callers, OwnEvents own, ManagerChanges changes, JsonBody json) {
        this.callers = callers;
        this.own = own;
        this.changes = changes;
        this.json = json;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<ObjectNode>> assign(
            @PathParam("id") String id,
            @PathParam("userKey") String userKey,
            @QueryParam(Flag.DRY_RUN) @Nullable String dryRun,
            byte @Nullable [] body) {
        Caller manager = callers.manager();
        return own.head(manager, id)
                .map(StoredEvent::event)
                .chain(event -> changes.answer(
                        manager,
                        event.id(),
                        AssignmentBody.read(json.read(body == null ? new byte[0] : body))
                                .command(event.managerId(), manager.userKey(), userKey),
                        Flag.isSet(Flag.DRY_RUN, dryRun)));
    }

    @DELETE
    public Uni<RestResponse<ObjectNode>> remove(
            @PathParam("id") String id,
            @PathParam("userKey") String userKey,
            @QueryParam("bar") @Nullable String bar,
            @QueryParam("reason") @Nullable String reason,
            @QueryParam(Flag.DRY_RUN) @Nullable String dryRun) {
        Caller manager = callers.manager();
        return own.head(manager, id)
                .map(StoredEvent::event)
                .chain(event -> changes.answer(
                        manager,
                        event.id(),
                        new Command.Remove(
                                event.managerId(),
                                manager.userKey(),
                                userKey,
                                Flag.isSet("bar", bar),
                                ReasonText.read(TextNode.valueOf(reason == null ? "" : reason))),
                        Flag.isSet(Flag.DRY_RUN, dryRun)));
    }
}
