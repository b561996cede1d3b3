package io.muster.respond;

import java.time.Instant;
import java.util.function.BooleanSupplier;

import io.muster.event.Event;

/**
 * An event as a transaction sees it.
 *
 * @param now the database's time of the same read
 * @param figuresWrong whether derived fields are wrong as they are stored; found out when asked
 */
record Snapshot(Event event, Instant now, BooleanSupplier figuresWrong) {
    /** One whose derived fields are right as they are stored. */
    Snapshot(Event event, Instant now) {
        this(event, now, () -> false);
    }
}
