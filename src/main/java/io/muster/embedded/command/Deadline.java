package io.muster.embedded.command;

import java.util.concurrent.TimeUnit;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandError;

/** When a command's {@code maxTimeMS} is over. */
record Deadline(long nanoTime) {

    private static final long NEVER_NANOS = TimeUnit.DAYS.toNanos(1);

    /** @throws CommandError 2 for a time below zero or beyond an int */
    static Deadline of(Document body) {
        if (!(body.get("maxTimeMS") instanceof Number millis)
                || "getMore".equals(body.keySet().iterator().next())) {
            return new Deadline(System.nanoTime() + NEVER_NANOS);
        }
        if (millis.longValue() < 0 || millis.longValue() > Integer.MAX_VALUE) {
            throw new CommandError(2, "maxTimeMS is out of range");
        }
        long nanos = millis.longValue() == 0 ? NEVER_NANOS : TimeUnit.MILLISECONDS.toNanos(millis.longValue());
        return new Deadline(System.nanoTime() + nanos);
    }

    /** Milliseconds left, at least 0. */
    long leftMillis() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime()));
    }
}
