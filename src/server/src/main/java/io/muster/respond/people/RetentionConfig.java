package io.muster.respond.people;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** How long people stay named. */
@ConfigMapping(prefix = "muster")
public interface RetentionConfig {

    /** How long after an event's end its people stay named; empty and 0: until a firm erases them. */
    Optional<Duration> retention();
}
