package io.muster.api.problem;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.muster.event.Refusal;

/**
 * An error as sent to the client: a type of the catalogue, a sentence, and facts. Thrown anywhere above {@code event},
 * rendered in one place. It must not contain client input.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("d MMM 'at' HH:mm", Locale.ENGLISH);

    private final ProblemType type;
    private final transient Map<String, Object> facts = new LinkedHashMap<>();
    private final transient List<Violation> violations = new ArrayList<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    public ProblemException(ProblemType type) {
        this(type, type.message());
    }

    /** @param message a sentence for a person */
    public ProblemException(ProblemType type, String message) {
        // No stack trace: it says nothing about the client's error and costs more than the answer.
        super(message, null, false, false);
        this.type = type;
    }

    /** One invalid field, as {@link ProblemType#VALIDATION}. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    public static ProblemException invalid(List<Violation> violations) {
        ProblemException problem = new ProblemException(ProblemType.VALIDATION);
        problem.violations.addAll(violations);
        return problem;
    }

    /** A refusal by the planner: its reasons are codes of the same name. */
    public static ProblemException of(Refusal refusal) {
        ProblemType type = ProblemType.valueOf(refusal.reason().name());
        ProblemException problem = new ProblemException(type, message(type, refusal));
        refusal.facts().forEach((name, value) -> problem.with(member(name), json(value)));
        return problem;
    }

    private static String message(ProblemType type, Refusal refusal) {
        Object role = refusal.facts().get("role");
        if (refusal.facts().get("opensAt") instanceof ZonedDateTime opensAt) {
            return "Opens on " + DAY_AND_TIME.format(opensAt);
        }
        if (refusal.facts().get("missing") instanceof List<?> missing) {
            return "Qualifications are missing: "
                    + missing.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return type == ProblemType.CAPACITY_FULL && role != null
                ? "No spots left for role '" + role + "'"
                : type.message();
    }

    private static Object json(Object fact) {
        return fact instanceof ZonedDateTime time ? INSTANT.format(time) : fact;
    }

    /** {@code status} in a problem is the HTTP status, so the event's status has another name. */
    private static String member(String fact) {
        return fact.equals("status") ? "eventStatus" : fact;
    }

    /** A further member of the body, such as {@code role} or {@code capacity}. */
    public ProblemException with(String name, Object value) {
        facts.put(name, value);
        return this;
    }

    public ProblemException with(Map<String, Object> more) {
        facts.putAll(more);
        return this;
    }

    public ProblemException header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** {@code Retry-After} in whole seconds, rounded up, at least 1: never too early. */
    public ProblemException retryAfter(Duration wait) {
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
