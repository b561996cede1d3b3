package io.muster.api;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is taken in over HTTP. */
@ConfigMapping(prefix = "muster.http")
public interface HttpConfig {

    /** The largest body. */
    @WithDefault("256K")
    MemorySize maxBody();

    /** The largest body of a batch of events. */
    @WithDefault("1M")
    MemorySize maxBatchBody();

    /** When a request that has not been answered is given up on: what is promised is 10 s. */
    @WithDefault("9500ms")
    Duration answerWithin();
}
