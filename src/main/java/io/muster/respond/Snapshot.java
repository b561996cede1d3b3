package io.muster.respond;

import java.time.Instant;

import io.muster.event.Event;

/**
 * An event as a transaction sees it.
 *
 * @param now the database's time of the same read
 */
record Snapshot(Event event, Instant now) {}
