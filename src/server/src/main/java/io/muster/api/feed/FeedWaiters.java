package io.muster.api.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.muster.store.AtIntervals;
import io.muster.store.outbound.OutboundLog;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Requests that wait for a firm's log to grow. The database is asked once for all who wait for the same firm, whichever process numbers,
 * and not at all while nobody waits.
 */
@Singleton
class FeedWaiters {
    private static final Duration EVERY = Duration.ofMillis(200);

    /** More are answered at once. */
    private static final int MOST = 1_000;

    private static final int FIRMS_AT_ONCE = 8;

    private final OutboundLog log;
    private final Map<String, List<Waiter>> waiting = new HashMap<>();
    private int count;
    private boolean stopped;
    private volatile Cancellable ticking = () -> {};

    private record Waiter(long after, UniEmitter<? super Boolean> emitter) {}

    FeedWaiters(OutboundLog log) {
        this.log = log;
    }

    void start(@Observes StartupEvent event) {
        ticking = AtIntervals.run(EVERY, EVERY, this::look);
    }

    /** Nobody is held up by a wait when the service leaves. */
    void announced(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    void end(@Observes ShutdownEvent event) {
        stop();
    }

    private void stop() {
        ticking.cancel();
        List<Waiter> all = new ArrayList<>();
        synchronized (waiting) {
            stopped = true;
            waiting.values().forEach(all::addAll);
            waiting.clear();
            count = 0;
        }
        all.forEach(waiter -> waiter.emitter().complete(false));
    }

    /** Whether a firm's log has grown beyond a number before the time is over. */
    Uni<Boolean> grown(String firm, long after, Duration longest) {
        return Uni.createFrom()
                .<Boolean>emitter(emitter -> {
                    Waiter waiter = new Waiter(after, emitter);
                    if (!add(firm, waiter)) {
                        emitter.complete(false);
                        return;
                    }
                    emitter.onTermination(() -> remove(firm, waiter));
                })
                .ifNoItem()
                .after(longest)
                .recoverWithItem(false);
    }

    private boolean add(String firm, Waiter waiter) {
        synchronized (waiting) {
            if (stopped || count >= MOST) {
                return false;
            }
            waiting.computeIfAbsent(firm, first -> new ArrayList<>()).add(waiter);
            count++;
            return true;
        }
    }

    private void remove(String firm, Waiter waiter) {
        synchronized (waiting) {
            List<Waiter> its = waiting.get(firm);
            if (its != null && its.remove(waiter)) {
                count--;
                if (its.isEmpty()) {
                    waiting.remove(firm);
                }
            }
        }
    }

    private Uni<Void> look() {
        List<String> firms;
        synchronized (waiting) {
            firms = List.copyOf(waiting.keySet());
        }
        return Multi.createFrom()
                .iterable(firms)
                .onItem()
                .transformToUni(firm -> log.last(firm).invoke(last -> tell(firm, last)))
                .merge(FIRMS_AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private void tell(String firm, long last) {
        List<Waiter> told = new ArrayList<>();
        synchronized (waiting) {
            waiting.getOrDefault(firm, List.of()).stream()
                    .filter(waiter -> waiter.after() < last)
                    .forEach(told::add);
        }
        told.forEach(waiter -> {
            remove(firm, waiter);
            waiter.emitter().complete(true);
        });
    }
}
