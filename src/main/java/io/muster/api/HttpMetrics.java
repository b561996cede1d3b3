package io.muster.api;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.config.MeterFilter;

/** What is counted of HTTP: by names of ours alone. A method is a word of the client's, and there is no end of words. */
@Singleton
class HttpMetrics {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /** Whether a method is one that HTTP has. */
    static boolean isKnown(String method) {
        return METHODS.contains(method);
    }

    @Produces
    @Singleton
    MeterFilter knownMethods() {
        return MeterFilter.deny(id -> id.getName().startsWith("http.server")
                && Optional.ofNullable(id.getTag("method"))
                        .filter(method -> !isKnown(method))
                        .isPresent());
    }

    /** There are two servers, and the framework counts what is open at whichever is first; nobody could tell at which. */
    @Produces
    @Singleton
    MeterFilter notWhatIsOpenAtOneServer() {
        return MeterFilter.denyNameStartsWith("http.server.active");
    }
}
