package io.muster.api.webhook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.Violation;
import io.muster.outbound.CloudEvents;
import io.muster.webhook.WebhookPosts;

/** Reads what managers say of webhooks (docs/api.md#webhooks). */
final class WebhookBody {
    private static final String URL = "url";
    private static final String TYPES = "types";
    private static final String STATE = "state";
    private static final String AFTER = "after";

    private final JsonNode json;
    private final WebhookPosts posts;
    private final List<Violation> violations = new ArrayList<>();

    WebhookBody(JsonNode json, WebhookPosts posts) {
        if (!json.isObject()) {
            throw ProblemException.invalid("", "must be an object");
        }
        this.json = json;
        this.posts = posts;
    }

    private void known(Set<String> members) {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!members.contains(name)) {
                violations.add(new Violation(name, "is not known"));
            }
        }
    }

    private void throwIfAny() {
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    /** Of a new one. @param types without what each begins with; empty for all */
    record Made(String url, Set<String> types) {}

    /** @throws ProblemException {@code VALIDATION} with everything that is wrong with it */
    Made made() {
        known(Set.of(URL, TYPES));
        String url = url(json.path(URL));
        Set<String> types = types(json.path(TYPES));
        throwIfAny();
        return new Made(url, types);
    }

    /** Of a change. */
    record Changed(Optional<String> url, Optional<Set<String>> types, Optional<Long> after) {}

    /** @throws ProblemException {@code VALIDATION} with everything that is wrong with it */
    Changed changed() {
        known(Set.of(URL, TYPES, STATE, AFTER));
        Optional<String> url = json.has(URL) ? Optional.of(url(json.path(URL))) : Optional.empty();
        Optional<Set<String>> types = json.has(TYPES) ? Optional.of(types(json.path(TYPES))) : Optional.empty();
        Optional<Long> after = json.has(AFTER) ? Optional.of(after(json.path(AFTER))) : Optional.empty();
        if (json.has(STATE) && !"active".equals(json.path(STATE).textValue())) {
            violations.add(new Violation(STATE, "must be active"));
        }
        if (json.has(STATE) != json.has(AFTER)) {
            violations.add(
                    new Violation(json.has(STATE) ? AFTER : STATE, "is required: state and after belong together"));
        }
        throwIfAny();
        return new Changed(url, types, after);
    }

    private String url(JsonNode value) {
        String url = value.isTextual() ? value.textValue().strip() : "";
        if (!posts.mayBe(url)) {
            violations.add(new Violation(URL, "must be an https address of the public internet, on port 443"));
        }
        return url;
    }

    private Set<String> types(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Set.of();
        }
        Set<String> types = new HashSet<>();
        value.forEach(each -> types.add(type(each.asText())));
        if (!value.isArray() || !CloudEvents.TYPES.containsAll(types)) {
            violations.add(new Violation(TYPES, "must be an array of types of the feed"));
            return Set.of();
        }
        return types;
    }

    private static String type(String text) {
        return text.startsWith(CloudEvents.PREFIX) ? text.substring(CloudEvents.PREFIX.length()) : text;
    }

    private long after(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            violations.add(new Violation(AFTER, "must be a number of the firm's log, or 0"));
            return 0;
        }
        return value.longValue();
    }
}
