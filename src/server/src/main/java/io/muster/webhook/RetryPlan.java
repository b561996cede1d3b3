package io.muster.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When something that was not taken is sent again. */
final class RetryPlan {
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(3));
    private static final Duration LATER = Duration.ofHours(6);
    private static final Duration LONGEST = Duration.ofDays(3);

    private RetryPlan() {}

    /**
     * When the next attempt is.
     *
     * @param attempts how many were in vain before this one
     * @param since when the first one was
     * @return empty if there is none any more
     */
    static Optional<Instant> next(int attempts, Instant since, Instant now) {
        if (!now.isBefore(since.plus(LONGEST))) {
            return Optional.empty();
        }
        return Optional.of(now.plus(attempts < PAUSES.size() ? PAUSES.get(attempts) : LATER));
    }
}
