package io.muster.respond;

import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The parts of the pipeline that are made with a function. */
@Singleton
final class Beans {
    @Produces
    @Singleton
    Backoff backoff() {
        return new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    }

    @Produces
    @Singleton
    LookUps lookUps(Ledger ledger, RespondSettings settings) {
        return new LookUps(ledger::existing, settings.maxCommands());
    }
}
