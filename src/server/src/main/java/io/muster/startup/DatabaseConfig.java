package io.muster.startup;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Which database, and how it is watched; {@code application.properties} hands all of it on to the driver. They are declared
 * here because a name under {@code muster} that nobody declares ends the start, as a misspelt one should.
 */
@ConfigMapping(prefix = "muster.mongodb")
public interface DatabaseConfig {

    /** A MongoDB 4.2+ replica set; production needs it. */
    Optional<String> uri();

    @WithDefault("muster")
    String database();

    /** How often each server is asked how it is; one that does not answer is given up within this and {@link #connectTimeout}. */
    @WithDefault("1s")
    Duration heartbeat();

    /** How long a connection may take to open, and a server to answer how it is. */
    @WithDefault("2s")
    Duration connectTimeout();
}
