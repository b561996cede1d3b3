package io.muster.api.list;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of lists. */
@ConfigMapping(prefix = "muster.lists")
public interface ListConfig {

    /**
     * How far a delta looks back before the last answer: longer than a change takes from its time stamp to its commit,
     * at least 1.5 times the database's transaction lifetime limit. Events changed within it come twice.
     */
    @WithDefault("120s")
    Duration overlap();

    /** The oldest {@code lastSync} that is answered with a delta. */
    @WithDefault("24h")
    Duration oldestSync();

    /** The most changes in a delta; beyond, the list is whole. */
    @WithDefault("1000")
    int maxDelta();

    /** The default page size. */
    @WithDefault("50")
    int defaultLimit();

    /** The maximum page size. */
    @WithDefault("200")
    int maxLimit();
}
