package io.muster.startup;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import io.muster.respond.RespondSettings;

/** Times that have to fit each other: for stopping without loss, and for telling the living from the dead. */
final class StopRisks {
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    private StopRisks() {}

    /**
     * @param delay how long the service says that it is leaving before it does
     * @param timeout how long it then waits for requests under way
     */
    static Stream<RiskySetting> in(RespondSettings respond, Optional<Duration> delay, Optional<Duration> timeout) {
        Stream.Builder<RiskySetting> risks = Stream.builder();
        if (delay.orElse(Duration.ZERO).isZero()) {
            risks.add(new RiskySetting(
                    "quarkus.shutdown.delay",
                    "The service stops before anybody has noticed: requests sent to it meanwhile break.",
                    "Leave it out; 2s is usual in the profile prod."));
        }
        if (timeout.orElse(Duration.ZERO).compareTo(respond.grace()) <= 0) {
            risks.add(new RiskySetting(
                    "quarkus.shutdown.timeout",
                    "The service stops before what it has taken in is answered (muster.respond.grace).",
                    "Leave both out, or keep the timeout above the grace."));
        }
        if (respond.orphanAge().compareTo(respond.batchDeadline()) <= 0) {
            risks.add(new RiskySetting(
                    "muster.respond.orphan-age",
                    "Transactions that are still at work are ended as nobody's.",
                    "Keep it above muster.respond.batch-deadline."));
        }
        if (respond.commandDeadline().plus(respond.batchDeadline()).compareTo(ANSWERED_WITHIN) >= 0) {
            risks.add(new RiskySetting(
                    "muster.respond.command-deadline",
                    "Answers may come later than the 10 s that clients are promised.",
                    "Keep it and muster.respond.batch-deadline below 10 s together."));
        }
        return risks.build();
    }
}
