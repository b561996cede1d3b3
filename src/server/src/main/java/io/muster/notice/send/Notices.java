package io.muster.notice.send;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Singleton;

import io.muster.outbound.OutboundConsumer;
import io.muster.outbound.Term;
import io.muster.store.DatabaseClock;
import io.muster.store.notice.Deliveries;
import io.muster.store.notice.Notes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells people what the outbound log says, while this process holds the lease. What is to be told, how far the log was looked through, and who
 * was told is in the database: whoever takes over goes on there.
 */
@Singleton
public class Notices implements OutboundConsumer {
    /** How long it is known whom was told what. */
    public static final Duration KEPT = Duration.ofDays(30);

    /** Longer than a day lasts in whatever zone. */
    private static final Duration NOTES_KEPT = Duration.ofDays(3);

    private static final Logger LOG = Logger.getLogger(Notices.class);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration SWEPT_EVERY = Duration.ofHours(1);
    private static final int FIRMS_AT_ONCE = 4;

    private final NoticePlanning planning;
    private final NoticeSending sending;
    private final Deliveries deliveries;
    private final Notes notes;
    private final DatabaseClock clock;
    private final AtomicReference<@Nullable Running> running = new AtomicReference<>();

    Notices(NoticePlanning planning, NoticeSending sending, Deliveries deliveries, Notes notes, DatabaseClock clock) {
        this.planning = planning;
        this.sending = sending;
        this.deliveries = deliveries;
        this.notes = notes;
        this.clock = clock;
    }

    @Override
    public void begin(Term term) {
        Running next = new Running(term);
        Running before = running.getAndSet(next);
        if (before != null) {
            before.end();
        }
        next.begin();
    }

    @Override
    public void grown(String firm, long seq) {
        Running now = running.get();
        if (now != null) {
            now.grown(firm);
        }
    }

    @Override
    public void end() {
        Running before = running.getAndSet(null);
        if (before != null) {
            before.end();
        }
    }

    /** What is done in one term. */
    private final class Running {
        private final Term term;
        private final Map<String, Boolean> grown = new ConcurrentHashMap<>();
        private volatile boolean knowsFirms;
        private final Rounds sendingRounds;
        private final Rounds planningRounds;
        private final Rounds sweeping;

        Running(Term term) {
            this.term = term;
            this.sendingRounds = new Rounds(EVERY, this::send);
            this.planningRounds = new Rounds(EVERY, this::plan);
            this.sweeping = new Rounds(SWEPT_EVERY, this::sweep);
        }

        void begin() {
            planningRounds.ask();
            sendingRounds.ask();
            sweeping.ask();
        }

        void grown(String firm) {
            grown.put(firm, true);
            planningRounds.ask();
        }

        void end() {
            sendingRounds.end();
            planningRounds.end();
            sweeping.end();
        }

        /** The first round is of all firms: what their logs have got between two terms nobody has told. */
        private Uni<Boolean> plan() {
            return knowsFirms
                    ? planGrown()
                    : planning.firms()
                            .invoke(firms -> {
                                firms.forEach(firm -> grown.put(firm, true));
                                knowsFirms = true;
                            })
                            .chain(this::planGrown);
        }

        /** A firm that fails is looked at again with the next round. */
        private Uni<Boolean> planGrown() {
            Set<String> firms = Set.copyOf(grown.keySet());
            if (firms.isEmpty() || !term.holds()) {
                return Uni.createFrom().item(false);
            }
            return Multi.createFrom()
                    .iterable(firms)
                    .onItem()
                    .transformToUni(this::plan)
                    .merge(FIRMS_AT_ONCE)
                    .collect()
                    .asList()
                    .map(more -> more.contains(true))
                    .invoke(sendingRounds::ask);
        }

        private Uni<Boolean> plan(String firm) {
            grown.remove(firm);
            return planning.goOn(firm)
                    .onFailure()
                    .invoke(failure -> LOG.warnf(
                            "outbound log not looked through cause=%s",
                            failure.getClass().getName()))
                    .invoke(more -> {
                        if (more) {
                            grown.put(firm, true);
                        }
                    })
                    .onFailure()
                    .recoverWithItem(() -> {
                        grown.put(firm, true);
                        return false;
                    });
        }

        private Uni<Boolean> send() {
            return term.holds() ? sending.dueNow(term) : Uni.createFrom().item(false);
        }

        private Uni<Boolean> sweep() {
            return clock.now()
                    .chain(now ->
                            deliveries.dropBefore(now.minus(KEPT)).chain(() -> notes.dropBefore(now.minus(NOTES_KEPT))))
                    .replaceWith(false);
        }
    }
}
