package io.muster.startup;

import java.util.function.Predicate;
import java.util.stream.Stream;

import io.muster.identity.IdentityConfig;
import io.muster.telemetry.LogSettings;

/** Risks of logs with data that should not be in them. */
final class LogRisks {
    /** A category in which the driver logs whole commands and answers, with personal data. */
    private static final String COMMANDS = "org.mongodb.driver.protocol.command";

    private LogRisks() {}

    /** @param debugged whether a category is logged at debug */
    static Stream<RiskySetting> in(LogSettings settings, IdentityConfig identity, Predicate<String> debugged) {
        Stream.Builder<RiskySetting> risks = Stream.builder();
        if (settings.plainUserKeys()) {
            risks.add(new RiskySetting(
                    "MUSTER_LOG_PLAIN_USER_KEYS",
                    "The log contains userKeys: everybody who reads it knows who responded, and how.",
                    "Set it to false; the lines of one person still have one name."));
        }
        boolean ownKey = settings.userKeySecret()
                .or(() -> identity.jwt().secret())
                .filter(it -> !it.isBlank())
                .isEmpty();
        if (ownKey && !settings.plainUserKeys()) {
            risks.add(new RiskySetting(
                    "MUSTER_LOG_USER_KEY_SECRET",
                    "Each process names people by a random key, so a person has different names in the logs of two processes.",
                    "Set it to at least 32 random bytes, the same for all processes."));
        }
        if (debugged.test(COMMANDS)) {
            risks.add(new RiskySetting(
                    "quarkus.log.category.\"org.mongodb.driver\".level",
                    "The log contains the commands sent to the database, with names and e-mail addresses.",
                    "Leave it at WARN outside a debugging session."));
        }
        return risks.build();
    }
}
