package io.muster.respond;

import java.util.Optional;

import io.muster.telemetry.LogSettings;
import io.muster.telemetry.LoggedUserKeys;

/** The log of decisions as settings have it. */
final class DecisionLogs {
    static final String TOKEN_SECRET = "the secret that tokens are signed with";

    private DecisionLogs() {}

    record Settings(Optional<String> userKeySecret, boolean plainUserKeys) implements LogSettings {}

    /** With people hidden, by a key that follows from {@link #TOKEN_SECRET}. */
    static DecisionLog hidden() {
        return new DecisionLog(userKeys(new Settings(Optional.empty(), false)));
    }

    static LoggedUserKeys userKeys(Settings settings) {
        return new LoggedUserKeys(settings, Optional.of(TOKEN_SECRET));
    }
}
