package io.muster.store.people;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Combines requests: one call of the work runs at a time, and requests that arrive meanwhile share the next call. No
 * thread waits.
 *
 * @param <T> the request
 */
final class Batcher<T> {
    private static final int MAX_AT_ONCE = 500;

    private final Function<List<T>, Uni<Void>> work;
    private final List<Asked<T>> waiting = new ArrayList<>();
    private final int most;
    private int underWay;

    private record Asked<T>(T item, UniEmitter<? super Void> emitter) {}

    /**
     * Idle.
     *
     * @param most the pieces of work under way at a time: one that hangs does not hold up the others
     * @param work called with 1 to 500 items
     */
    Batcher(int most, Function<List<T>, Uni<Void>> work) {
        this.most = most;
        this.work = work;
    }

    /** @return completes when the call with this item has, or fails with its failure */
    Uni<Void> add(T item) {
        return Uni.createFrom().emitter(emitter -> {
            synchronized (waiting) {
                waiting.add(new Asked<>(item, emitter));
            }
            next();
        });
    }

    private void next() {
        List<Asked<T>> batch;
        synchronized (waiting) {
            if (underWay == most || waiting.isEmpty()) {
                return;
            }
            underWay++;
            List<Asked<T>> first = waiting.subList(0, Math.min(MAX_AT_ONCE, waiting.size()));
            batch = List.copyOf(first);
            first.clear();
        }
        List<T> items = batch.stream().map(Asked::item).toList();
        Uni.createFrom()
                .deferred(() -> work.apply(items))
                .subscribe()
                .with(
                        done -> finish(batch, asked -> asked.emitter().complete(null)),
                        failure -> finish(batch, asked -> asked.emitter().fail(failure)));
    }

    private void finish(List<Asked<T>> batch, java.util.function.Consumer<Asked<T>> answer) {
        synchronized (waiting) {
            underWay--;
        }
        next();
        batch.forEach(answer);
    }
}
