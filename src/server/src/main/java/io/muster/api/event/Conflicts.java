package io.muster.api.event;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.http.BackOnContext;
import io.muster.api.view.ConflictsView;
import io.muster.api.view.EventForManager;
import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventPatch;
import io.muster.event.overlap.Engagement;
import io.muster.event.plan.Decision;
import io.muster.store.people.EngagementLists;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** What a manager is told of people who have other places too near to the one that they have (docs/api.md#overlap). */
@Singleton
class Conflicts {
    private static final Logger LOG = Logger.getLogger(Conflicts.class);
    private static final Set<EventField> TIMES =
            EnumSet.of(EventField.DATE, EventField.START_TIME, EventField.END_TIME, EventField.TIMEZONE);

    /** What is recorded is so whatever happens while this is read. */
    private static final Duration WITHIN = Duration.ofMillis(400);

    private final EngagementLists engagements;
    private final EventForManager view;

    Conflicts(EngagementLists engagements, EventForManager view) {
        this.engagements = engagements;
        this.view = view;
    }

    /** Adds those of each who is in to the person's entry of an event that was read; fails as a read does. */
    Uni<ObjectNode> addTo(ObjectNode event, Event read) {
        return engagements.near(read).map(found -> {
            ConflictsView.addToEntries(event, found);
            return event;
        });
    }

    /**
     * Adds them to the answer to a command: those of each who is in to the person's entry, and all of them where the change may have made
     * places near; of who was put in as it was decided.
     *
     * @param answer with the event in it, or the event itself
     * @param event as its manager sees it after the command
     */
    Uni<ObjectNode> addTo(ObjectNode answer, JsonNode event, Command command, Decision decision, Event after) {
        return soon(after)
                .invoke(found -> {
                    if (event instanceof ObjectNode shown) {
                        ConflictsView.addToEntries(shown, found);
                    }
                })
                .map(found -> ofTheChange(command, decision, after, found))
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(answer)
                        : view.namesSoon(after.managerId(), found.keySet())
                                .map(names -> ConflictsView.addTo(answer, found, names)));
    }

    private static Map<String, List<Engagement>> ofTheChange(
            Command command, Decision decision, Event after, Map<String, List<Engagement>> near) {
        if (!(decision instanceof Decision.Recorded recorded)) {
            return Map.of();
        }
        if (command instanceof Command.Assign assign) {
            return recorded.conflicts().isEmpty() ? Map.of() : Map.of(assign.userKey(), recorded.conflicts());
        }
        return after.status().isOpen() && mayMakePlacesNear(command) ? near : Map.of();
    }

    private static boolean mayMakePlacesNear(Command command) {
        if (command instanceof Command.Edit edit) {
            return isOfTimes(edit.patch());
        }
        return command instanceof Command.Publish
                || (command instanceof Command.Transition transition
                        && transition.move() == Command.Transition.Move.REOPEN);
    }

    private static boolean isOfTimes(EventPatch patch) {
        return patch.roles().isPresent() || patch.fields().keySet().stream().anyMatch(TIMES::contains);
    }

    private Uni<Map<String, List<Engagement>>> soon(Event after) {
        return BackOnContext.of(engagements.near(after).ifNoItem().after(WITHIN).fail())
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "event=conflicts outcome=left_out cause=%s",
                        failure.getClass().getName()))
                .onFailure()
                .recoverWithItem(Map.of());
    }
}
