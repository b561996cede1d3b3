package io.muster.telemetry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Ends the start if tracing is configured but invalid, and says what to set. */
@Startup
@Singleton
public final class TracingCheck {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    TracingCheck(TracingConfig config) {
        config.endpoint().ifPresent(endpoint -> check(endpoint, config.ratio()));
    }

    static void check(String endpoint, double ratio) {
        if (!isAddress(endpoint)) {
            throw new ConfigurationException(
                    "MUSTER_TRACING_ENDPOINT must be a collector's address, such as http://collector.example.org:4318");
        }
        if (!isShare(ratio)) {
            throw new ConfigurationException("MUSTER_TRACING_RATIO must be from 0 to 1");
        }
    }

    public static boolean isAddress(String endpoint) {
        try {
            URI uri = new URI(endpoint);
            return uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    public static boolean isShare(double ratio) {
        return ratio >= 0 && ratio <= 1;
    }
}
