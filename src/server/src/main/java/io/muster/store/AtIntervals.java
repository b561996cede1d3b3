package io.muster.store;

import java.time.Duration;
import java.util.function.Supplier;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/** Does something again and again, until it is cancelled. */
public final class AtIntervals {
    private AtIntervals() {}

    /**
     * Begins. What takes longer than an interval is not done twice at a time: the next one is left out.
     *
     * @param first the time until it is done first
     * @param every the time from then on
     * @param task what fails is done again at the next interval
     */
    public static Cancellable run(Duration first, Duration every, Supplier<? extends Uni<?>> task) {
        return Multi.createFrom()
                .ticks()
                .startingAfter(first)
                .every(every)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> Uni.createFrom()
                        .deferred(() -> task.get().replaceWithVoid())
                        .onFailure()
                        .recoverWithNull())
                .subscribe()
                .with(done -> {});
    }
}
