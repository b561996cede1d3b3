package io.muster.respond;

import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.muster.respond.transaction.Backoff;
import io.muster.store.write.Ledger;

/** Producers of pipeline parts that are created by a function. */
@Singleton
final class RespondProducers {
    @Produces
    @Singleton
    Backoff backoff() {
        return new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    }

    @Produces
    @Singleton
    EventExistence lookUps(Ledger ledger, RespondSettings settings) {
        return new EventExistence(ledger::existing, settings.maxCommands());
    }
}
