package io.muster.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Does together what many ask for at once: one piece of work is under way at a time, and what comes meanwhile waits for the
 * next. Nothing waits on a thread.
 *
 * @param <T> what is asked for
 */
final class Gathering<T> {
    private static final int MAX_AT_ONCE = 500;

    private final Function<List<T>, Uni<Void>> work;
    private final List<Asked<T>> waiting = new ArrayList<>();
    private boolean underWay;

    private record Asked<T>(T item, UniEmitter<? super Void> emitter) {}

    /** @param work done with 1 to 500 items at a time */
    Gathering(Function<List<T>, Uni<Void>> work) {
        this.work = work;
    }

    /** @return when the work that held the item is done, with its failure if it failed */
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
            if (underWay || waiting.isEmpty()) {
                return;
            }
            underWay = true;
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
            underWay = false;
        }
        next();
        batch.forEach(answer);
    }
}
