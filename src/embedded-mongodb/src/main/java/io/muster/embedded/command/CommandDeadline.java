package io.muster.embedded.command;

import java.util.concurrent.TimeUnit;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;

/** When a command's {@code maxTimeMS} is over. */
record CommandDeadline(long nanoTime) {

    private static final long NEVER_NANOS = TimeUnit.DAYS.toNanos(1);

    /** @throws CommandException 2 for a time below zero or beyond an int */
    static CommandDeadline of(Document body) {
        if (!(body.get("maxTimeMS") instanceof Number millis)
                || "getMore".equals(body.keySet().iterator().next())) {
            return new CommandDeadline(System.nanoTime() + NEVER_NANOS);
        }
        if (millis.longValue() < 0 || millis.longValue() > Integer.MAX_VALUE) {
            throw new CommandException(2, "maxTimeMS is out of range");
        }
        long nanos = millis.longValue() == 0 ? NEVER_NANOS : TimeUnit.MILLISECONDS.toNanos(millis.longValue());
        return new CommandDeadline(System.nanoTime() + nanos);
    }

    /** Milliseconds left, at least 0. */
    long leftMillis() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime()));
    }
}
