package io.muster.api.respond;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The rate limits of one person; counted per process. */
@ConfigMapping(prefix = "muster.rate-limit")
public interface RateLimitConfig {

    /** Responses of one person to one event per minute; 0 turns the limit off. */
    @WithDefault("5")
    int perEventMinute();

    /** Responses of one person per minute, to all events; 0 turns the limit off. */
    @WithDefault("30")
    int perMinute();

    /** The most people, and the most pairs of a person and an event, that are counted. */
    @WithDefault("100000")
    int maxTracked();
}
