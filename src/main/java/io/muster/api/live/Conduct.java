package io.muster.api.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How a client behaves: how many messages it sends, and how many of them should not have been. Used by one thread. */
final class Conduct {
    /** The contract's: 10 messages in 10 seconds. */
    private static final int MESSAGES = 10;

    private static final Duration MESSAGES_WITHIN = Duration.ofSeconds(10);

    /** What the contract calls repeated abuse. */
    private static final int OFFENCES = 3;

    private static final Duration OFFENCES_WITHIN = Duration.ofMinutes(1);

    private final Recent messages = new Recent(MESSAGES, MESSAGES_WITHIN);
    private final Recent offences = new Recent(OFFENCES - 1, OFFENCES_WITHIN);

    /** Counts a message. Whether it was one too many. */
    boolean isTooMany(long nanos) {
        return messages.exceeds(nanos);
    }

    /** Counts an offence. Whether it was one too many. */
    boolean isAbuse(long nanos) {
        return offences.exceeds(nanos);
    }

    /** The times of the last few. */
    private static final class Recent {
        private final Deque<Long> times = new ArrayDeque<>();
        private final int allowed;
        private final long within;

        Recent(int allowed, Duration within) {
            this.allowed = allowed;
            this.within = within.toNanos();
        }

        boolean exceeds(long now) {
            while (!times.isEmpty() && now - times.getFirst() >= within) {
                times.removeFirst();
            }
            if (times.size() == allowed) {
                // What was refused does not count: whoever slows down is heard again.
                return true;
            }
            times.addLast(now);
            return false;
        }
    }
}
