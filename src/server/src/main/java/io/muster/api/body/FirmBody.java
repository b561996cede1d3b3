package io.muster.api.body;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.problem.ProblemException;
import io.muster.event.overlap.Overlap;
import io.muster.people.Firm;
import io.muster.people.QuietHours;
import io.muster.people.WireNames;

/** A firm in a request, as a JSON merge patch of the firm before (docs/api.md#firm). */
public final class FirmBody {
    private static final int MAX_NAME = 200;
    private static final int MAX_REMINDERS = 5;
    private static final int MAX_REMINDER_HOURS = 168;

    private final Value body;
    private final Firm before;

    private FirmBody(Value body, Firm before) {
        this.body = body;
        this.before = before;
    }

    /**
     * The firm after the change.
     *
     * @throws ProblemException {@code VALIDATION} with everything that is wrong with it
     */
    public static Firm changed(JsonNode body, Firm before) {
        Violations violations = new Violations();
        FirmBody reader = new FirmBody(objectOf(body, violations), before);
        Firm firm = new Firm(
                before.managerId(),
                reader.name(),
                reader.timezone(),
                reader.overlap(),
                reader.restHours(),
                reader.reminders(),
                reader.quietHours(),
                before.version());
        violations.throwIfAny();
        return firm;
    }

    /**
     * The name in the body that makes or names a firm: {@code {"name"}}.
     *
     * @throws ProblemException {@code VALIDATION} with what is wrong
     */
    public static String name(JsonNode body) {
        return requiredName(body, MAX_NAME);
    }

    /** The required member {@code name} of a body that has nothing else. */
    static String requiredName(JsonNode body, int max) {
        Violations violations = new Violations();
        Value name = objectOf(body, violations).member("name");
        String text = FieldValue.isBlank(name)
                ? name.<String>wrong("is required").orElse("")
                : Text.name(name, max).orElse("");
        violations.throwIfAny();
        return text;
    }

    private static Value objectOf(JsonNode body, Violations violations) {
        if (!body.isObject()) {
            throw ProblemException.invalid("", "must be an object");
        }
        return new Value("", body, violations);
    }

    private Optional<String> name() {
        return body.has("name") ? Text.name(body.member("name"), MAX_NAME) : before.name();
    }

    private ZoneId timezone() {
        Value value = body.member("timezone");
        if (!body.has("timezone")) {
            return before.timezone();
        }
        return Optional.ofNullable(value.node().textValue())
                .flatMap(Times::zone)
                .orElseGet(() -> value.<ZoneId>wrong("must be the name of a time zone, such as Europe/Berlin")
                        .orElse(before.timezone()));
    }

    private Overlap overlap() {
        Value value = body.member("overlap");
        if (!body.has("overlap")) {
            return before.overlap();
        }
        return WireNames.parse(Overlap.class, String.valueOf(value.node().textValue()))
                .orElseGet(() -> value.<Overlap>wrong("must be one of " + WireNames.all(Overlap.class))
                        .orElse(before.overlap()));
    }

    private int restHours() {
        if (!body.has("rest_hours")) {
            return before.restHours();
        }
        Value value = body.member("rest_hours");
        return (value.isNull() ? Optional.of(0) : FieldValue.whole(value, 0, Firm.MAX_REST_HOURS)).orElse(0);
    }

    private List<Integer> reminders() {
        if (!body.has("reminders")) {
            return before.reminders();
        }
        Value value = body.member("reminders");
        List<Integer> hours = new ArrayList<>();
        if (value.isNull()) {
            return hours;
        }
        if (!value.node().isArray() || value.node().size() > MAX_REMINDERS) {
            value.wrong("must be a list of at most " + MAX_REMINDERS + " numbers of hours");
            return hours;
        }
        for (Value element : value.elements()) {
            if (element.isNull()) {
                element.wrong("must be a whole number from 1 to " + MAX_REMINDER_HOURS);
            }
            FieldValue.whole(element, 1, MAX_REMINDER_HOURS).ifPresent(hour -> {
                if (hours.contains(hour)) {
                    element.wrong("must not repeat an earlier entry");
                }
                hours.add(hour);
            });
        }
        hours.sort(Comparator.reverseOrder());
        return hours;
    }

    private Optional<QuietHours> quietHours() {
        if (!body.has("quiet_hours")) {
            return before.quietHours();
        }
        Value value = body.member("quiet_hours");
        if (value.isNull()) {
            return Optional.empty();
        }
        if (!value.node().isObject()) {
            return value.wrong("must be an object with from and to, or null");
        }
        Optional<LocalTime> from = time(value.member("from"));
        Optional<LocalTime> to = time(value.member("to"));
        return from.isPresent() && to.isPresent()
                ? Optional.of(new QuietHours(from.get(), to.get()))
                : Optional.empty();
    }

    private static Optional<LocalTime> time(Value value) {
        return FieldValue.isBlank(value)
                ? value.wrong("is required")
                : FieldValue.time(value).map(LocalTime.class::cast);
    }
}
