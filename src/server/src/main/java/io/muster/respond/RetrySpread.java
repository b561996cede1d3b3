package io.muster.respond;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * When those are to come back who are refused for what ends at a time that nobody knows, an outage for example: by turns, second by
 * second, so that a crowd that was refused at once does not come back at once. For any thread.
 */
public final class RetrySpread {
    /** The seconds over which they are spread. */
    static final int SECONDS = 5;

    private final Duration soonest;
    private final AtomicInteger turn = new AtomicInteger();

    public RetrySpread(Duration soonest) {
        this.soonest = soonest;
    }

    /** The wait of the next one: the soonest, or up to 4 s longer. */
    public Duration next() {
        return soonest.plusSeconds(Math.floorMod(turn.getAndIncrement(), SECONDS));
    }
}
