package io.muster.respond.transaction;

import java.util.ArrayDeque;
import java.util.Queue;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.respond.RespondSettings;
import io.muster.store.OnContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.jspecify.annotations.Nullable;

/**
 * Limits the open transactions, in order of arrival. There are two fewer than connections, so that an open transaction
 * never waits for a connection while it holds its event, and a look-up always finds one.
 */
@Singleton
public final class TransactionPermits {
    private static final int CONNECTIONS_KEPT_FREE = 2;

    private final Queue<UniEmitter<? super Permit>> waiting = new ArrayDeque<>();
    private int free;

    @Inject
    public TransactionPermits(RespondSettings settings) {
        this(Math.max(1, settings.connections() - CONNECTIONS_KEPT_FREE));
    }

    public TransactionPermits(int count) {
        this.free = count;
    }

    /** A permit, to be released once. */
    @FunctionalInterface
    interface Permit {
        void release();
    }

    /** Completes in order of arrival. The caller must not cancel: a permit that nobody receives would be lost. */
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
