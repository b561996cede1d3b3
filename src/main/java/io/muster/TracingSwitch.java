package io.muster;

import java.util.List;
import java.util.Map;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Turns tracing on where somebody is named who takes the traces; the framework has an endpoint whether one is wanted or not. */
public final class TracingSwitch implements ConfigSourceFactory {
    private static final String ENDPOINT = "muster.tracing.endpoint";
    private static final String DISABLED = "quarkus.otel.sdk.disabled";
    private static final int ABOVE_APPLICATION_PROPERTIES = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue endpoint = context.getValue(ENDPOINT);
        boolean off = endpoint == null
                || endpoint.getValue() == null
                || endpoint.getValue().isBlank();
        return List.of(new PropertiesConfigSource(
                Map.of(DISABLED, String.valueOf(off)), TracingSwitch.class.getName(), ABOVE_APPLICATION_PROPERTIES));
    }
}
