package io.muster.audit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

/** Audits and repairs of this process: one at a time. */
@Singleton
public class OneAtATime {
    private final AtomicBoolean busy = new AtomicBoolean();

    /** One is going on already. */
    public static final class BusyException extends RuntimeException {
        BusyException() {
            super("an audit or a repair is going on", null, false, false);
        }
    }

    /** Does the work, unless some is going on: then it fails with {@link BusyException}. */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!busy.compareAndSet(false, true)) {
                return Uni.createFrom().failure(new BusyException());
            }
            return Uni.createFrom().deferred(work::get).onTermination().invoke(() -> busy.set(false));
        });
    }
}
