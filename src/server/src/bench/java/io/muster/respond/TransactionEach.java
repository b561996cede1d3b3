package io.muster.respond;

import java.util.List;

import jakarta.inject.Singleton;

import io.muster.event.KeyedCommand;
import io.muster.respond.transaction.ConflictWatch;
import io.muster.respond.transaction.Timing;
import io.muster.respond.transaction.TransactionLoop;
import io.muster.store.write.Ledger;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** Each response in a transaction of its own, retried on conflict like any other: the service without its lanes. */
@Singleton
final class TransactionEach {
    private final Ledger ledger;
    private final TransactionLoop loop;
    private final RespondSettings settings;
    private final RespondMetrics metrics;
    private final Timing timing;

    TransactionEach(
            Ledger ledger, TransactionLoop loop, RespondSettings settings, RespondMetrics metrics, Timing timing) {
        this.ledger = ledger;
        this.loop = loop;
        this.settings = settings;
        this.metrics = metrics;
        this.timing = timing;
    }

    Uni<Outcome> submit(ObjectId eventId, KeyedCommand request) {
        PendingCommand ticket = new PendingCommand(request, timing.in(settings.commandDeadline()));
        ConflictWatch contention = new ConflictWatch(timing, settings, () -> {});
        return new Batch(
                        eventId,
                        ledger,
                        loop,
                        contention,
                        settings.batchDeadline(),
                        timing.in(settings.batchDeadline()),
                        metrics)
                .settle(List.of(ticket))
                .chain(report -> ticket.outcome());
    }
}
