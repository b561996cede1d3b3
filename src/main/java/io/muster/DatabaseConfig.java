package io.muster;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Which database; {@code application.properties} hands both on to the driver. They are declared here because a name under
 * {@code muster} that nobody declares ends the start, as a misspelt one should.
 */
@ConfigMapping(prefix = "muster.mongodb")
public interface DatabaseConfig {

    /** A MongoDB 4.2+ replica set; production needs it. */
    Optional<String> uri();

    @WithDefault("muster")
    String database();
}
