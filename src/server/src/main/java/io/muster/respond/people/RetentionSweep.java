package io.muster.respond.people;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.respond.Transactions;
import io.muster.store.AtIntervals;
import io.muster.store.DatabaseClock;
import io.muster.store.erasure.PastEvents;
import io.muster.store.lease.OneAtATime;
import io.muster.store.write.EventErasure;
import io.muster.store.write.NotYetAvailableException;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.bson.types.ObjectId;
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

    /** Time that is gone through at once: the database sorts what has ended in it. */
    private static final Duration WINDOW = Duration.ofDays(7);

    private static final int PAGE = 200;

    /** With more than these something is wrong that should not be gone past. */
    private static final int MOST_FAILED = 1_000;

    private static final int EVENTS_AT_ONCE = 2;

    private final Optional<Duration> retention;
    private final PastEvents past;
    private final EventErasure events;
    private final Transactions transactions;
    private final OneAtATime tasks;
    private final DatabaseClock clock;
    private final int page;
    private volatile Cancellable ticking = () -> {};

    @Inject
    RetentionSweep(
            RetentionConfig config,
            PastEvents past,
            EventErasure events,
            Transactions transactions,
            OneAtATime tasks,
            DatabaseClock clock) {
        this(config.retention(), past, events, transactions, tasks, clock, PAGE);
    }

    private RetentionSweep(
            Optional<Duration> retention,
            PastEvents past,
            EventErasure events,
            Transactions transactions,
            OneAtATime tasks,
            DatabaseClock clock,
            int page) {
        this.page = page;
        this.retention = retention.filter(it -> !it.isZero() && !it.isNegative());
        this.past = past;
        this.events = events;
        this.transactions = transactions;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** The same, with another setting. */
    RetentionSweep keeping(Duration time) {
        return new RetentionSweep(Optional.of(time), past, events, transactions, tasks, clock, page);
    }

    /** The same, with other pages. */
    RetentionSweep by(int events) {
        return new RetentionSweep(retention, past, this.events, transactions, tasks, clock, events);
    }

    /** The same, by another way to erase. */
    RetentionSweep by(EventErasure erasure) {
        return new RetentionSweep(retention, past, erasure, transactions, tasks, clock, page);
    }

    /** After everything that can end the start. */
    void start(@Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) StartupEvent event) {
        LOG.infof(
                "event=retention people_stay_in_past_events=%s",
                retention.map(Duration::toString).orElse("until a firm erases them"));
        if (retention.isEmpty()) {
            return;
        }
        ticking = AtIntervals.run(FIRST, PAUSE, this::once);
    }

    void stop(@Observes Shutdown event) {
        ticking.cancel();
    }

    /** Goes through all that is due. Never fails. */
    Uni<Void> once() {
        return retention
                .map(time -> tasks.run(TASK, () -> clock.now().chain(now -> pass(now.minus(time)))))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .onFailure(OneAtATime.BusyException.class)
                .recoverWithNull()
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "retention not swept cause=%s", failure.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> pass(Instant until) {
        return failedBefore(until)
                .chain(() -> Multi.createBy()
                        .repeating()
                        .uni(() -> window(until))
                        .whilst(more -> more)
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    /** What failed in another pass is tried again, where it is still due. */
    private Uni<Void> failedBefore(Instant until) {
        return past.failed()
                .chain(failed -> failed.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : past.among(failed, until)
                                .chain(due -> each(List.copyOf(due)))
                                .chain(still -> past.failedNoMore(failed.stream()
                                        .filter(it -> !still.contains(it))
                                        .toList())));
    }

    private Uni<Void> mustNotHaveFailedTooOften() {
        return past.failed()
                .invoke(failed -> {
                    if (failed.size() >= MOST_FAILED) {
                        throw new IllegalStateException("too many events that nobody is erased from");
                    }
                })
                .replaceWithVoid();
    }

    /** @return whether there may be more */
    private Uni<Boolean> window(Instant until) {
        return mustNotHaveFailedTooOften()
                .chain(past::reached)
                .chain(from -> past.first(from, until))
                .chain(first -> {
                    Instant end = first.map(it -> it.plus(WINDOW))
                            .filter(until::isAfter)
                            .orElse(until);
                    return first.map(from -> pages(from, end))
                            .orElseGet(() -> Uni.createFrom().voidItem())
                            .chain(() -> past.reach(end))
                            .replaceWith(end.isBefore(until));
                });
    }

    private Uni<Void> pages(Instant from, Instant until) {
        return Uni.createFrom().deferred(() -> {
            AtomicReference<PastEvents.Past> last = new AtomicReference<>(PastEvents.Past.before(from));
            return Multi.createBy()
                    .repeating()
                    .uni(() -> page(last, until))
                    .whilst(more -> more)
                    .collect()
                    .last()
                    .replaceWithVoid();
        });
    }

    private Uni<Boolean> page(AtomicReference<PastEvents.Past> last, Instant until) {
        return past.after(Objects.requireNonNull(last.get()), until, page).chain(found -> {
            if (!found.isEmpty()) {
                last.set(found.get(found.size() - 1));
            }
            return each(found.stream().map(PastEvents.Past::eventId).toList())
                    .chain(failed -> failed.isEmpty() ? Uni.createFrom().voidItem() : past.failed(failed))
                    .replaceWith(found.size() == page);
        });
    }

    /** @return those that failed */
    private Uni<List<ObjectId>> each(List<ObjectId> found) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUni(
                        eventId -> one(eventId).map(done -> Optional.of(eventId).filter(it -> !done)))
                .merge(EVENTS_AT_ONCE)
                .collect()
                .asList()
                .map(all -> all.stream().flatMap(Optional::stream).toList());
    }

    /** One event that fails does not hold up the others. A process of an older version does: it would fail with all of them. */
    private Uni<Boolean> one(ObjectId eventId) {
        return events.everybody(eventId)
                .onItem()
                .transformToMulti(parts -> Multi.createFrom().iterable(parts))
                .onItem()
                .transformToUniAndConcatenate(whom -> erased(eventId, whom))
                .collect()
                .last()
                .replaceWith(true)
                .onFailure(failure -> !(failure instanceof NotYetAvailableException))
                .recoverWithItem(failure -> {
                    LOG.warnf(
                            "nobody erased from the past event yet eventId=%s cause=%s",
                            eventId, failure.getClass().getName());
                    return false;
                });
    }

    private Uni<Void> erased(ObjectId eventId, EventErasure.Whom whom) {
        return transactions
                .run(session -> events.of(session, eventId, whom))
                .onFailure(EventErasure.NothingToEraseException.class)
                .recoverWithNull();
    }
}
