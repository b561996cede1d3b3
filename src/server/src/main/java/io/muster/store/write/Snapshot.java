package io.muster.store.write;

import java.time.Instant;
import java.util.function.BooleanSupplier;

import io.muster.event.Event;

/**
 * An event as read by a transaction.
 *
 * @param now the database's time of the same read
 * @param figuresWrong whether stored derived fields are wrong; computed on demand
 */
public record Snapshot(Event event, Instant now, BooleanSupplier figuresWrong) {
    /** A snapshot whose derived fields are right. */
    public Snapshot(Event event, Instant now) {
        this(event, now, () -> false);
    }
}
