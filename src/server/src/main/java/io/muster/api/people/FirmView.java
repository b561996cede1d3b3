package io.muster.api.people;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.Json;
import io.muster.people.Firm;
import io.muster.people.WireNames;

/** A firm as JSON (docs/api.md#firm). */
final class FirmView {
    private FirmView() {}

    /** @param counts how many there are, by name */
    static ObjectNode of(Firm firm, Map<String, Long> counts) {
        ObjectNode json = Json.object();
        json.put("managerId", firm.managerId());
        json.set("name", Json.text(firm.name()));
        json.put("timezone", firm.timezone().getId());
        json.put("overlap", WireNames.of(firm.overlap()));
        json.put("rest_hours", firm.restHours());
        firm.reminders().forEach(json.putArray("reminders")::add);
        json.set(
                "quiet_hours",
                firm.quietHours()
                        .<JsonNode>map(hours -> Json.object()
                                .put("from", hours.from().toString())
                                .put("to", hours.to().toString()))
                        .orElseGet(NullNode::getInstance));
        counts.forEach(json.putObject("counts")::put);
        json.put("version", firm.version());
        return json;
    }
}
