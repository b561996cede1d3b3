package io.muster.api;

import java.util.Optional;

import org.bson.types.ObjectId;

/** Ids of events as they stand in a path. */
public final class EventIds {
    private EventIds() {}

    /** Empty where it is not 24 hexadecimal digits. */
    public static Optional<ObjectId> of(String segment) {
        return ObjectId.isValid(segment) ? Optional.of(new ObjectId(segment)) : Optional.empty();
    }

    /** @throws Problem {@link ProblemType#INVALID_ID} */
    public static ObjectId required(String segment) {
        return of(segment).orElseThrow(() -> new Problem(ProblemType.INVALID_ID));
    }
}
