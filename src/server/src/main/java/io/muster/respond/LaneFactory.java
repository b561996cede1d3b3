package io.muster.respond;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.respond.transaction.ConflictWatch;
import io.muster.respond.transaction.Orphans;
import io.muster.respond.transaction.Timing;
import io.muster.respond.transaction.TransactionLoop;
import io.muster.respond.transaction.Turns;
import io.muster.store.OnContext;
import io.muster.store.write.Ledger;
import io.muster.store.write.TurnNumbers;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.bson.types.ObjectId;

/** Opens lanes, each on the event loop of its first caller. */
@Singleton
final class LaneFactory {
    private final Ledger ledger;
    private final TurnNumbers turnNumbers;
    private final TransactionLoop loop;
    private final Runnable endOrphans;
    private final RespondSettings settings;
    private final RespondMetrics metrics;
    private final BatchSpans spans;
    private final Timing timing;
    private final Supplier<Executor> serial;

    @Inject
    LaneFactory(
            Ledger ledger,
            TurnNumbers turnNumbers,
            TransactionLoop loop,
            Orphans orphans,
            RespondSettings settings,
            RespondMetrics metrics,
            BatchSpans spans,
            Timing timing,
            Vertx vertx) {
        this(
                ledger,
                turnNumbers,
                loop,
                orphans::endThem,
                settings,
                metrics,
                spans,
                timing,
                () -> OnContext.on(rootContext(vertx)));
    }

    LaneFactory(
            Ledger ledger,
            TurnNumbers turnNumbers,
            TransactionLoop loop,
            Runnable endOrphans,
            RespondSettings settings,
            RespondMetrics metrics,
            BatchSpans spans,
            Timing timing,
            Supplier<Executor> serial) {
        this.ledger = ledger;
        this.turnNumbers = turnNumbers;
        this.loop = loop;
        this.endOrphans = endOrphans;
        this.settings = settings;
        this.metrics = metrics;
        this.spans = spans;
        this.timing = timing;
        this.serial = serial;
    }

    Lane open(ObjectId eventId, Consumer<Lane> onClosed) {
        Turns turns = new Turns(
                turnNumbers, eventId, timing, settings.turnPatience(), BatchLimit.patienceFor(settings.batchAim()));
        ConflictWatch contention = new ConflictWatch(timing, settings, endOrphans, turns::areWorthTakingAfter);
        Lane.Work work = spans.around(
                eventId,
                (batch, patience) -> new Batch(
                                eventId,
                                ledger,
                                loop,
                                contention,
                                patience,
                                timing.in(settings.batchDeadline()),
                                metrics)
                        .settle(batch));
        Lane.Work reading = spans.around(
                eventId, (batch, patience) -> new ReadBatch(eventId, ledger, loop, patience, metrics).settle(batch));
        Lane.Limits limits = new Lane.Limits(
                settings.batchSize(),
                settings.batchAim(),
                settings.batchDeadline(),
                settings.laneCapacity(),
                settings.laneIdle());
        return new Lane(work, reading, limits, turns, serial.get(), timing, onClosed);
    }

    /** Not the request's own context: a batch carries nothing of its requests and outlives them. */
    private static Context rootContext(Vertx vertx) {
        return VertxContext.getRootContext(vertx.getOrCreateContext());
    }
}
