package io.muster.store.notice;

import java.time.Instant;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** Takes notes that managers write, to be numbered and sent. */
public interface NotesByHand {
    /**
     * Takes one; again with the same id it does nothing.
     *
     * @param data to whom, what it says, and who has written it
     */
    Uni<Void> add(String id, String firm, ObjectId event, Instant at, Map<String, String> data);
}
