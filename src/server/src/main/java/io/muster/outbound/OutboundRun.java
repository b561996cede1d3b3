package io.muster.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Singleton;

import io.muster.event.journal.JournalEntry.Kind;
import io.muster.outbound.Numbering.TermOverException;
import io.muster.outbound.Outbound.Growth;
import io.muster.store.DatabaseClock;
import io.muster.store.DatabaseFailure;
import io.muster.store.outbound.DueList;
import io.muster.store.outbound.JournalTail;
import io.muster.store.outbound.JournalTails;
import io.muster.store.outbound.Numbers;
import io.muster.store.outbound.OutboundPosition;
import io.muster.store.outbound.OutboundPosition.Position;
import io.muster.store.outbound.RecordedSince;
import io.muster.store.outbound.RecordedSince.Changed;
import io.muster.store.outbound.Unnumbered;
import io.muster.store.outbound.Unnumbered.Line;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/**
 * Numbers what is recorded and what is due, as long as a term lasts. It goes on where the last one stopped: by the change stream, or, where
 * that does not reach back so far, event by event.
 */
@Singleton
final class OutboundRun {
    private static final Logger LOG = Logger.getLogger(OutboundRun.class);

    /** How long the database waits before it says that nothing has been recorded: as exact as what is due is. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Longer than a transaction lives, so that none was under way when the position was stored. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    /** A position that moves without lines is stored so often. */
    private static final Duration STORED = Duration.ofSeconds(5);

    private static final int PAGE = 500;

    /** Changes after which other times may hold. */
    private static final Set<String> OF_TIMES = Set.of(
            Kind.CREATED.wireName(),
            Kind.UPDATED.wireName(),
            Kind.PUBLISHED.wireName(),
            Kind.UNPUBLISHED.wireName(),
            Kind.CANCELLED.wireName(),
            Kind.COMPLETED.wireName(),
            Kind.REOPENED.wireName(),
            Kind.DELETED.wireName(),
            Kind.REPAIRED.wireName());

    private final JournalTails tails;
    private final Numbers numbers;
    private final OutboundPosition position;
    private final RecordedSince recorded;
    private final DueList due;
    private final DuePlanning planning;
    private final DatabaseClock clock;
    private final OutboundMetrics metrics;

    OutboundRun(
            JournalTails tails,
            Numbers numbers,
            OutboundPosition position,
            RecordedSince recorded,
            DueList due,
            DuePlanning planning,
            DatabaseClock clock,
            OutboundMetrics metrics) {
        this.tails = tails;
        this.numbers = numbers;
        this.position = position;
        this.recorded = recorded;
        this.due = due;
        this.planning = planning;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Works until the term is over: it fails with {@link TermOverException} then. */
    Uni<Void> during(Term term, Growth growth) {
        Numbering numbering = new Numbering(numbers, term);
        return position.read()
                .chain(stored -> opened(stored, term, numbering, growth))
                .chain(tail -> new Following(term, numbering, growth, tail)
                        .follow()
                        .onTermination()
                        .call(tail::close));
    }

    private Uni<JournalTail> opened(Optional<Position> stored, Term term, Numbering numbering, Growth growth) {
        return stored.map(it -> answered(tails.after(it.token()))
                        .onFailure(DatabaseFailure::isResumeTokenLost)
                        .recoverWithUni(lost -> {
                            LOG.warnf("event=outbound outcome=too_old since=%s", it.at());
                            return anew(it.at().minus(OVERLAP), term, numbering, growth);
                        }))
                .orElseGet(() -> anew(Instant.EPOCH, term, numbering, growth));
    }

    /** The stream is opened first, so that nothing is recorded between what is read and what it brings. */
    private Uni<JournalTail> anew(Instant since, Term term, Numbering numbering, Growth growth) {
        return answered(tails.fromNow())
                .chain(tail -> clock.now()
                        .chain(now -> caughtUp(since, term, numbering, growth)
                                .chain(() -> planned(now, term))
                                // From the time before it was read on, should the next process not find the stream's
                                // position either.
                                .chain(() -> store(tail.first().token(), now)))
                        .replaceWith(tail)
                        .onFailure()
                        .call(tail::close));
    }

    private Uni<Void> store(Optional<String> token, Instant at) {
        return token.map(it -> position.store(new Position(it, at)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> caughtUp(Instant since, Term term, Numbering numbering, Growth growth) {
        PagesOfChanges pages = new PagesOfChanges(Changed.before(since));
        return Multi.createBy()
                .repeating()
                .uni(() -> page(pages, since, term, numbering, growth))
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> page(PagesOfChanges pages, Instant since, Term term, Numbering numbering, Growth growth) {
        mustHold(term);
        return recorded.changed(pages.last.at(), pages.last.eventId(), PAGE).chain(found -> {
            if (!found.isEmpty()) {
                pages.last = found.get(found.size() - 1);
            }
            return Multi.createFrom()
                    .iterable(found)
                    .onItem()
                    .transformToUniAndConcatenate(it -> lines(it.eventId(), since, numbering, growth))
                    .collect()
                    .last()
                    .replaceWith(found.size() == PAGE);
        });
    }

    private Uni<Void> lines(ObjectId eventId, Instant since, Numbering numbering, Growth growth) {
        AtomicLong after = new AtomicLong();
        return Multi.createBy()
                .repeating()
                .uni(() -> recorded.lines(eventId, after.get(), since, PAGE).call(found -> {
                    if (!found.isEmpty()) {
                        after.set(found.get(found.size() - 1).version());
                    }
                    return numbering.number(found).invoke(reached -> reached.forEach(growth::grown));
                }))
                .whilst(found -> found.size() == PAGE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> planned(Instant now, Term term) {
        return recorded.notOver(now)
                .group()
                .intoLists()
                .of(PAGE)
                .onItem()
                .transformToUniAndConcatenate(page -> {
                    mustHold(term);
                    return planning.plan(page);
                })
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Pages of changes, one after the other. */
    private static final class PagesOfChanges {
        private volatile Changed last;

        private PagesOfChanges(Changed first) {
            this.last = first;
        }
    }

    private static void mustHold(Term term) {
        if (!term.holds()) {
            throw new TermOverException();
        }
    }

    private static <T> Uni<T> answered(Uni<T> answer) {
        return answer.ifNoItem().after(PATIENCE).fail();
    }

    /** One stream that is followed. One thing after the other. */
    private final class Following {
        private final Term term;
        private final Numbering numbering;
        private final Growth growth;
        private final JournalTail tail;
        private long storedAt = System.nanoTime();

        private Following(Term term, Numbering numbering, Growth growth, JournalTail tail) {
            this.term = term;
            this.numbering = numbering;
            this.growth = growth;
            this.tail = tail;
        }

        Uni<Void> follow() {
            return taken(tail.first())
                    .chain(() -> Uni.createFrom()
                            .deferred(() -> {
                                mustHold(term);
                                return answered(tail.next(WAIT)).chain(this::taken);
                            })
                            .repeat()
                            .indefinitely()
                            .collect()
                            .last()
                            .replaceWithVoid());
        }

        private Uni<Void> taken(JournalTail.Part part) {
            return clock.now()
                    .chain(now -> lines(part, now).chain(() -> dues(now)).chain(() -> reached(part, now)));
        }

        private Uni<Void> lines(JournalTail.Part part, Instant now) {
            return number(part.lines(), now).chain(() -> planning.plan(ofTimes(part.lines())));
        }

        private Uni<Void> number(List<? extends Unnumbered> some, Instant now) {
            return numbering
                    .number(some)
                    .invoke(reached -> {
                        metrics.numbered(some, now);
                        reached.forEach(growth::grown);
                    })
                    .replaceWithVoid();
        }

        private List<ObjectId> ofTimes(List<Line> lines) {
            Map<ObjectId, Boolean> events = new LinkedHashMap<>();
            lines.stream()
                    .filter(line -> OF_TIMES.contains(line.kind()))
                    .forEach(line -> events.put(line.eventId(), true));
            return new ArrayList<>(events.keySet());
        }

        private Uni<Void> dues(Instant now) {
            return due.now(now, PAGE).chain(found -> number(found, now).chain(() -> due.remove(found)));
        }

        /** After all of it has its number. */
        private Uni<Void> reached(JournalTail.Part part, Instant now) {
            boolean isStored = !part.lines().isEmpty() || System.nanoTime() - storedAt > STORED.toNanos();
            if (!isStored) {
                return Uni.createFrom().voidItem();
            }
            storedAt = System.nanoTime();
            return store(part.token(), now);
        }
    }
}
