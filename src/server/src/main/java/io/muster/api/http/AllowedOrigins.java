package io.muster.api.http;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.muster.api.problem.UnexpectedErrors;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.jspecify.annotations.Nullable;

/** The configured origins, checked to be written as a browser writes them: any other form would never match. */
final class AllowedOrigins {
    private static final Pattern ORIGIN =
            Pattern.compile("http(s)?://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?<port>:\\d{1,5})?");
    /** Default ports by scheme; a browser leaves them out. */
    private static final Set<String> USUAL_PORTS = Set.of("http:80", "https:443");

    private AllowedOrigins() {}

    /**
     * Validates the origins.
     *
     * @throws ConfigurationException for the first invalid one, which it names
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
                            + UnexpectedErrors.defused(origin));
        }
    }

    private static boolean hasUsualPort(String origin, @Nullable String port) {
        return port != null && USUAL_PORTS.contains(origin.substring(0, origin.indexOf(':')) + port);
    }
}
