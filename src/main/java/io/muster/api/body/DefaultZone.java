package io.muster.api.body;

import java.time.ZoneId;

import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;

/** The zone of an event that names none. Ends the start where the setting is no zone: every event would be off by hours. */
@Startup
@Singleton
class DefaultZone {
    private final ZoneId zone;

    DefaultZone(EventsConfig config) {
        this.zone = Times.zone(config.defaultTimezone())
                .orElseThrow(() -> new ConfigurationException(
                        "MUSTER_DEFAULT_TIMEZONE is not the name of a time zone; set one such as Europe/Berlin"));
    }

    ZoneId zone() {
        return zone;
    }
}
