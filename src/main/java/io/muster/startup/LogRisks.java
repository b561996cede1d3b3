package io.muster.startup;

import java.util.function.Predicate;
import java.util.stream.Stream;

/** What logs would hold that should not be in them. */
final class LogRisks {
    /** The driver logs whole commands and answers there, names and e-mails of people among them. */
    private static final String COMMANDS = "org.mongodb.driver.protocol.command";

    private LogRisks() {}

    /** @param debugged whether a category is logged at debug */
    static Stream<RiskySetting> in(Predicate<String> debugged) {
        return debugged.test(COMMANDS)
                ? Stream.of(new RiskySetting(
                        "quarkus.log.category.\"org.mongodb.driver\".level",
                        "The log holds what is said to the database, people's names and e-mails included.",
                        "Leave it at WARN outside a debugging session."))
                : Stream.empty();
    }
}
