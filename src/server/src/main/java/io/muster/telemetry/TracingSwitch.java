package io.muster.telemetry;

import java.util.List;
import java.util.Map;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Turns tracing on if a collector is configured: by default the framework sends to one on this machine. Invalid
 * settings are not passed to the framework, whose message is a page long; {@link TracingCheck} ends the start.
 */
public final class TracingSwitch implements ConfigSourceFactory {
    private static final String ENDPOINT = "muster.tracing.endpoint";
    private static final String RATIO = "muster.tracing.ratio";
    private static final int ABOVE_APPLICATION_PROPERTIES = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String endpoint = value(context, ENDPOINT);
        boolean on = isUsable(endpoint, value(context, RATIO));
        Map<String, String> told = Map.of(
                "quarkus.otel.sdk.disabled",
                String.valueOf(!on),
                "quarkus.otel.exporter.otlp.endpoint",
                on ? endpoint : "");
        return List.of(new PropertiesConfigSource(told, TracingSwitch.class.getName(), ABOVE_APPLICATION_PROPERTIES));
    }

    private static String value(ConfigSourceContext context, String name) {
        @Nullable ConfigValue value = context.getValue(name);
        return value == null || value.getValue() == null ? "" : value.getValue();
    }

    private static boolean isUsable(String endpoint, String ratio) {
        try {
            return TracingCheck.isAddress(endpoint)
                    && TracingCheck.isShare(ratio.isBlank() ? 0 : Double.parseDouble(ratio));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
