package io.muster.egress;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** How requests leave that go to addresses which people name. */
@ConfigMapping(prefix = "muster.egress")
public interface EgressConfig {

    /** A proxy that connects to where they go and decides whether it may: {@code http://proxy:3128}. Without one they leave directly. */
    Optional<String> proxy();
}
