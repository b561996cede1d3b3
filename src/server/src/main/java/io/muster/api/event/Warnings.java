package io.muster.api.event;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.Event;
import io.muster.event.EventField;

/**
 * Warnings about a change that was recorded but is probably a mistake: {@code warnings} in its answer, absent where there are
 * none.
 */
final class Warnings {
    private Warnings() {}

    /**
     * Adds what there is to be said of an event to the answer that shows it. Nothing of one that is closed: nobody is to come in
     * any more.
     *
     * @param now by the database's clock
     */
    static ObjectNode addTo(ObjectNode json, Event event, Instant now) {
        if (event.status().isClosed()) {
            return json;
        }
        if (event.isOver(now)) {
            add(json, EventField.DATE, "DATE_PASSED", "The event is over already, so nobody can accept.");
        }
        event.field(EventField.RESPOND_BY)
                .filter(respondBy -> now.isAfter((Instant) respondBy))
                .ifPresent(passed -> add(
                        json,
                        EventField.RESPOND_BY,
                        "RESPOND_BY_PASSED",
                        "The time to respond by has passed, so nobody can accept."));
        return json;
    }

    private static void add(ObjectNode json, EventField field, String code, String message) {
        ArrayNode warnings = json.withArray("warnings");
        warnings.addObject().put("field", field.wireName()).put("code", code).put("message", message);
    }
}
