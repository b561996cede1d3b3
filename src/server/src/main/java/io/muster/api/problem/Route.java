package io.muster.api.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The routes of the API. Errors occur before and after a path is matched and have to name the route without the raw
 * path; a 405 has to name the allowed methods. A test compares this list with the resources.
 */
public enum Route {
    EVENTS("/api/events", "GET", "POST"),
    BATCH("/api/events/batch", "POST"),
    SUMMARY("/api/events/summary", "GET"),
    AVAILABLE("/api/events/available", "GET"),
    MY_SHIFTS("/api/events/my-shifts", "GET"),
    EVENT_CALENDAR("/api/events/{id}.ics", "GET"),
    EVENT("/api/events/{id}", "GET", "PATCH", "DELETE"),
    RESPOND("/api/events/{id}/respond", "POST"),
    PUBLISH("/api/events/{id}/publish", "POST"),
    UNPUBLISH("/api/events/{id}/unpublish", "POST"),
    CANCEL("/api/events/{id}/cancel", "POST"),
    COMPLETE("/api/events/{id}/complete", "POST"),
    REOPEN("/api/events/{id}/reopen", "POST"),
    COPIES("/api/events/{id}/copies", "POST"),
    JOURNAL("/api/events/{id}/journal", "GET"),
    ROSTER("/api/events/{id}/roster", "GET"),
    STAFF("/api/events/{id}/staff/{userKey}", "PUT", "DELETE"),
    ATTENDANCE("/api/events/{id}/staff/{userKey}/attendance", "PUT"),
    BAR("/api/events/{id}/bars/{userKey}", "DELETE"),
    AUDIENCE("/api/events/{id}/audience", "GET"),
    NOTICES("/api/events/{id}/notices", "GET", "POST"),
    ME("/api/me", "GET", "DELETE"),
    ME_EXPORT("/api/me/export", "GET"),
    MY_CALENDAR("/api/me/calendar", "POST", "DELETE"),
    FIRM_CALENDAR("/api/firm/calendar", "GET", "POST", "DELETE"),
    CALENDAR("/calendar/{secret}.ics", "GET"),
    FIRM("/api/firm", "GET", "PATCH"),
    TOKENS("/api/firm/tokens", "GET", "POST"),
    TOKEN("/api/firm/tokens/{id}", "DELETE"),
    MEMBERS("/api/members", "GET", "POST"),
    MEMBER_IMPORT("/api/members/import", "POST"),
    MEMBER_INVITATIONS("/api/members/invitations", "POST"),
    INVITATIONS("/api/invitations", "POST"),
    MEMBER("/api/members/{id}", "GET", "PATCH", "DELETE"),
    MEMBER_SHIFTS("/api/members/{id}/shifts", "GET"),
    JOB("/api/jobs/{id}", "GET"),
    TEAMS("/api/teams", "GET"),
    TEAM("/api/teams/{teamId}", "PUT", "DELETE"),
    FEED("/api/feed", "GET"),
    WEBHOOKS("/api/webhooks", "GET", "POST"),
    WEBHOOK("/api/webhooks/{id}", "GET", "PATCH", "DELETE"),
    WEBHOOK_ROTATE("/api/webhooks/{id}/rotate", "POST"),
    WEBHOOK_TEST("/api/webhooks/{id}/test", "POST"),
    SOCKET("/api/ws", "GET"),
    AUDIT("/api/admin/audit", "GET"),
    REPAIR("/api/admin/repair", "POST"),
    SCHEMA("/api/admin/schema", "GET", "PUT"),
    ADMIN_FIRM("/api/admin/firms/{managerId}", "PUT"),
    ADMIN_BLOCK("/api/admin/firms/{managerId}/blocks/{userKey}", "DELETE");

    private final String template;
    private final List<String> segments;
    private final List<String> methods;

    Route(String template, String... methods) {
        this.template = template;
        this.segments = segments(template);
        this.methods = List.of(methods);
    }

    public String template() {
        return template;
    }

    public List<String> methods() {
        return methods;
    }

    /** The route of a path; literal segments come before parameters in the list. */
    public static Optional<Route> of(String path) {
        List<String> segments = segments(path);
        for (Route route : values()) {
            if (route.matches(segments)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    /** The template of a path; for an unknown one the root, so that no input is echoed. */
    public static String templateOf(String path) {
        return of(path).map(Route::template).orElse("/");
    }

    public static boolean isTemplate(@Nullable String text) {
        return Arrays.stream(values()).anyMatch(route -> route.template.equals(text));
    }

    private boolean matches(List<String> path) {
        if (path.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            String expected = segments.get(i);
            if (!isOf(expected, path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A parameter may have a fixed end: {@code {id}.ics}. */
    private static boolean isOf(String expected, String segment) {
        return expected.startsWith("{")
                ? segment.endsWith(expected.substring(expected.indexOf('}') + 1))
                : expected.equals(segment);
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }
}
