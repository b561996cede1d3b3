package io.muster.store.read;

import io.muster.event.KeyedCommand;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** Which requests have been recorded. */
public interface RecordedRequests {

    /**
     * Whether a request has been recorded for an event.
     *
     * @param requestKey {@link KeyedCommand#key}
     */
    Uni<Boolean> has(ObjectId eventId, String requestKey);
}
