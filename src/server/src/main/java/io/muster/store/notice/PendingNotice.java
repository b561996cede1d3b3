package io.muster.store.notice;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Audience;
import org.bson.types.ObjectId;

/**
 * An occasion of which people are still to be told.
 *
 * @param id the occasion's
 * @param event empty for what concerns the firm as a whole
 * @param due when it is sent
 * @param seenBefore who saw the event before
 * @param tries how often it could not be sent to all
 */
public record PendingNotice(
        String id,
        String firm,
        Optional<ObjectId> event,
        String kind,
        long version,
        Instant at,
        Instant due,
        Optional<String> person,
        Optional<String> actor,
        Optional<Audience> seenBefore,
        Map<String, String> data,
        int tries) {
    public PendingNotice {
        data = Map.copyOf(data);
    }
}
