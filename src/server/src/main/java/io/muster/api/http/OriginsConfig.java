package io.muster.api.http;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** The origins of pages that may call the service. */
@ConfigMapping(prefix = "muster")
public interface OriginsConfig {

    /** Origins besides the service's own: {@code https://app.example.org}, comma-separated. */
    Optional<List<String>> allowedOrigins();
}
