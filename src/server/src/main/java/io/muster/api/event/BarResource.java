package io.muster.api.event;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.body.Flag;
import io.muster.event.Command;
import io.muster.identity.Caller;
import io.muster.store.read.StoredEvent;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A manager lets a person in again who was barred from an event; a person who is not is left alone. */
@Path(EventPaths.EVENT + "/bars/{userKey}")
@ForManagers
public class BarResource {
    private final CurrentCaller callers;
    private final OwnEvents own;
    private final ManagerChanges changes;

    BarResource(CurrentCaller callers, OwnEvents own, ManagerChanges changes) {
        this.callers = callers;
        this.own = own;
        this.changes = changes;
    }

    @DELETE
    public Uni<RestResponse<ObjectNode>> lift(
            @PathParam("id") String id,
            @PathParam("userKey") String userKey,
            @QueryParam(Flag.DRY_RUN) @Nullable String dryRun) {
        Caller manager = callers.manager();
        return own.head(manager, id)
                .map(StoredEvent::event)
                .chain(event -> changes.answer(
                        manager,
                        event.id(),
                        new Command.Lift(event.managerId(), manager.userKey(), userKey),
                        Flag.isSet(Flag.DRY_RUN, dryRun)));
    }
}
