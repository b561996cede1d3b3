package io.muster.store.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.RawBsonDocument;

/** How many documents may be read at once, and of how many bytes together. Not thread-safe. */
final class Room {
    private final List<RawBsonDocument> taken = new ArrayList<>();
    private final int maxDocuments;
    private final long maxBytes;
    private long bytes;
    private boolean isExceeded;

    private Room(int maxDocuments, long maxBytes) {
        this.maxDocuments = maxDocuments;
        this.maxBytes = maxBytes;
    }

    /**
     * Takes what a search finds, as long as there is room for it, and reads no further.
     *
     * @return empty if it is more
     */
    static Uni<Optional<List<RawBsonDocument>>> take(Multi<RawBsonDocument> found, int maxDocuments, long maxBytes) {
        return Uni.createFrom().deferred(() -> {
            Room room = new Room(maxDocuments, maxBytes);
            return found.select()
                    .first(room::takes)
                    .collect()
                    .last()
                    .map(last -> room.isExceeded ? Optional.empty() : Optional.of(room.taken));
        });
    }

    private boolean takes(RawBsonDocument document) {
        bytes += document.getByteBuffer().remaining();
        isExceeded = isExceeded || bytes > maxBytes || taken.size() == maxDocuments;
        if (!isExceeded) {
            taken.add(document);
        }
        return !isExceeded;
    }
}
