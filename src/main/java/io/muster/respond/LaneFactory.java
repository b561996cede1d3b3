package io.muster.respond;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.bson.types.ObjectId;

/** Opens lanes, each on the event loop of whoever opened it. */
@Singleton
final class LaneFactory {
    private final Ledger ledger;
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
            TransactionLoop loop,
            Orphans orphans,
            RespondSettings settings,
            RespondMetrics metrics,
            BatchSpans spans,
            Timing timing,
            Vertx vertx) {
        this(ledger, loop, orphans::endThem, settings, metrics, spans, timing, () -> OnContext.on(rootContext(vertx)));
    }

    LaneFactory(
            Ledger ledger,
            TransactionLoop loop,
            Runnable endOrphans,
            RespondSettings settings,
            RespondMetrics metrics,
            BatchSpans spans,
            Timing timing,
            Supplier<Executor> serial) {
        this.ledger = ledger;
        this.loop = loop;
        this.endOrphans = endOrphans;
        this.settings = settings;
        this.metrics = metrics;
        this.spans = spans;
        this.timing = timing;
        this.serial = serial;
    }

    Lane open(ObjectId eventId, Consumer<Lane> onClosed) {
        Contention contention = new Contention(timing, settings, endOrphans);
        Lane.Work work = spans.around(
                eventId,
                batch -> new Batch(eventId, ledger, loop, contention, timing.in(settings.batchDeadline()), metrics)
                        .settle(batch));
        Lane.Limits limits = new Lane.Limits(settings.batchSize(), settings.laneCapacity(), settings.laneIdle());
        Yielding yielding = new Yielding(
                settings.longestYield(), () -> ThreadLocalRandom.current().nextDouble());
        return new Lane(work, limits, yielding, serial.get(), timing, onClosed);
    }

    /** Not the request's own context: a batch carries nothing of the requests in it, and outlives them. */
    private static Context rootContext(Vertx vertx) {
        return VertxContext.getRootContext(vertx.getOrCreateContext());
    }
}
