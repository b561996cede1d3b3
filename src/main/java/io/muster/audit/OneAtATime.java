package io.muster.audit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

/** Audits and repairs that somebody asks for: one at a time, in all processes. The audit that is made unasked is none of them. */
@Singleton
public class OneAtATime {
    static final String LEASE = "asked";

    private final Lease lease;
    private final AtomicBoolean busy = new AtomicBoolean();

    OneAtATime(Lease lease) {
        this.lease = lease;
    }

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
            return lease.take(LEASE)
                    .chain(taken -> taken ? taken(work) : Uni.createFrom().failure(new BusyException()))
                    .onTermination()
                    .invoke(() -> busy.set(false));
        });
    }

    /** What cannot be given back runs out. */
    private <T> Uni<T> taken(Supplier<Uni<T>> work) {
        return lease.held(LEASE, Uni.createFrom().deferred(work::get))
                .onTermination()
                .call(() -> lease.giveBack(LEASE).onFailure().recoverWithItem(false));
    }
}
