package io.muster.api.event;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.problem.ProblemException;
import io.muster.api.view.EventForManager;
import io.muster.api.view.PreviewView;
import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.RequestKeys;
import io.muster.event.plan.Decision;
import io.muster.event.plan.Plan;
import io.muster.identity.Caller;
import io.muster.respond.Changes;
import io.muster.respond.Outcome;
import io.muster.respond.Previews;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.resteasy.reactive.RestResponse;

/** Sends a manager's change through its event's lane and answers with the event after it. */
@Singleton
class ManagerChanges {
    /** A manager's change has no client key, so its fingerprint is never compared. */
    private static final String NO_FINGERPRINT = "";

    private final Changes changes;
    private final EventForManager view;
    private final RefusedChanges refusals;
    private final Previews previews;
    private final Conflicts conflicts;

    ManagerChanges(
            Changes changes, EventForManager view, RefusedChanges refusals, Previews previews, Conflicts conflicts) {
        this.changes = changes;
        this.conflicts = conflicts;
        this.previews = previews;
        this.view = view;
        this.refusals = refusals;
    }

    /** @return 200 with the event, or a failure with the {@link ProblemException} it was refused with */
    Uni<RestResponse<ObjectNode>> answer(Caller manager, ObjectId eventId, Command command) {
        return carryOut(manager, eventId, command)
                .chain(outcome -> view.recorded(outcome.event(), manager)
                        .map(json -> Warnings.addTo(json, outcome.event(), time(outcome.decision())))
                        .chain(json -> conflicts.addTo(json, json, command, outcome.decision(), outcome.event())))
                .map(json -> Versions.tagged(RestResponse.Status.OK, json));
    }

    /** By the database's clock, as the rules go by it; of what changed nothing the process's own is near enough. */
    private static Instant time(Decision decision) {
        return decision instanceof Decision.Recorded recorded ? recorded.entry().at() : Instant.now();
    }

    /** As {@link #answer(Caller, ObjectId, Command)}; run dry, with what would be, and nothing is recorded. */
    Uni<RestResponse<ObjectNode>> answer(Caller manager, ObjectId eventId, Command command, boolean dryRun) {
        return dryRun ? preview(manager, eventId, command) : answer(manager, eventId, command);
    }

    /** @return 200 with what would be, and nothing is recorded, or a failure as of {@link #answer(Caller, ObjectId, Command)} */
    Uni<RestResponse<ObjectNode>> preview(Caller manager, ObjectId eventId, Command command) {
        return previews.of(eventId, request(command))
                .call(plan -> failIfRefused(plan.decisions().get(0), manager))
                .chain(plan -> shown(plan.after(), manager)
                        .chain(event -> view.namesSoon(plan.after().managerId(), concerned(plan))
                                .map(profiles -> PreviewView.of(event, plan, profiles)))
                        .chain(json -> conflicts.addTo(
                                json,
                                json.path("event"),
                                command,
                                plan.decisions().get(0),
                                plan.after())))
                .map(RestResponse::ok);
    }

    /** An event as it would be; null in JSON if it would be deleted. */
    private Uni<JsonNode> shown(Event event, Caller manager) {
        return event.deleted()
                ? Uni.createFrom().item(NullNode.getInstance())
                : view.recorded(event, manager).map(json -> Warnings.addTo(json, event, Instant.now()));
    }

    private static Set<String> concerned(Plan plan) {
        return plan.entries().stream().flatMap(line -> line.userKey().stream()).collect(Collectors.toSet());
    }

    private static KeyedCommand request(Command command) {
        return new KeyedCommand(command, RequestKeys.keyOf(command.actor(), Optional.empty()), NO_FINGERPRINT, false);
    }

    /** @return the outcome, if it was not refused */
    Uni<Outcome> carryOut(Caller manager, ObjectId eventId, Command command) {
        return changes.submit(eventId, request(command)).call(outcome -> failIfRefused(outcome.decision(), manager));
    }

    private Uni<Void> failIfRefused(Decision decision, Caller manager) {
        return decision.fold(new Decision.Cases<>(
                recorded -> Uni.createFrom().voidItem(),
                replayed -> Uni.createFrom().voidItem(),
                unchanged -> Uni.createFrom().voidItem(),
                refused -> refusals.told(manager.managerId().orElseThrow(), refused.refusal())
                        .chain(problem -> Uni.createFrom().failure(problem))));
    }
}
