package io.muster.api.respond;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

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
    private final Map<Id, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();

    Repeats(RecordedRequests recorded) {
        this.recorded = recorded;
    }

    /** @param key {@link io.muster.event.Request#key} */
    record Id(ObjectId eventId, String key) {}

    /**
     * Carries out a request as one that repeats may come of.
     *
     * @param isRecorded whether what became of it is in the journal
     */
    <T> Uni<T> track(Id id, Uni<T> request, Predicate<T> isRecorded) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<Boolean> end = new CompletableFuture<>();
            if (underWay.putIfAbsent(id, end) != null) {
                return request;
            }
            return request.onTermination().invoke((item, failure, cancelled) -> {
                underWay.remove(id, end);
                end.complete(item != null && isRecorded.test(item));
            });
        });
    }

    /** Whether a request has been recorded; where the same one is under way here, once that has ended. */
    Uni<Boolean> isRepeat(Id id) {
        CompletableFuture<Boolean> end = underWay.get(id);
        if (end == null) {
            return recorded.has(id.eventId(), id.key());
        }
        return BackOnContext.of(Uni.createFrom().completionStage(end))
                .chain(known -> known ? Uni.createFrom().item(true) : recorded.has(id.eventId(), id.key()));
    }
}
