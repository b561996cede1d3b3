package io.muster.respond;

import java.time.Duration;
import java.util.Map;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The settings with their defaults, but for what a test says. */
final class TestSettings {
    private static final int ABOVE_DEFAULTS = 500;

    private TestSettings() {}

    /** What differs, by the name after {@code muster.respond.}. */
    static RespondSettings with(Map<String, String> different) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, ABOVE_DEFAULTS, new DurationConverter())
                .withMapping(RespondSettings.class);
        different.forEach((name, value) -> builder.withSources(
                new PropertiesConfigSource(Map.of("muster.respond." + name, value), name, ABOVE_DEFAULTS)));
        return builder.build().getConfigMapping(RespondSettings.class);
    }

    static RespondSettings defaults() {
        return with(Map.of());
    }
}
