package io.muster.store.rights;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/**
 * Hears of every change of a {@link RightsSource}, of all firms. It does not resume: who was not heard for a while has missed changes, and everything
 * that rests on having heard them is forgotten.
 */
final class RightsStream {
    private static final Logger LOG = Logger.getLogger(RightsStream.class);

    /** How long the database waits before it says that nothing has changed. */
    private static final Duration WAIT = Duration.ofMillis(900);

    /** Who was not heard for longer may have missed something that happened two seconds ago. */
    private static final Duration HEARD = Duration.ofSeconds(2);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final int MOST_DOUBLINGS = 5;

    private final RightsSource source;
    private final Supplier<Uni<RightsCursor>> cursors;
    private final LongSupplier nanos;
    private final List<RightsListener> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<RightsCursor> open = Optional.empty();
    private volatile boolean stopped;
    private volatile boolean hears;
    private volatile long heardAt;
    private int failures;

    /** @param cursors opens one over the source */
    RightsStream(RightsSource source, Supplier<Uni<RightsCursor>> cursors, LongSupplier nanos) {
        this.source = source;
        this.cursors = cursors;
        this.nanos = nanos;
    }

    void listen(RightsListener listener) {
        listeners.add(listener);
    }

    /** Whether everything was heard that had happened until two seconds ago. */
    boolean isHeard() {
        return hears && nanos.getAsLong() - heardAt < HEARD.toNanos();
    }

    void begin() {
        Uni.createFrom()
                .deferred(this::follow)
                .onFailure()
                .recoverWithUni(this::recover)
                .repeat()
                .until(done -> stopped)
                .subscribe()
                .with(
                        done -> {},
                        failure ->
                                LOG.errorf(failure, "event=rights_stream of=%s outcome=failed", source.collection()));
    }

    void end() {
        stopped = true;
        open.ifPresent(cursor -> cursor.close().subscribe().with(closed -> {}));
    }

    private Uni<Boolean> follow() {
        return opened().invoke(cursor -> {
                    open = Optional.of(cursor);
                    // What was said before it was opened nobody has heard of.
                    listeners.forEach(RightsListener::lost);
                    tell(cursor.first());
                })
                .chain(this::readOn);
    }

    /** One that is opened too late is closed. */
    private Uni<RightsCursor> opened() {
        Uni<RightsCursor> opening = cursors.get().memoize().indefinitely();
        return answered(opening, Duration.ZERO)
                .onFailure(TimeoutException.class)
                .invoke(() -> opening.chain(RightsCursor::close).subscribe().with(closed -> {}, failure -> {}));
    }

    private Uni<Boolean> readOn(RightsCursor cursor) {
        return Uni.createFrom()
                .deferred(() -> answered(cursor.next(WAIT), WAIT).invoke(this::tell))
                .repeat()
                .until(done -> stopped)
                .collect()
                .last()
                .replaceWith(true);
    }

    private void tell(List<RightsChanged> changes) {
        long answeredAt = nanos.getAsLong();
        if (!changes.isEmpty()) {
            RightsChanges together = RightsChanges.of(changes);
            listeners.forEach(listener -> listener.changed(together));
        }
        // After they were told: what is asked from now on rests on them. What happened while they were told nobody has
        // heard.
        heardAt = answeredAt;
        hears = true;
        failures = 0;
    }

    private static <T> Uni<T> answered(Uni<T> answer, Duration asked) {
        return answer.ifNoItem().after(asked.plus(HEARD)).fail();
    }

    private Uni<Boolean> recover(Throwable failure) {
        boolean heardBefore = hears;
        hears = false;
        Optional<RightsCursor> left = open;
        open = Optional.empty();
        if (stopped) {
            return Uni.createFrom().item(true);
        }
        if (failures == 0) {
            LOG.warnf(
                    "event=rights_stream of=%s outcome=broken cause=%s",
                    source.collection(), failure.getClass().getName());
        }
        if (heardBefore) {
            listeners.forEach(RightsListener::lost);
        }
        return left.map(RightsCursor::close)
                .orElseGet(() -> Uni.createFrom().voidItem())
                .replaceWith(true)
                .onItem()
                .delayIt()
                .by(pause());
    }

    /** Longer with each failure; of it jitter takes up to half, so that not all processes come back together. */
    private Duration pause() {
        long longest = FIRST_PAUSE.toMillis() << Math.min(failures, MOST_DOUBLINGS);
        failures++;
        return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }
}
