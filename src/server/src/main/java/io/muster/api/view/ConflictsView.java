package io.muster.api.view;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.overlap.Engagement;
import io.muster.event.plan.Decision;

/** Other places of a person that come too near to the one given: {@code conflicts} in an answer, absent where there are none. */
public final class ConflictsView {
    private ConflictsView() {}

    /** Adds what a decision says of them to its answer. */
    public static ObjectNode addTo(ObjectNode json, Decision decision) {
        List<Engagement> conflicts = decision instanceof Decision.Recorded recorded ? recorded.conflicts() : List.of();
        if (!conflicts.isEmpty()) {
            ArrayNode list = json.putArray("conflicts");
            conflicts.forEach(conflict -> {
                ObjectNode each = list.addObject();
                conflict.facts().forEach((name, value) -> each.set(name, Json.value(value)));
            });
        }
        return json;
    }
}
