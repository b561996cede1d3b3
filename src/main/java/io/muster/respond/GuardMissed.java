package io.muster.respond;

import org.bson.types.ObjectId;

/** The database's guard refused a plan that was made in the same snapshot: the plan was wrong, and that is a bug. */
final class GuardMissed extends RuntimeException {
    GuardMissed(ObjectId eventId, long version) {
        super("guard missed at event " + eventId + ", version " + version);
    }
}
