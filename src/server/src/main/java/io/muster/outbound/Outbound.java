package io.muster.outbound;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.store.AtIntervals;
import io.muster.store.lease.Lease;
import io.muster.store.schema.Schema;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Of all processes one at a time numbers what happened and sends it: the one that holds the lease (docs/design.md#outbound). A process
 * that ends gives it back; one that dies or stands still loses it.
 */
@Singleton
public final class Outbound {
    private static final Logger LOG = Logger.getLogger(Outbound.class);
    private static final String TASK = "outbound";

    /** How long a process that died keeps the others out. */
    private static final Duration LENGTH = Duration.ofSeconds(10);

    private static final Duration RENEWED = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int BEFORE_THE_CLIENTS = 4_000;

    private final Lease lease;
    private final Schema schema;
    private final OutboundRun run;
    private final boolean isEnabled;
    private final Instance<OutboundConsumer> consumers;
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private volatile boolean stopped;

    /** A term and what ends with it. */
    private record Held(LeasedTerm term, Cancellable renewing) {}

    @Inject
    Outbound(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            Schema schema,
            OutboundRun run,
            OutboundConfig config,
            Instance<OutboundConsumer> consumers) {
        this.schema = schema;
        this.isEnabled = config.enabled();
        this.lease = new Lease(client, database, LENGTH);
        this.run = run;
        this.consumers = consumers;
    }

    /** After everything that can end the start. */
    void start(@Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) StartupEvent event) {
        if (!isEnabled) {
            return;
        }
        Uni.createFrom()
                .deferred(this::term)
                .onFailure()
                .invoke(failure -> LOG.debugf(
                        "event=outbound outcome=broken cause=%s",
                        failure.getClass().getName()))
                .onFailure()
                .recoverWithNull()
                .onItem()
                .delayIt()
                .by(PAUSE)
                // Of nothing the end would not be looked at.
                .replaceWith(true)
                .repeat()
                .until(done -> stopped)
                .subscribe()
                .with(done -> {}, failure -> LOG.error("event=outbound outcome=failed", failure));
    }

    void announced(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    void end(@Observes @Priority(BEFORE_THE_CLIENTS) ShutdownEvent event) {
        stop();
    }

    private void stop() {
        stopped = true;
        over().subscribe().with(done -> {}, failure -> {});
    }

    /** Takes the lease if nobody has it, and works until it is over. */
    private Uni<Void> term() {
        // The unique indexes are what gives a number once.
        if (!schema.isReady()) {
            return Uni.createFrom().voidItem();
        }
        long asked = System.nanoTime();
        return lease.take(TASK)
                .chain(taken -> taken ? taken(asked) : Uni.createFrom().voidItem());
    }

    /** Not by a process that has begun to stop meanwhile. */
    private Uni<Void> taken(long asked) {
        return stopped ? givenBack() : term(asked);
    }

    private Uni<Void> givenBack() {
        return lease.giveBack(TASK).onFailure().recoverWithItem(false).replaceWithVoid();
    }

    private Uni<Void> term(long asked) {
        LeasedTerm term = new LeasedTerm(System::nanoTime, LENGTH);
        term.granted(asked);
        held.set(new Held(term, AtIntervals.run(RENEWED, RENEWED, () -> renewed(term))));
        LOG.info("event=outbound outcome=begun");
        consumers.forEach(consumer -> consumer.begin(term));
        return run.during(term, (firm, seq) -> consumers.forEach(consumer -> consumer.grown(firm, seq)))
                .onFailure(Numbering.TermOverException.class)
                .recoverWithNull()
                .onTermination()
                .call(this::over);
    }

    private Uni<Void> renewed(LeasedTerm term) {
        long asked = System.nanoTime();
        return lease.hold(TASK, LENGTH)
                .invoke(still -> {
                    if (still) {
                        term.granted(asked);
                    } else {
                        term.end();
                    }
                })
                .replaceWithVoid();
    }

    /** Whoever comes first of the end of the work and the end of the process does this. Never fails. */
    private Uni<Void> over() {
        return Optional.ofNullable(held.getAndSet(null))
                .map(it -> {
                    it.term().end();
                    it.renewing().cancel();
                    consumers.forEach(OutboundConsumer::end);
                    LOG.info("event=outbound outcome=ended");
                    return givenBack();
                })
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** What a firm's log has grown to. */
    interface Growth {
        void grown(String firm, long seq);
    }
}
