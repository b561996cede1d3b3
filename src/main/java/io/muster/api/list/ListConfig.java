package io.muster.api.list;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of lists. */
@ConfigMapping(prefix = "muster.lists")
interface ListConfig {

    /**
     * How far before the last answer a delta looks: longer than a change takes from its time stamp to its commit, at least
     * 1.5 times the database's transaction lifetime limit. Events changed within it come twice.
     */
    @WithDefault("120s")
    Duration overlap();

    /** The oldest {@code lastSync} that is answered with a delta. */
    @WithDefault("24h")
    Duration oldestSync();

    /** The most changes a delta is made of; beyond, the list is whole. */
    @WithDefault("1000")
    int maxDelta();

    /** The size of a page where the client names none. */
    @WithDefault("50")
    int defaultLimit();

    /** The largest page a client may ask for. */
    @WithDefault("200")
    int maxLimit();
}
