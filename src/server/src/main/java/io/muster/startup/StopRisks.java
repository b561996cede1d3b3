package io.muster.startup;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import io.muster.respond.RespondSettings;

/**
 * Risks of times that do not fit together: for stopping without loss, and for telling dead processes from living ones.
 */
final class StopRisks {
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    private StopRisks() {}

    /**
     * @param delay how long the service announces that it stops
     * @param timeout how long it then waits for requests in progress
     */
    static Stream<RiskySetting> in(RespondSettings respond, Optional<Duration> delay, Optional<Duration> timeout) {
        Stream.Builder<RiskySetting> risks = Stream.builder();
        if (delay.orElse(Duration.ZERO).isZero()) {
            risks.add(new RiskySetting(
                    "quarkus.shutdown.delay",
                    "The service stops before load balancers have noticed: requests sent to it meanwhile fail.",
                    "Leave it out; 2s is usual in the profile prod."));
        }
        if (timeout.orElse(Duration.ZERO).compareTo(respond.grace()) <= 0) {
            risks.add(new RiskySetting(
                    "quarkus.shutdown.timeout",
                    "The service stops before accepted commands are answered (muster.respond.grace).",
                    "Leave both out, or keep the timeout above the grace."));
        }
        if (respond.orphanAge().compareTo(respond.batchDeadline()) <= 0) {
            risks.add(new RiskySetting(
                    "muster.respond.orphan-age",
                    "Transactions in progress are ended as if they were orphaned.",
                    "Keep it above muster.respond.batch-deadline."));
        }
        if (respond.commandDeadline().plus(respond.batchDeadline()).compareTo(ANSWERED_WITHIN) >= 0) {
            risks.add(new RiskySetting(
                    "muster.respond.command-deadline",
                    "Answers may come later than the promised 10 s.",
                    "Keep it and muster.respond.batch-deadline below 10 s together."));
        }
        return risks.build();
    }
}
