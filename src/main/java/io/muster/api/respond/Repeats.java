package io.muster.api.respond;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Singleton;

import io.muster.api.BackOnContext;
import io.muster.event.RecordedRequests;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/**
 * Knows a repeat of a recorded request, also while the first is still under way here: of fifty that come at once one is
 * carried out, and the others have to wait to learn that they are its repeats.
 */
@Singleton
class Repeats {
    private final RecordedRequests recorded;
    private final ConcurrentHashMap<Id, Group> underWay = new ConcurrentHashMap<>();

    Repeats(RecordedRequests recorded) {
        this.recorded = recorded;
    }

    /** @param key {@link io.muster.event.Request#key} */
    record Id(ObjectId eventId, String key) {}

    /** Those of one key that are under way. The count changes inside the map's own atomic steps alone. */
    private static final class Group {
        private final CompletableFuture<Boolean> recorded = new CompletableFuture<>();
        private int size;

        Group joined() {
            size++;
            return this;
        }

        boolean emptied() {
            size--;
            return size == 0;
        }
    }

    /** One request that is under way. */
    final class UnderWay {
        private final Id id;
        private final Group group;
        private final AtomicBoolean ended = new AtomicBoolean();

        private UnderWay(Id id, Group group) {
            this.id = id;
            this.group = group;
        }

        /** Tells those who wait what became of it; only the first call counts. */
        void end(boolean isRecorded) {
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            if (isRecorded) {
                group.recorded.complete(true);
            }
            if (underWay.computeIfPresent(id, (key, it) -> it.emptied() ? null : it) == null) {
                group.recorded.complete(false);
            }
        }
    }

    /** From now on, until it ends, repeats of this request wait for it. */
    UnderWay begin(Id id) {
        Group group = underWay.compute(id, (key, it) -> (it == null ? new Group() : it).joined());
        return new UnderWay(id, group);
    }

    /** Whether a request has been recorded; where the same one is under way here, once that is known of it. */
    Uni<Boolean> isRepeat(Id id) {
        Group group = underWay.get(id);
        if (group == null) {
            return recorded.has(id.eventId(), id.key());
        }
        return BackOnContext.of(Uni.createFrom().completionStage(group.recorded))
                .chain(known -> known ? Uni.createFrom().item(true) : recorded.has(id.eventId(), id.key()));
    }
}
