package io.muster.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for, by system property.
 *
 * @param scenarios {@code scenario}: names of {@link Scenario}s, comma-separated
 * @param users {@code users}: people
 * @param capacity {@code capacity}: places of each role
 * @param role {@code role}: of the scenarios that have one
 * @param limit {@code limit}: milliseconds within which 95 of 100 are answered
 * @param sockets {@code sockets}: how many listen in the scenarios that have listeners
 * @param length {@code minutes}: of the soak; at most, of {@code steady}
 * @param until {@code until}: a file that ends {@code steady} by being there
 * @param target {@code target}: a service that runs already, without a path; otherwise one is started
 * @param managerId {@code managerId}: whose events and people they are, where tokens are signed here
 * @param eventId {@code eventId}: one that nobody has responded to; otherwise one is made
 * @param tokens {@code tokens}: a file, see {@link CrowdTokens#read}; otherwise they are signed with {@code MUSTER_JWT_SECRET}
 * @param metrics {@code metrics}: where the target's metrics are, for the soak
 * @param processes {@code processes}: how many of the service are started on one database, where none runs already; people take turns
 */
record Settings(
        List<String> scenarios,
        int users,
        int capacity,
        String role,
        Duration limit,
        int sockets,
        Duration length,
        Optional<Path> until,
        Optional<URI> target,
        String managerId,
        Optional<String> eventId,
        Optional<Path> tokens,
        Optional<URI> metrics,
        int processes) {

    static Settings ofSystemProperties() {
        return new Settings(
                List.of(text("scenario").orElse("burst").split(",")),
                number("users", 1, 100_000),
                number("capacity", 1, 2_000),
                text("role").orElse("Server"),
                Duration.ofMillis(number("limit", 1, 60_000)),
                number("sockets", 0, 10_000),
                Duration.ofMinutes(number("minutes", 1, 60)),
                text("until").map(Path::of),
                text("target").map(Settings::origin),
                text("managerId").orElse("load"),
                text("eventId"),
                text("tokens").map(Path::of),
                text("metrics").map(URI::create),
                number("processes", 1, 4));
    }

    private static URI origin(String value) {
        if (!value.matches("https?://[^/?#]+/?")) {
            throw new RefusedException("-Dtarget must be a scheme and a host: https://muster.example.org");
        }
        return URI.create(value.replaceAll("/$", ""));
    }

    /** A property that is set to something. */
    static Optional<String> text(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
    }

    private static int number(String name, int min, int max) {
        String value = text(name).orElse("");
        if (!value.matches("\\d{1,6}") || Integer.parseInt(value) < min || Integer.parseInt(value) > max) {
            throw new RefusedException("-D" + name + " must be a whole number from " + min + " to " + max);
        }
        return Integer.parseInt(value);
    }
}
