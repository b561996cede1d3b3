package io.muster.store.schema;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.event.journal.SchemaNumber;
import io.muster.store.AtIntervals;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.jboss.logging.Logger;

/** Says as long as this process runs that it does, and finds out when the database's schema number is beyond what it knows. */
@Singleton
public class Membership {
    private static final Logger LOG = Logger.getLogger(Membership.class);

    private final SchemaNumbers numbers;
    private final int known;
    private final Duration beat;
    private final Consumer<UnknownSchemaException> unknown;
    private final String id = UUID.randomUUID().toString();
    private volatile Cancellable beating = () -> {};
    private volatile int last;

    @Inject
    Membership(SchemaNumbers numbers, SchemaSettings settings, Event<UnknownSchemaException> unknown) {
        this(numbers, settings.known(), settings.beat(), unknown::fire);
    }

    /**
     * Of a process that has not joined.
     *
     * @param known the highest number that it knows
     * @param beat how often it says that it runs
     * @param unknown told when it may not go on
     */
    Membership(SchemaNumbers numbers, int known, Duration beat, Consumer<UnknownSchemaException> unknown) {
        if (known < SchemaNumber.FIRST || known > SchemaNumber.NEWEST) {
            throw new ConfigurationException("muster.schema.known (MUSTER_SCHEMA_KNOWN) is " + known
                    + ": this version knows the numbers " + SchemaNumber.FIRST + " to " + SchemaNumber.NEWEST + ".");
        }
        this.numbers = numbers;
        this.known = known;
        this.beat = beat;
        this.unknown = unknown;
    }

    /** Joins for the first time and goes on saying so; fails with {@link UnknownSchemaException} if this process may not run. */
    public Uni<Void> begin() {
        return join().invoke(() -> beating = AtIntervals.run(beat, beat, this::join));
    }

    private Uni<Void> join() {
        return numbers.join(id).invoke(this::check).replaceWithVoid();
    }

    private void check(StoredSchema schema) {
        if (schema.number() > known) {
            beating.cancel();
            UnknownSchemaException failure = new UnknownSchemaException(schema.number(), known);
            unknown.accept(failure);
            throw failure;
        }
        if (schema.number() != last) {
            last = schema.number();
            LOG.infof("event=schema number=%d known=%d", schema.number(), known);
        }
    }

    void stop(@Observes Shutdown event) {
        beating.cancel();
        numbers.leave(id).subscribe().with(left -> {}, failure -> LOG.debug("not said that it ends", failure));
    }
}
