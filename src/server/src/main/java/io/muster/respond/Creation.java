package io.muster.respond;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.respond.transaction.ConflictWatch;
import io.muster.respond.transaction.Orphans;
import io.muster.respond.transaction.Timing;
import io.muster.respond.transaction.TransactionLoop;
import io.muster.store.write.EventExistsException;
import io.muster.store.write.Ledger;
import io.muster.store.write.NotYetAvailableException;
import io.smallrye.mutiny.Uni;

/** Creates new events. They need no lane: nobody can contend for an event that is not known yet. */
@Singleton
final class Creation {
    private final Ledger ledger;
    private final TransactionLoop loop;
    private final Runnable endOrphans;
    private final Timing timing;
    private final RespondSettings settings;

    @Inject
    Creation(Ledger ledger, TransactionLoop loop, Orphans orphans, Timing timing, RespondSettings settings) {
        this(ledger, loop, orphans::endThem, timing, settings);
    }

    Creation(Ledger ledger, TransactionLoop loop, Runnable endOrphans, Timing timing, RespondSettings settings) {
        this.ledger = ledger;
        this.loop = loop;
        this.endOrphans = endOrphans;
        this.timing = timing;
        this.settings = settings;
    }

    /** See {@link Changes#create}. */
    Uni<List<Event>> create(List<Event> events, String actor, String requestKey, String fingerprint) {
        return loop.run(
                        timing.in(settings.batchDeadline()),
                        new ConflictWatch(timing, settings, endOrphans),
                        session -> ledger.insert(session, events, actor, requestKey, fingerprint))
                .onFailure(failure ->
                        !(failure instanceof EventExistsException || failure instanceof NotYetAvailableException))
                .transform(UndecidedException::ofNothingRecorded);
    }
}
