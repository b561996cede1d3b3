package io.muster.respond.transaction;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

/**
 * Where the lanes of a process queue that pass the fences of one firm: one at a time, in order of arrival. Without it each would abort most
 * of the others, and all would begin anew. A hint, as a turn at an event is: what other processes do, and who has not queued, the fences
 * decide.
 */
@Singleton
public final class FenceGates {
    /** Firms that share one wait for each other, and nothing else. */
    private static final int GATES = 64;

    private final List<TransactionPermits> gates =
            Stream.generate(() -> new TransactionPermits(1)).limit(GATES).toList();

    /** Of a lane of which nobody knows yet whether it passes fences. */
    public Passage passage() {
        return new Passage();
    }

    private <T> Uni<T> through(String firm, Supplier<Uni<T>> work) {
        return gates.get(Math.floorMod(firm.hashCode(), GATES))
                .acquire()
                .chain(permit -> Uni.createFrom().deferred(work::get).eventually(permit::release));
    }

    /** The way of one lane, which does one thing at a time. */
    public final class Passage {
        private volatile String firm = "";

        /** Does the work, in turn where fences are expected on the way; lets the next one go when it has ended, however it has. */
        public <T> Uni<T> through(Supplier<Uni<T>> work) {
            return queues()
                    ? FenceGates.this.through(firm, work)
                    : Uni.createFrom().deferred(work::get);
        }

        /** Whether the lane queues: its last transaction passed fences, or met others there. */
        public boolean queues() {
            return !firm.isEmpty();
        }

        /** The next transaction is likely to pass fences of this firm. */
        public void expected(String managerId) {
            firm = managerId;
        }

        /** The last one passed none. */
        public void notExpected() {
            firm = "";
        }
    }

    /** Who meets another at a fence and has not queued is to queue. */
    public static final class NotQueuedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotQueuedException() {
            super("others were met at a fence", null, false, false);
        }
    }
}
