package io.muster.audit;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.event.Command;
import io.muster.event.KeyedCommand;
import io.muster.event.RequestKeys;
import io.muster.event.plan.Decision;
import io.muster.respond.Changes;
import io.muster.respond.Outcome;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** Submits repairs to the lanes, like every other change. */
@Singleton
public final class RepairsInLanes implements EventRepairs {
    private static final String NO_FINGERPRINT = "";

    private final Changes changes;

    public RepairsInLanes(Changes changes) {
        this.changes = changes;
    }

    @Override
    public Uni<Decision> carryOut(ObjectId eventId, Command.Repair repair) {
        String key = RequestKeys.keyOf(repair.actor(), Optional.empty());
        return changes.submit(eventId, new KeyedCommand(repair, key, NO_FINGERPRINT, false))
                .map(Outcome::decision);
    }
}
