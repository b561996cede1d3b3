package io.muster.api.respond;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Singleton;

import io.muster.api.http.BackOnContext;
import io.muster.store.read.RecordedRequests;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/**
 * Recognises repeats of a recorded request, also while the first one is in progress in this process: of fifty that
 * arrive at once one is carried out, and the others wait to learn that they are its repeats.
 */
@Singleton
class Repeats {
    private final RecordedRequests recorded;
    private final ConcurrentHashMap<Id, Group> underWay = new ConcurrentHashMap<>();

    Repeats(RecordedRequests recorded) {
        this.recorded = recorded;
    }

    /** @param key {@link io.muster.event.KeyedCommand#key} */
    record Id(ObjectId eventId, String key) {}

    /** The requests of one key in progress. The count changes only inside atomic operations of the map. */
    private static final class Group {
        private final CompletableFuture<Boolean> recorded = new CompletableFuture<>();
        private int size;

        /** Each who waits has a stage of its own: one that hangs up cancels that and nothing that others wait for. */
        Uni<Boolean> known() {
            return Uni.createFrom().completionStage(recorded::copy);
        }

        Group joined() {
            size++;
            return this;
        }

        boolean emptied() {
            size--;
            return size == 0;
        }
    }

    /** One request in progress. */
    final class UnderWay {
        private final Id id;
        private final Group group;
        private final AtomicBoolean ended = new AtomicBoolean();

        private UnderWay(Id id, Group group) {
            this.id = id;
            this.group = group;
        }

        /** Completes the waiting ones; only the first call counts. */
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

    /** Registers a request: until it ends, its repeats wait for it. */
    UnderWay begin(Id id) {
        Group group = underWay.compute(id, (key, it) -> (it == null ? new Group() : it).joined());
        return new UnderWay(id, group);
    }

    /** Whether a request has been recorded; if the same one is in progress here, once that is known. */
    Uni<Boolean> isRepeat(Id id) {
        Group group = underWay.get(id);
        if (group == null) {
            return recorded.has(id.eventId(), id.key());
        }
        return BackOnContext.of(group.known())
                .chain(known -> known ? Uni.createFrom().item(true) : recorded.has(id.eventId(), id.key()));
    }
}
