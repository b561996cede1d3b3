package io.muster.api.event;

import java.util.Optional;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.answer.AnswerForm;
import io.muster.api.answer.Answers;
import io.muster.api.answer.Body;
import io.muster.api.answer.JsonPart;
import io.muster.api.body.EntityTag;
import io.muster.api.body.EventBodies;
import io.muster.api.body.Flag;
import io.muster.api.body.JsonBody;
import io.muster.api.body.MergePatch;
import io.muster.api.body.PatchBody;
import io.muster.api.http.EventIds;
import io.muster.api.view.EventForManager;
import io.muster.api.view.EventForStaff;
import io.muster.event.Command;
import io.muster.event.Command.Transition.Move;
import io.muster.event.Event;
import io.muster.event.EventPatch;
import io.muster.identity.Caller;
import io.muster.store.read.EventReads;
import io.muster.store.read.StoredEvent;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** One event: read by its manager and by staff who see it; changed and deleted by its manager. */
@Path(EventPaths.EVENT)
public class EventResource {
    private static final String KEEP_CONFIRMED = "keepConfirmed";

    private final CurrentCaller callers;
    private final OwnEvents own;
    private final EventReads events;
    private final EventForManager forManager;
    private final Answers answers;
    private final EventBodies bodies;
    private final JsonBody json;
    private final ManagerChanges changes;
    private final Conflicts conflicts;

    EventResource(
            CurrentCaller callers,
            OwnEvents own,
            EventReads events,
            EventForManager forManager,
            Answers answers,
            EventBodies bodies,
            JsonBody json,
            ManagerChanges changes,
            Conflicts conflicts) {
        this.callers = callers;
        this.own = own;
        this.events = events;
        this.forManager = forManager;
        this.answers = answers;
        this.bodies = bodies;
        this.json = json;
        this.changes = changes;
        this.conflicts = conflicts;
    }

    @GET
    @Produces(Answers.JSON)
    public Uni<RestResponse<byte[]>> get(@PathParam("id") String id, @BeanParam AnswerForm asked) {
        Caller caller = callers.staff();
        return caller.managerId().isPresent() ? whole(caller, id, asked) : seen(caller, id, asked);
    }

    @PATCH
    @ForManagers
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    public Uni<RestResponse<ObjectNode>> patch(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @QueryParam(Flag.DRY_RUN) @Nullable String dryRun,
            @QueryParam(KEEP_CONFIRMED) @Nullable String keepConfirmed,
            byte @Nullable [] body) {
        Caller manager = callers.manager();
        return own.head(manager, id)
                .chain(head -> change(
                        manager,
                        head,
                        body == null ? new byte[0] : body,
                        ifMatch,
                        Flag.isSet(KEEP_CONFIRMED, keepConfirmed)))
                .chain(command ->
                        changes.answer(manager, EventIds.required(id), command, Flag.isSet(Flag.DRY_RUN, dryRun)));
    }

    @DELETE
    @ForManagers
    public Uni<RestResponse<ObjectNode>> delete(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @QueryParam(Flag.DRY_RUN) @Nullable String dryRun) {
        Caller manager = callers.manager();
        return own.head(manager, id)
                .map(StoredEvent::event)
                .map(event -> LifecycleCommands.to(Move.DELETE, manager, event, EntityTag.ifMatch(ifMatch)))
                .chain(command -> Flag.isSet(Flag.DRY_RUN, dryRun)
                        ? changes.preview(manager, EventIds.required(id), command)
                        : changes.carryOut(manager, EventIds.required(id), command)
                                .map(outcome -> RestResponse.<ObjectNode>noContent()));
    }

    private Uni<RestResponse<byte[]>> whole(Caller manager, String id, AnswerForm asked) {
        return own.whole(manager, id)
                .chain(event -> forManager
                        .whole(event, manager)
                        .chain(json -> conflicts.addTo(json, event))
                        .map(json -> answers.tagged(Body.of(JsonPart.of(json)), Versions.tag(event), asked)));
    }

    private Uni<RestResponse<byte[]>> seen(Caller person, String id, AnswerForm asked) {
        return Uni.createFrom()
                .item(() -> EventIds.of(id).orElseThrow(OwnEvents::unknown))
                .chain(events::whole)
                .map(found -> found.filter(it -> it.event().visibleTo(person)).orElseThrow(OwnEvents::unknown))
                .map(found ->
                        answers.tagged(Body.of(EventForStaff.json(found, person)), Versions.tag(found.event()), asked));
    }

    private Uni<Command> change(
            Caller manager, StoredEvent head, byte[] body, @Nullable String ifMatch, boolean keepsConfirmed) {
        PatchBody patch = bodies.patch(json.read(body));
        Optional<Long> version = EntityTag.ifMatch(ifMatch);
        return patch.transition()
                .map(status ->
                        Uni.createFrom().item(LifecycleCommands.toStatus(status, manager, head.event(), version)))
                .orElseGet(() -> stored(manager, head, patch)
                        .map(patch::edit)
                        .map(edit -> edit(manager, head.event(), edit, version, keepsConfirmed)));
    }

    /** The event as the manager sees it, as far as the patch is compared with it. */
    private Uni<ObjectNode> stored(Caller manager, StoredEvent head, PatchBody patch) {
        return patch.namesPeople()
                ? own.whole(manager, head.event().id().toHexString()).chain(whole -> forManager.whole(whole, manager))
                : Uni.createFrom().item(() -> EventForManager.listed(head, manager));
    }

    private static Command edit(
            Caller manager, Event head, EventPatch patch, Optional<Long> version, boolean keepsConfirmed) {
        return new Command.Edit(head.managerId(), manager.userKey(), patch, version, keepsConfirmed);
    }
}
