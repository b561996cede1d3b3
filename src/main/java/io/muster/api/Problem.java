package io.muster.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.muster.event.Refusal;

/**
 * An error as the client gets it: a type of the catalogue, a sentence, and facts. Thrown anywhere above the heart; rendered
 * in one place. Nothing of what the client sent may be put in it.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient Map<String, Object> facts = new LinkedHashMap<>();
    private final transient List<Violation> violations = new ArrayList<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    public Problem(ProblemType type) {
        this(type, type.message());
    }

    /** @param message a sentence for a person */
    public Problem(ProblemType type, String message) {
        // No stack trace: it says nothing about the client's error and costs more than the answer.
        super(message, null, false, false);
        this.type = type;
    }

    /** One field that is wrong, as {@link ProblemType#VALIDATION}. */
    public static Problem invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    public static Problem invalid(List<Violation> violations) {
        Problem problem = new Problem(ProblemType.VALIDATION);
        problem.violations.addAll(violations);
        return problem;
    }

    /** A refusal of the heart: its reasons are codes of the same name. */
    public static Problem of(Refusal refusal) {
        ProblemType type = ProblemType.valueOf(refusal.reason().name());
        Problem problem = new Problem(type, message(type, refusal));
        refusal.facts().forEach((name, value) -> problem.with(member(name), value));
        return problem;
    }

    private static String message(ProblemType type, Refusal refusal) {
        Object role = refusal.facts().get("role");
        return type == ProblemType.CAPACITY_FULL && role != null
                ? "No spots left for role '" + role + "'"
                : type.message();
    }

    /** {@code status} in a problem is the HTTP status, so the event's goes by another name. */
    private static String member(String fact) {
        return fact.equals("status") ? "eventStatus" : fact;
    }

    /** A further member of the body, such as {@code role} or {@code capacity}. */
    public Problem with(String name, Object value) {
        facts.put(name, value);
        return this;
    }

    public Problem with(Map<String, Object> more) {
        facts.putAll(more);
        return this;
    }

    public Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** {@code Retry-After} in whole seconds, rounded up, at least 1: never too early. */
    public Problem retryAfter(Duration wait) {
        long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
        return header("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    public ProblemType type() {
        return type;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public Map<String, Object> facts() {
        return Collections.unmodifiableMap(facts);
    }

    public List<Violation> violations() {
        return Collections.unmodifiableList(violations);
    }

    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }
}
