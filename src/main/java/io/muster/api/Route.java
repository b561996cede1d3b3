package io.muster.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The addresses of the API. Errors come up before and after an address is matched, and must name the route without the raw
 * path; a 405 must say what is allowed. Both are read here. A test holds the list against the resources.
 */
enum Route {
    EVENTS("/api/events", "GET", "POST"),
    BATCH("/api/events/batch", "POST"),
    AVAILABLE("/api/events/available", "GET"),
    MY_SHIFTS("/api/events/my-shifts", "GET"),
    EVENT("/api/events/{id}", "GET", "PATCH", "DELETE"),
    RESPOND("/api/events/{id}/respond", "POST"),
    PUBLISH("/api/events/{id}/publish", "POST"),
    UNPUBLISH("/api/events/{id}/unpublish", "POST"),
    CANCEL("/api/events/{id}/cancel", "POST"),
    COMPLETE("/api/events/{id}/complete", "POST"),
    JOURNAL("/api/events/{id}/journal", "GET"),
    STAFF("/api/events/{id}/staff/{userKey}", "DELETE"),
    SOCKET("/api/ws", "GET"),
    AUDIT("/api/admin/audit", "GET"),
    REPAIR("/api/admin/repair", "POST");

    private final String template;
    private final List<String> segments;
    private final List<String> methods;

    Route(String template, String... methods) {
        this.template = template;
        this.segments = segments(template);
        this.methods = List.of(methods);
    }

    String template() {
        return template;
    }

    List<String> methods() {
        return methods;
    }

    /** The route of a path, literal segments before parameters; the list is in that order. */
    static Optional<Route> of(String path) {
        List<String> segments = segments(path);
        for (Route route : values()) {
            if (route.matches(segments)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    /** The template a path belongs to; for a path that is none of ours the root, so that nothing is echoed. */
    static String templateOf(String path) {
        return of(path).map(Route::template).orElse("/");
    }

    static boolean isTemplate(@Nullable String text) {
        return Arrays.stream(values()).anyMatch(route -> route.template.equals(text));
    }

    private boolean matches(List<String> path) {
        if (path.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            String expected = segments.get(i);
            if (!expected.startsWith("{") && !expected.equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }
}
