package io.muster.api.http;

import java.util.Optional;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import org.bson.types.ObjectId;

/** Ids of events in paths. */
public final class EventIds {
    private EventIds() {}

    /** Empty if it is not 24 hexadecimal digits. */
    public static Optional<ObjectId> of(String segment) {
        return ObjectId.isValid(segment) ? Optional.of(new ObjectId(segment)) : Optional.empty();
    }

    /** @throws ProblemException {@link ProblemType#INVALID_ID} */
    public static ObjectId required(String segment) {
        return of(segment).orElseThrow(() -> new ProblemException(ProblemType.INVALID_ID));
    }
}
