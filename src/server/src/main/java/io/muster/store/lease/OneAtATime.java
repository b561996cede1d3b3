package io.muster.store.lease;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

/** Runs what people ask for and what must not overlap: of each task one at a time, in all processes. */
@Singleton
public class OneAtATime {
    private final Lease lease;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    public OneAtATime(Lease lease) {
        this.lease = lease;
    }

    /** The task is running already. */
    public static final class BusyException extends RuntimeException {
        BusyException() {
            super("the task is running already", null, false, false);
        }
    }

    /**
     * Runs the work, or fails with {@link BusyException} if the task is running.
     *
     * @param task the name of its lease
     */
    public <T> Uni<T> run(String task, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!busy.add(task)) {
                return Uni.createFrom().failure(new BusyException());
            }
            return lease.take(task)
                    .chain(taken -> taken ? taken(task, work) : Uni.createFrom().failure(new BusyException()))
                    .onTermination()
                    .invoke(() -> busy.remove(task));
        });
    }

    /** A lease that cannot be given back expires. */
    private <T> Uni<T> taken(String task, Supplier<Uni<T>> work) {
        return lease.held(task, Uni.createFrom().deferred(work::get))
                .onTermination()
                .call(() -> lease.giveBack(task).onFailure().recoverWithItem(false));
    }
}
