package io.muster.api.event;

import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.Callers;
import io.muster.api.EventIds;
import io.muster.api.ForManagers;
import io.muster.api.JsonBody;
import io.muster.api.body.EventBodies;
import io.muster.api.body.PatchBody;
import io.muster.api.view.EventForManager;
import io.muster.api.view.EventForStaff;
import io.muster.event.Command;
import io.muster.event.Command.Transition.Move;
import io.muster.event.Event;
import io.muster.event.EventPatch;
import io.muster.event.read.EventReads;
import io.muster.event.read.StoredEvent;
import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** One event: read by its manager and by the staff who see it, changed and deleted by its manager. */
@Path(Paths.EVENT)
public class EventResource {
    private final Callers callers;
    private final OwnEvents own;
    private final EventReads events;
    private final EventForManager forManager;
    private final EventForStaff forStaff;
    private final EventBodies bodies;
    private final JsonBody json;
    private final ManagerChanges changes;

    EventResource(
            Callers callers,
            OwnEvents own,
            EventReads events,
            EventForManager forManager,
            EventForStaff forStaff,
            EventBodies bodies,
            JsonBody json,
            ManagerChanges changes) {
        this.callers = callers;
        this.own = own;
        this.events = events;
        this.forManager = forManager;
        this.forStaff = forStaff;
        this.bodies = bodies;
        this.json = json;
        this.changes = changes;
    }

    @GET
    public Uni<RestResponse<ObjectNode>> get(@PathParam("id") String id) {
        Caller caller = callers.staff();
        Uni<ObjectNode> event = caller.managerId().isPresent()
                ? own.whole(caller, id).chain(found -> forManager.whole(found, caller))
                : seen(caller, id);
        return event.map(it -> Versions.tagged(RestResponse.Status.OK, it));
    }

    @PATCH
    @ForManagers
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    public Uni<RestResponse<ObjectNode>> patch(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            byte @Nullable [] body) {
        Caller manager = callers.managerForWriting();
        return own.head(manager, id)
                .chain(head -> change(manager, head, body == null ? new byte[0] : body, ifMatch))
                .chain(command -> changes.answer(manager, EventIds.required(id), command));
    }

    @DELETE
    @ForManagers
    public Uni<Void> delete(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        Caller manager = callers.managerForWriting();
        return own.head(manager, id)
                .map(StoredEvent::event)
                .chain(event ->
                        changes.carryOut(event.id(), Moves.to(Move.DELETE, manager, event, Versions.ifMatch(ifMatch))))
                .replaceWithVoid();
    }

    private Uni<ObjectNode> seen(Caller person, String id) {
        return Uni.createFrom()
                .item(() -> EventIds.of(id).orElseThrow(OwnEvents::unknown))
                .chain(eventId -> events.asSeenBy(person, eventId))
                .map(found -> found.filter(it -> it.event().visibleTo(person)).orElseThrow(OwnEvents::unknown))
                .map(found -> forStaff.of(found, person));
    }

    private Uni<Command> change(Caller manager, StoredEvent head, byte[] body, @Nullable String ifMatch) {
        PatchBody patch = bodies.patch(json.read(body));
        Optional<Long> version = Versions.ifMatch(ifMatch);
        return patch.transition()
                .map(status -> Uni.createFrom().item(Moves.toStatus(status, manager, head.event(), version)))
                .orElseGet(() -> stored(manager, head, patch)
                        .map(patch::edit)
                        .map(edit -> edit(manager, head.event(), edit, version)));
    }

    /** The event as the manager sees it, as far as the patch is compared with it. */
    private Uni<ObjectNode> stored(Caller manager, StoredEvent head, PatchBody patch) {
        return patch.namesPeople()
                ? own.whole(manager, head.event().id().toHexString()).chain(whole -> forManager.whole(whole, manager))
                : Uni.createFrom().item(() -> EventForManager.listed(head, manager));
    }

    private static Command edit(Caller manager, Event head, EventPatch patch, Optional<Long> version) {
        return new Command.Edit(head.managerId(), manager.userKey(), patch, version);
    }
}
