package io.muster.api.http;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.muster.api.problem.Route;

/**
 * The metrics of HTTP. Labels have values of the service only: refused methods and paths are client input without
 * limit, and the framework counts no new path after its hundredth.
 */
@Singleton
class HttpMetrics {
    private static final String SERVER = "http.server";
    private static final String URI = "uri";
    private static final String UNKNOWN = "UNKNOWN";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /** Whether it is an HTTP method. */
    static boolean isKnown(String method) {
        return METHODS.contains(method);
    }

    @Produces
    @Singleton
    MeterFilter knownMethods() {
        return MeterFilter.deny(id -> id.getName().startsWith(SERVER)
                && Optional.ofNullable(id.getTag("method"))
                        .filter(method -> !isKnown(method))
                        .isPresent());
    }

    /** The label for a path that was refused before it was matched, mostly for lack of a token. */
    @Produces
    @Singleton
    MeterFilter knownPaths() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getName().startsWith(SERVER) && isRefused(id) && !Route.isTemplate(id.getTag(URI))
                        ? id.replaceTags(Tags.of(id.getTags()).and(URI, UNKNOWN))
                        : id;
            }
        };
    }

    private static boolean isRefused(Meter.Id id) {
        String status = id.getTag("status");
        return status != null && !status.startsWith("2") && !status.startsWith("3");
    }

    /**
     * There are two servers, and the framework counts the open connections of the first one only; the metric is dropped
     * because it does not say which.
     */
    @Produces
    @Singleton
    MeterFilter notWhatIsOpenAtOneServer() {
        return MeterFilter.denyNameStartsWith("http.server.active");
    }
}
