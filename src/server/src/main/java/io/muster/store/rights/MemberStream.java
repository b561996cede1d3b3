package io.muster.store.rights;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/**
 * Hears of every change of members, of all firms. It does not resume: who was not heard for a while has missed changes, and everything
 * that rests on having heard them is forgotten.
 */
@Singleton
final class MemberStream {
    private static final Logger LOG = Logger.getLogger(MemberStream.class);

    /** How long the database waits before it says that nothing has changed. */
    private static final Duration WAIT = Duration.ofMillis(900);

    /** Who was not heard for longer may have missed something that happened two seconds ago. */
    private static final Duration HEARD = Duration.ofSeconds(2);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final int MOST_DOUBLINGS = 5;
    private static final int AFTER_THE_SOCKETS = 4_000;

    private final Supplier<Uni<MemberCursor>> cursors;
    private final LongSupplier nanos;
    private final List<MemberListener> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<MemberCursor> open = Optional.empty();
    private volatile boolean stopped;
    private volatile boolean hears;
    private volatile long heardAt;
    private int failures;

    @Inject
    MemberStream(MemberCursors cursors) {
        this(cursors::open, System::nanoTime);
    }

    MemberStream(Supplier<Uni<MemberCursor>> cursors, LongSupplier nanos) {
        this.cursors = cursors;
        this.nanos = nanos;
    }

    void listen(MemberListener listener) {
        listeners.add(listener);
    }

    /** Whether everything was heard that had happened until two seconds ago. */
    boolean isHeard() {
        return hears && nanos.getAsLong() - heardAt < HEARD.toNanos();
    }

    /** After everything that can end the start. */
    void begin(@Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) StartupEvent event) {
        Uni.createFrom()
                .deferred(this::follow)
                .onFailure()
                .recoverWithUni(this::recover)
                .repeat()
                .until(done -> stopped)
                .subscribe()
                .with(done -> {}, failure -> LOG.error("event=member_stream outcome=failed", failure));
    }

    void end(@Observes @Priority(AFTER_THE_SOCKETS) ShutdownEvent event) {
        stopped = true;
        open.ifPresent(cursor -> cursor.close().subscribe().with(closed -> {}));
    }

    private Uni<Boolean> follow() {
        return opened().invoke(cursor -> {
                    open = Optional.of(cursor);
                    // What was said before it was opened nobody has heard of.
                    listeners.forEach(MemberListener::lost);
                    tell(cursor.first());
                })
                .chain(this::readOn);
    }

    /** One that is opened too late is closed. */
    private Uni<MemberCursor> opened() {
        Uni<MemberCursor> opening = cursors.get().memoize().indefinitely();
        return answered(opening, Duration.ZERO)
                .onFailure(TimeoutException.class)
                .invoke(() -> opening.chain(MemberCursor::close).subscribe().with(closed -> {}, failure -> {}));
    }

    private Uni<Boolean> readOn(MemberCursor cursor) {
        return Uni.createFrom()
                .deferred(() -> answered(cursor.next(WAIT), WAIT).invoke(this::tell))
                .repeat()
                .until(done -> stopped)
                .collect()
                .last()
                .replaceWith(true);
    }

    private void tell(List<MemberChanged> changes) {
        long answeredAt = nanos.getAsLong();
        if (!changes.isEmpty()) {
            MembersChanged together = MembersChanged.of(changes);
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
        Optional<MemberCursor> left = open;
        open = Optional.empty();
        if (stopped) {
            return Uni.createFrom().item(true);
        }
        if (failures == 0) {
            LOG.warnf(
                    "event=member_stream outcome=broken cause=%s",
                    failure.getClass().getName());
        }
        if (heardBefore) {
            listeners.forEach(MemberListener::lost);
        }
        return left.map(MemberCursor::close)
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
