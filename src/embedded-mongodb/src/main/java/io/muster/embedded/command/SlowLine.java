package io.muster.embedded.command;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import de.bwaldvogel.mongo.bson.Document;

/** Makes commands and answers wait as {@link Slowness} says. Connections wait beside each other, except for the line they share. */
final class SlowLine {

    private volatile Slowness slowness = Slowness.NONE;
    private long lineFreeNanos = System.nanoTime();

    void set(Slowness wanted) {
        slowness = wanted;
    }

    /** Waits before a command is carried out. */
    void beforeCommand(String name, Document body) {
        Slowness now = slowness;
        if (now != Slowness.NONE) {
            sleep(now.beforeCommand(name, body).plus(untilCarried(now.onTheLine(body))));
        }
    }

    /** Waits before an answer is sent. */
    void beforeAnswer(Document answer) {
        Slowness now = slowness;
        if (now != Slowness.NONE) {
            sleep(now.beforeAnswer(answer).plus(untilCarried(now.onTheLine(answer))));
        }
    }

    private synchronized Duration untilCarried(Duration onTheLine) {
        long now = System.nanoTime();
        lineFreeNanos = (lineFreeNanos - now > 0 ? lineFreeNanos : now) + onTheLine.toNanos();
        return Duration.ofNanos(lineFreeNanos - now);
    }

    private static void sleep(Duration wait) {
        if (wait.isZero()) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
