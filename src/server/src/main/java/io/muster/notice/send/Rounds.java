package io.muster.notice.send;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.muster.store.AtIntervals;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/** Does something at intervals and whenever somebody asks for it, one time at a time. */
final class Rounds {
    private final Supplier<Uni<Boolean>> round;
    private final AtomicInteger asked = new AtomicInteger();
    private final Cancellable ticking;
    private volatile boolean isOver;

    /** @param round says whether it is to be done once more at once; one that fails is done again at the next interval */
    Rounds(Duration every, Supplier<Uni<Boolean>> round) {
        this.round = round;
        this.ticking = AtIntervals.run(every, every, () -> {
            ask();
            return Uni.createFrom().voidItem();
        });
    }

    /** Has it done now, or once more after the time that is under way. */
    void ask() {
        if (!isOver && asked.getAndIncrement() == 0) {
            go();
        }
    }

    private void go() {
        int seen = asked.get();
        Uni.createFrom()
                .deferred(round::get)
                .onFailure()
                .recoverWithItem(false)
                .subscribe()
                .with(more -> next(seen, more));
    }

    private void next(int seen, boolean more) {
        if (isOver) {
            return;
        }
        if (more || !asked.compareAndSet(seen, 0)) {
            go();
        }
    }

    /** Begins no other round. */
    void end() {
        isOver = true;
        ticking.cancel();
    }
}
