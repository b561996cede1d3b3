package io.muster.api.event;

import java.util.Optional;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.Callers;
import io.muster.api.ForManagers;
import io.muster.api.Problem;
import io.muster.event.Command;
import io.muster.event.read.StoredEvent;
import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A manager takes a person out of an event, and may bar the person from it. */
@Path(Paths.EVENT + "/staff/{userKey}")
@ForManagers
public class StaffResource {
    private final Callers callers;
    private final OwnEvents own;
    private final ManagerChanges changes;

    StaffResource(Callers callers, OwnEvents own, ManagerChanges changes) {
        this.callers = callers;
        this.own = own;
        this.changes = changes;
    }

    @DELETE
    public Uni<RestResponse<ObjectNode>> remove(
            @PathParam("id") String id, @PathParam("userKey") String userKey, @QueryParam("bar") @Nullable String bar) {
        Caller manager = callers.managerForWriting();
        return own.head(manager, id)
                .map(StoredEvent::event)
                .chain(event -> changes.answer(
                        manager,
                        event.id(),
                        new Command.Remove(event.managerId(), manager.userKey(), userKey, isTrue(bar))));
    }

    private static boolean isTrue(@Nullable String bar) {
        return Optional.ofNullable(bar)
                .map(it -> switch (it) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw Problem.invalid("bar", "must be true or false");
                })
                .orElse(false);
    }
}
