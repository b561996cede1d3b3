package io.muster.startup;

import java.util.function.Predicate;
import java.util.stream.Stream;

import io.muster.identity.IdentityConfig;
import io.muster.respond.LogSettings;

/** What logs would hold that should not be in them. */
final class LogRisks {
    /** The driver logs whole commands and answers there, names and e-mails of people among them. */
    private static final String COMMANDS = "org.mongodb.driver.protocol.command";

    private LogRisks() {}

    /** @param debugged whether a category is logged at debug */
    static Stream<RiskySetting> in(LogSettings settings, IdentityConfig identity, Predicate<String> debugged) {
        Stream.Builder<RiskySetting> risks = Stream.builder();
        if (settings.plainUserKeys()) {
            risks.add(new RiskySetting(
                    "MUSTER_LOG_PLAIN_USER_KEYS",
                    "The log names people by their userKey: whoever reads it knows who responded, and what.",
                    "Set it to false; a person's lines can then still be told from others'."));
        }
        boolean ownKey = settings.userKeySecret()
                .or(() -> identity.jwt().secret())
                .filter(it -> !it.isBlank())
                .isEmpty();
        if (ownKey && !settings.plainUserKeys()) {
            risks.add(new RiskySetting(
                    "MUSTER_LOG_USER_KEY_SECRET",
                    "Each process hides people's names by a key of its own: nobody can be followed from one to the next.",
                    "Set it to at least 32 random bytes, the same for all processes."));
        }
        if (debugged.test(COMMANDS)) {
            risks.add(new RiskySetting(
                    "quarkus.log.category.\"org.mongodb.driver\".level",
                    "The log holds what is said to the database, people's names and e-mails included.",
                    "Leave it at WARN outside a debugging session."));
        }
        return risks.build();
    }
}
