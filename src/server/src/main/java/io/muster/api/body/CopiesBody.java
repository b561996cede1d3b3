package io.muster.api.body;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.event.EventStatus;

/**
 * The body that copies an event to other days: {@code {"dates":[…],"status"}} (docs/api.md#copies).
 *
 * @param dates 1 to 60, no two alike
 * @param status draft or published
 */
public record CopiesBody(List<LocalDate> dates, EventStatus status) {
    static final int MAX_DATES = 60;

    public CopiesBody {
        dates = List.copyOf(dates);
    }

    /** @throws io.muster.api.problem.ProblemException {@code VALIDATION} with everything that is wrong with it */
    public static CopiesBody read(JsonNode body) {
        Violations violations = new Violations();
        Value value = new Value("", body, violations);
        Set<LocalDate> dates = new LinkedHashSet<>();
        if (body.isObject()) {
            read(value.member("dates"), dates);
        } else {
            value.wrong("must be an object");
        }
        EventStatus status = EventBodies.status(value.member(Names.STATUS));
        violations.throwIfAny();
        return new CopiesBody(List.copyOf(dates), status);
    }

    private static void read(Value list, Set<LocalDate> dates) {
        if (!list.node().isArray() || list.node().isEmpty() || list.node().size() > MAX_DATES) {
            list.wrong("must be a list of 1 to " + MAX_DATES + " dates");
            return;
        }
        for (Value element : list.elements()) {
            Optional<LocalDate> date =
                    Optional.ofNullable(element.node().textValue()).flatMap(Times::date);
            if (date.isEmpty()) {
                element.wrong("must be a date, YYYY-MM-DD");
            } else if (!dates.add(date.get())) {
                element.wrong("must not repeat an earlier entry");
            }
        }
    }
}
