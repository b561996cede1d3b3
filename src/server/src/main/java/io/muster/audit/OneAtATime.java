package io.muster.audit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.muster.store.audit.Lease;
import io.smallrye.mutiny.Uni;

/** Runs audits and repairs on request: one at a time, in all processes. The scheduled audit does not count. */
@Singleton
public class OneAtATime {
    static final String LEASE = "asked";

    private final Lease lease;
    private final AtomicBoolean busy = new AtomicBoolean();

    OneAtATime(Lease lease) {
        this.lease = lease;
    }

    /** Another one is running. */
    public static final class BusyException extends RuntimeException {
        BusyException() {
            super("an audit or a repair is going on", null, false, false);
        }
    }

    /** Runs the work, or fails with {@link BusyException} if another one is running. */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!busy.compareAndSet(false, true)) {
                return Uni.createFrom().failure(new BusyException());
            }
            return lease.take(LEASE)
                    .chain(taken -> taken ? taken(work) : Uni.createFrom().failure(new BusyException()))
                    .onTermination()
                    .invoke(() -> busy.set(false));
        });
    }

    /** A lease that cannot be given back expires. */
    private <T> Uni<T> taken(Supplier<Uni<T>> work) {
        return lease.held(LEASE, Uni.createFrom().deferred(work::get))
                .onTermination()
                .call(() -> lease.giveBack(LEASE).onFailure().recoverWithItem(false));
    }
}
