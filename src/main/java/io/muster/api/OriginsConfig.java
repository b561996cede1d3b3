package io.muster.api;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Whose pages may call the service. */
@ConfigMapping(prefix = "muster")
public interface OriginsConfig {

    /** Origins besides the service's own: {@code https://app.example.org}, comma-separated. */
    Optional<List<String>> allowedOrigins();
}
