package io.muster.live.stream;

import java.time.Duration;
import java.util.Map;

import io.muster.live.step.LiveSettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The settings of live updates with their defaults, but for what a test says. */
public final class StreamSettings {
    private static final int ABOVE_DEFAULTS = 500;

    private StreamSettings() {}

    /** What differs, by the name after {@code muster.live.}. */
    public static LiveSettings with(Map<String, String> different) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, ABOVE_DEFAULTS, new DurationConverter())
                .withConverter(MemorySize.class, ABOVE_DEFAULTS, new MemorySizeConverter())
                .withMapping(LiveSettings.class);
        different.forEach((name, value) -> builder.withSources(
                new PropertiesConfigSource(Map.of("muster.live." + name, value), name, ABOVE_DEFAULTS)));
        return builder.build().getConfigMapping(LiveSettings.class);
    }
}
