package io.muster.telemetry;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How people are named in the log. */
@ConfigMapping(prefix = "muster.log")
public interface LogSettings {

    /**
     * The key of the HMAC of userKeys, at least 32 bytes in UTF-8. Whoever has it can find out whether a line is about
     * a given person. By default it is derived from the secret of the tokens, or random per process.
     */
    Optional<String> userKeySecret();

    /** Whether userKeys are logged as they are. */
    @WithDefault("false")
    boolean plainUserKeys();
}
