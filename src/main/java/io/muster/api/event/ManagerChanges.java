package io.muster.api.event;

import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.Problem;
import io.muster.api.view.EventForManager;
import io.muster.event.Command;
import io.muster.event.Decision;
import io.muster.event.Request;
import io.muster.event.RequestKeys;
import io.muster.identity.Caller;
import io.muster.respond.Changes;
import io.muster.respond.Outcome;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.resteasy.reactive.RestResponse;

/** Sends a manager's change through its event's lane and answers with the event after it. */
@Singleton
class ManagerChanges {
    /** A manager's change carries no key of the client's, so nothing is ever compared with it. */
    private static final String NO_FINGERPRINT = "";

    private final Changes changes;
    private final EventForManager view;

    ManagerChanges(Changes changes, EventForManager view) {
        this.changes = changes;
        this.view = view;
    }

    /** @return 200 with the event, or a failure with the {@link Problem} it was refused with */
    Uni<RestResponse<ObjectNode>> answer(Caller manager, ObjectId eventId, Command command) {
        return carryOut(eventId, command)
                .chain(outcome -> view.whole(outcome.event(), manager))
                .map(json -> Versions.tagged(RestResponse.Status.OK, json));
    }

    /** @return what became of it, if it was not refused */
    Uni<Outcome> carryOut(ObjectId eventId, Command command) {
        Request request =
                new Request(command, RequestKeys.keyOf(command.actor(), Optional.empty()), NO_FINGERPRINT, false);
        return changes.submit(eventId, request).invoke(ManagerChanges::throwIfRefused);
    }

    private static void throwIfRefused(Outcome outcome) {
        outcome.decision().fold(new Decision.Cases<>(recorded -> true, replayed -> true, unchanged -> true, refused -> {
            throw Problem.of(refused.refusal());
        }));
    }
}
