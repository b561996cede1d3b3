package io.muster.respond;

import java.util.ArrayDeque;
import java.util.Queue;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.jspecify.annotations.Nullable;

/**
 * How many transactions may be open at once: first come, first served. Two fewer than there are connections, so that an
 * open transaction never waits for a connection while it holds its event, and a look-up always finds one.
 */
@Singleton
final class Permits {
    private static final int CONNECTIONS_KEPT_FREE = 2;

    private final Queue<UniEmitter<? super Permit>> waiting = new ArrayDeque<>();
    private int free;

    @Inject
    Permits(RespondSettings settings) {
        this(Math.max(1, settings.connections() - CONNECTIONS_KEPT_FREE));
    }

    Permits(int count) {
        this.free = count;
    }

    /** A place among the open transactions; to be given back once. */
    @FunctionalInterface
    interface Permit {
        void release();
    }

    /** Comes at its turn. Whoever waits must not cancel: a permit given into the void would be lost. */
    Uni<Permit> acquire() {
        return OnContext.uni(Uni.createFrom().<Permit>emitter(this::enqueue));
    }

    private void enqueue(UniEmitter<? super Permit> asker) {
        if (takeOrWait(asker)) {
            asker.complete(permit());
        }
    }

    private synchronized boolean takeOrWait(UniEmitter<? super Permit> asker) {
        if (free == 0) {
            waiting.add(asker);
            return false;
        }
        free--;
        return true;
    }

    private void release() {
        UniEmitter<? super Permit> next = nextOrFree();
        if (next != null) {
            next.complete(permit());
        }
    }

    private synchronized @Nullable UniEmitter<? super Permit> nextOrFree() {
        UniEmitter<? super Permit> next = waiting.poll();
        if (next == null) {
            free++;
        }
        return next;
    }

    private Permit permit() {
        return this::release;
    }
}
