package io.muster.outbound;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What this process does for the outbound log. */
@ConfigMapping(prefix = "muster.outbound")
public interface OutboundConfig {

    /** Whether it numbers and sends when it is its turn. Of all processes at least one has to. */
    @WithDefault("true")
    boolean enabled();
}
