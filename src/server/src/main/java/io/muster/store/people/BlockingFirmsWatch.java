package io.muster.store.people;

import java.time.Duration;
import java.util.function.Supplier;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.store.AtIntervals;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Marks, again and again, the firms that have blocked somebody by a process that does not know the mark ({@link BlockingFirms}): an older
 * version that runs beside this one, after all processes of this one have started.
 */
@Singleton
public class BlockingFirmsWatch {
    private static final Logger LOG = Logger.getLogger(BlockingFirmsWatch.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Supplier<Uni<Void>> mark;
    private final Duration every;
    private volatile Cancellable ticking = () -> {};

    @Inject
    BlockingFirmsWatch(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this(new BlockingFirms(client.getDatabase(database))::markThoseLeftWithout, EVERY);
    }

    BlockingFirmsWatch(Supplier<Uni<Void>> mark, Duration every) {
        this.mark = mark;
        this.every = every;
    }

    /** After everything that can end the start. */
    void start(@Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) StartupEvent event) {
        ticking = AtIntervals.run(every, every, this::marked);
    }

    /** Next time again. */
    private Uni<Void> marked() {
        return Uni.createFrom()
                .deferred(mark::get)
                .onFailure()
                .invoke(failure -> LOG.debugf(
                        "event=blocking_firms outcome=failed cause=%s",
                        failure.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }

    void stop(@Observes Shutdown event) {
        ticking.cancel();
    }
}
