package io.muster.api.admin;

import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.Json;
import io.muster.audit.AuditReport;
import io.muster.audit.InvariantViolation;
import io.muster.audit.RepairReport;
import io.muster.store.schema.StoredSchema;
import org.bson.types.ObjectId;

/** Audits, repairs and the schema number as JSON: ids and counts, no userKeys. */
final class AdminViews {
    private AdminViews() {}

    /** {@code {"checked","violations":[{"eventId","kind","role","detail"}],"truncated","next"}}. */
    static ObjectNode of(AuditReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("checked", report.checked());
        ArrayNode violations = json.putArray("violations");
        report.violations().forEach(violation -> violations.add(of(violation)));
        json.put("truncated", report.truncated());
        return withNext(json, report.next());
    }

    private static ObjectNode of(InvariantViolation violation) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("eventId", violation.eventId().toHexString())
                .put("kind", violation.kind().name())
                .put("role", violation.role().orElse(null))
                .put("detail", violation.detail());
    }

    /** {@code {"dryRun","checked","events":[{"eventId","removed","deduplicated","figures","state"}],"digest","truncated","next"}}. */
    static ObjectNode of(RepairReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("dryRun", report.dryRun());
        json.put("checked", report.checked());
        ArrayNode events = json.putArray("events");
        report.events().forEach(event -> events.add(of(event)));
        json.put("digest", report.digest().text());
        json.put("truncated", report.next().isPresent());
        return withNext(json, report.next());
    }

    private static ObjectNode of(RepairReport.Repaired event) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("eventId", event.eventId().toHexString())
                .put("removed", event.removed())
                .put("deduplicated", event.deduplicated())
                .put("figures", event.figures())
                .put("state", event.state().name().toLowerCase(Locale.ROOT));
    }

    /** {@code {"number","used","limit","known","processes":[{"known","seen"}]}}. */
    static ObjectNode of(StoredSchema schema, int known) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("number", schema.number())
                .put("used", schema.used())
                .put("limit", schema.limit().orElse(null))
                .put("known", known);
        ArrayNode processes = json.putArray("processes");
        schema.processes()
                .forEach(process ->
                        processes.addObject().put("known", process.known()).put("seen", Json.instant(process.seen())));
        return json;
    }

    private static ObjectNode withNext(ObjectNode json, Optional<ObjectId> next) {
        return json.put("next", next.map(ObjectId::toHexString).orElse(null));
    }
}
