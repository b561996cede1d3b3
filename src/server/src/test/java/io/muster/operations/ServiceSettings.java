package io.muster.operations;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

import io.muster.respond.RespondSettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

/** What the service is set to, as far as those who run it have to agree with it. */
final class ServiceSettings {
    private static final int ABOVE_DEFAULTS = 500;

    private ServiceSettings() {}

    /** A duration in application.properties, as production has it. */
    static Duration production(String name) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String value = properties.getProperty("%prod." + name, properties.getProperty(name));
        if (value == null) {
            throw new AssertionError(name + " is not set");
        }
        return DurationConverter.parseDuration(value);
    }

    static RespondSettings respond() {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, ABOVE_DEFAULTS, new DurationConverter())
                .withMapping(RespondSettings.class)
                .build()
                .getConfigMapping(RespondSettings.class);
    }
}
