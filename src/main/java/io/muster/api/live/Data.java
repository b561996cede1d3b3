package io.muster.api.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.Json;
import io.muster.api.view.Stats;
import io.muster.event.JournalEntry;
import io.muster.event.StaffEntry;
import io.muster.live.Notice;
import io.muster.live.Step;

/** What every receiver is told alike. None of it is about a person. */
final class Data {
    private Data() {}

    /** What every frame says: which event, which version, when, and whether it stands for the version. */
    static ObjectNode of(Step step, Notice notice) {
        JournalEntry line = step.line();
        String eventId = line.eventId().toHexString();
        ObjectNode data = Json.object();
        data.put("eventId", eventId);
        data.put("id", eventId);
        data.put("version", line.version());
        data.put("timestamp", Json.instant(line.at()));
        if (notice.stepping()) {
            data.put("step", true);
        }
        return data;
    }

    /** How full the event is after the step. */
    static void figures(ObjectNode data, Step step) {
        JournalEntry.After after = step.line().after();
        data.put("acceptedCount", after.accepted());
        data.put("declinedCount", after.declined());
        data.set("roleStats", Stats.of(after.roles()));
        data.put("status", after.status().wireName());
    }

    /** A response, without who gave it. */
    static void response(ObjectNode data, StaffEntry entry) {
        data.put("response", entry.response().wireName());
        data.set("role", Json.text(entry.role()));
    }
}
