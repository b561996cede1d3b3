package io.muster.api.respond;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often one person may respond; counted in this process. */
@ConfigMapping(prefix = "muster.rate-limit")
public interface RateLimitConfig {

    /** Responses of one person to one event per minute; 0 turns the limit off. */
    @WithDefault("5")
    int perEventMinute();

    /** Responses of one person per minute, to whatever event; 0 turns the limit off. */
    @WithDefault("30")
    int perMinute();

    /** The most people, and the most pairs of a person and an event, that are kept count of. */
    @WithDefault("100000")
    int maxTracked();
}
