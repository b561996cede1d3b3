package io.muster.api.body;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Defaults of events. */
@ConfigMapping(prefix = "muster.events")
interface EventsConfig {

    /** The time zone of an event that names none, by its IANA name; {@code MUSTER_DEFAULT_TIMEZONE}. */
    @WithDefault("UTC")
    String defaultTimezone();
}
