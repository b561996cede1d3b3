package io.muster.api;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * What is counted of HTTP: by names of ours alone. A method and a path that was refused are words of the client's, and there
 * is no end of words; the framework counts no new path after its hundredth.
 */
@Singleton
class HttpMetrics {
    private static final String SERVER = "http.server";
    private static final String URI = "uri";
    private static final String UNKNOWN = "UNKNOWN";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /** Whether a method is one that HTTP has. */
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

    /** A path refused before anybody knew whose it is, for want of a token above all. */
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

    /** There are two servers, and the framework counts what is open at whichever is first; nobody could tell at which. */
    @Produces
    @Singleton
    MeterFilter notWhatIsOpenAtOneServer() {
        return MeterFilter.denyNameStartsWith("http.server.active");
    }
}
