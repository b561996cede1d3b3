package io.muster.api;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.jspecify.annotations.Nullable;

/** The origins set, each as a browser writes it: one written in any other way would be equal to none, in silence. */
final class AllowedOrigins {
    private static final Pattern ORIGIN =
            Pattern.compile("http(s)?://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?<port>:\\d{1,5})?");
    /** By scheme; a browser leaves them out. */
    private static final Set<String> USUAL_PORTS = Set.of("http:80", "https:443");

    private AllowedOrigins() {}

    /**
     * The same, if all of them can be an origin.
     *
     * @throws ConfigurationException at the first that cannot, which it names
     */
    static List<String> checked(List<String> origins) {
        origins.forEach(AllowedOrigins::check);
        return origins;
    }

    private static void check(String origin) {
        var parts = ORIGIN.matcher(origin);
        if (!parts.matches() || hasUsualPort(origin, parts.group("port"))) {
            throw new ConfigurationException(
                    "MUSTER_ALLOWED_ORIGINS must name each origin as browsers do, such as https://app.example.org:"
                            + " no *, no path or slash at the end, no capitals, no port that is usual. This one is not: "
                            + FaultLog.defused(origin));
        }
    }

    private static boolean hasUsualPort(String origin, @Nullable String port) {
        return port != null && USUAL_PORTS.contains(origin.substring(0, origin.indexOf(':')) + port);
    }
}
