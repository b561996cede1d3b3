package io.muster.api.live;

import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.Json;
import io.muster.api.view.Stats;
import io.muster.event.JournalEntry;
import io.muster.event.StaffEntry;
import io.muster.live.Notice;
import io.muster.live.Step;

/** What a frame says of a step; each kind of receiver fills in what is for it alone. */
abstract class StepData {
    final Step step;
    final Notice notice;

    StepData(Step step, Notice notice) {
        this.step = step;
        this.notice = notice;
    }

    ObjectNode json() {
        ObjectNode data = head();
        switch (notice.type()) {
            case RESPONSE -> response(data);
            case REMOVED -> removal(data);
            case FULFILLED -> figures(data);
            case UPDATED -> {
                data.set("changed", Json.strings(changed()));
                event(data);
            }
            case CREATED, PUBLISHED, UNPUBLISHED, CANCELED, COMPLETED -> event(data);
            case HIDDEN -> hidden(data);
            case DELETED -> {}
        }
        return data;
    }

    abstract void response(ObjectNode data);

    abstract void removal(ObjectNode data);

    /** The event as the receiver sees it after the step. */
    abstract void event(ObjectNode data);

    /** The names of what was changed, as far as the receiver may know. */
    abstract Set<String> changed();

    abstract void hidden(ObjectNode data);

    /** Which event, which version, when, and whether the frame stands for the version. */
    private ObjectNode head() {
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

    /** How full the event is after the step; nothing about a person. */
    final void figures(ObjectNode data) {
        JournalEntry.After after = step.line().after();
        data.put("acceptedCount", after.accepted());
        data.put("declinedCount", after.declined());
        data.set("roleStats", Stats.of(after.roles()));
        data.put("status", after.status().wireName());
    }

    /** A response, without who gave it. */
    static void said(ObjectNode data, StaffEntry entry) {
        data.put("response", entry.response().wireName());
        data.set("role", Json.text(entry.role()));
    }
}
