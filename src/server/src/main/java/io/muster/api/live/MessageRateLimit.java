package io.muster.api.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts the messages of one client, and the refused ones. Used by one thread. */
final class MessageRateLimit {
    /** The contract's limit: 10 messages in 10 seconds (docs/api.md#client-messages). */
    private static final int MESSAGES = 10;

    private static final Duration MESSAGES_WITHIN = Duration.ofSeconds(10);

    /** How many refused messages close the socket, by the contract (docs/api.md#close-codes). */
    private static final int OFFENCES = 3;

    private static final Duration OFFENCES_WITHIN = Duration.ofMinutes(1);

    private final Recent messages = new Recent(MESSAGES, MESSAGES_WITHIN);
    private final Recent offences = new Recent(OFFENCES - 1, OFFENCES_WITHIN);

    /** Counts a message. Returns whether it exceeds the limit. */
    boolean isTooMany(long nanos) {
        return messages.exceeds(nanos);
    }

    /** Counts a refused message. Returns whether it exceeds the limit. */
    boolean isAbuse(long nanos) {
        return offences.exceeds(nanos);
    }

    /** The times of the latest ones. */
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
                // A message beyond the limit does not count: a client that slows down is answered again.
                return true;
            }
            times.addLast(now);
            return false;
        }
    }
}
