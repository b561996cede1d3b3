package io.muster.respond;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.smallrye.mutiny.Uni;

/** Makes new events. They have no lane yet: nobody can contend for what nobody knows. */
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
                        new Contention(timing, settings, endOrphans),
                        session -> ledger.insert(session, events, actor, requestKey, fingerprint))
                .onFailure(failure -> !(failure instanceof Changes.EventExists))
                .transform(Failures::notRecorded);
    }
}
