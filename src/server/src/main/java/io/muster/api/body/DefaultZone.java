package io.muster.api.body;

import java.time.ZoneId;

import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;

/** The zone of events that name none. An invalid setting ends the start, because every event would be off by hours. */
@Startup
@Singleton
public class DefaultZone {
    private final ZoneId zone;

    DefaultZone(EventsConfig config) {
        this.zone = Times.zone(config.defaultTimezone())
                .orElseThrow(() -> new ConfigurationException(
                        "MUSTER_DEFAULT_TIMEZONE is not the name of a time zone; set one such as Europe/Berlin"));
    }

    /** The zone. */
    public ZoneId zone() {
        return zone;
    }
}
