package io.muster.api.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Rate limits; counted per process. */
@ConfigMapping(prefix = "muster.rate-limit")
public interface RateLimitConfig {

    /** Responses of one person to one event per minute; 0 turns the limit off. */
    @WithDefault("5")
    int perEventMinute();

    /** Responses of one person per minute, to all events; 0 turns the limit off. */
    @WithDefault("30")
    int perMinute();

    /** Tokens of machines, and addresses of calendars, from one address that there are not, a minute; 0 turns the limit off. */
    @WithDefault("60")
    int failedTokensPerMinute();

    /** Requests for one calendar a minute; 0 turns the limit off. */
    @WithDefault("30")
    int perCalendarMinute();

    /** The most people, the most pairs of a person and an event, and the most addresses, that are counted. */
    @WithDefault("100000")
    int maxTracked();
}
