package io.muster.respond;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.audit.EventRepairs;
import io.muster.event.Command;
import io.muster.event.Decision;
import io.muster.event.Request;
import io.muster.event.RequestKeys;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** Repairs go the way of every change. */
@Singleton
final class RepairsInLanes implements EventRepairs {
    private static final String NO_FINGERPRINT = "";

    private final Changes changes;

    RepairsInLanes(Changes changes) {
        this.changes = changes;
    }

    @Override
    public Uni<Decision> carryOut(ObjectId eventId, Command.Repair repair) {
        String key = RequestKeys.keyOf(repair.actor(), Optional.empty());
        return changes.submit(eventId, new Request(repair, key, NO_FINGERPRINT, false))
                .map(Outcome::decision);
    }
}
