package io.muster.store.write;

import org.bson.types.ObjectId;

/**
 * The guard refused a plan that was made in the same snapshot. The plan was wrong, which is a bug
 * (docs/design.md#guard).
 */
public final class GuardMissedException extends RuntimeException {
    public GuardMissedException(ObjectId eventId, long version) {
        super("guard missed at event " + eventId + ", version " + version);
    }
}
