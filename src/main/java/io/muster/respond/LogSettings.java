package io.muster.respond;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who is named in the log, and how. */
@ConfigMapping(prefix = "muster.log")
public interface LogSettings {

    /**
     * The key that people's userKeys are hidden with, at least 32 bytes in UTF-8: whoever has it can tell whether a line is a
     * given person's. Unless set it follows from the secret of the tokens, or is made anew by each process.
     */
    Optional<String> userKeySecret();

    /** Whether userKeys stand in the log as they are. */
    @WithDefault("false")
    boolean plainUserKeys();
}
