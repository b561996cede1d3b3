package io.muster.respond.people;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.respond.Transactions;
import io.muster.store.DatabaseClock;
import io.muster.store.erasure.PastEvents;
import io.muster.store.lease.OneAtATime;
import io.muster.store.write.EventErasure;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.jboss.logging.Logger;

/**
 * Erases everybody from events that have been over for as long as the setting says; without it nobody. One process at a time goes on where the last one
 * has stopped, so an event is looked at once.
 */
@Singleton
public class RetentionSweep {
    static final String TASK = "retention";

    private static final Logger LOG = Logger.getLogger(RetentionSweep.class);
    private static final Duration FIRST = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final int PAGE = 200;
    private static final int EVENTS_AT_ONCE = 2;

    private final Optional<Duration> retention;
    private final PastEvents past;
    private final EventErasure events;
    private final Transactions transactions;
    private final OneAtATime tasks;
    private final DatabaseClock clock;
    private volatile Cancellable ticking = () -> {};

    @Inject
    RetentionSweep(
            RetentionConfig config,
            PastEvents past,
            EventErasure events,
            Transactions transactions,
            OneAtATime tasks,
            DatabaseClock clock) {
        this(config.retention(), past, events, transactions, tasks, clock);
    }

    private RetentionSweep(
            Optional<Duration> retention,
            PastEvents past,
            EventErasure events,
            Transactions transactions,
            OneAtATime tasks,
            DatabaseClock clock) {
        this.retention = retention.filter(it -> !it.isZero() && !it.isNegative());
        this.past = past;
        this.events = events;
        this.transactions = transactions;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** The same, with another setting. */
    RetentionSweep keeping(Duration time) {
        return new RetentionSweep(Optional.of(time), past, events, transactions, tasks, clock);
    }

    /** After everything that can end the start. */
    void start(@Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) StartupEvent event) {
        LOG.infof(
                "event=retention people_stay_in_past_events=%s",
                retention.map(Duration::toString).orElse("until a firm erases them"));
        if (retention.isEmpty()) {
            return;
        }
        ticking = Multi.createFrom()
                .ticks()
                .startingAfter(FIRST)
                .every(PAUSE)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> once())
                .subscribe()
                .with(done -> {});
    }

    void stop(@Observes Shutdown event) {
        ticking.cancel();
    }

    /** Goes through all that is due. Never fails. */
    Uni<Void> once() {
        return retention
                .map(time -> tasks.run(TASK, () -> clock.now().chain(now -> pages(now.minus(time)))))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .onFailure(OneAtATime.BusyException.class)
                .recoverWithNull()
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "retention not swept cause=%s", failure.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> pages(Instant until) {
        return past.reached()
                .chain(from -> past.between(from, until, PAGE).chain(found -> {
                    Instant last = found.isEmpty()
                            ? until
                            : found.get(found.size() - 1).endedAt();
                    // Where a whole page has ended at one moment, the next begins after it.
                    Instant reached = found.size() == PAGE && !last.isAfter(from) ? from.plusMillis(1) : last;
                    return each(found)
                            .chain(() -> past.reach(found.size() == PAGE ? reached : until))
                            .chain(() -> found.size() == PAGE
                                    ? pages(until)
                                    : Uni.createFrom().voidItem());
                }));
    }

    private Uni<Void> each(List<PastEvents.Past> found) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUni(this::one)
                .merge(EVENTS_AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** A failure ends the pass: the next one begins with this event. Nothing holds it up but the database, or a process of an older version. */
    private Uni<Boolean> one(PastEvents.Past event) {
        return transactions
                .run(session -> events.of(session, event.eventId(), EventErasure.Whom.EVERYONE))
                .replaceWith(true)
                .onFailure(EventErasure.NothingToEraseException.class)
                .recoverWithItem(false);
    }
}
