package io.muster.api.live;

import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.JournalView;
import io.muster.api.view.Json;
import io.muster.api.view.RoleStatsJson;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.live.Notice;
import io.muster.live.step.Step;

/** The data of a frame about a step; subclasses add what is for one kind of receiver. */
abstract class StepData {
    /** The fields of an event's audience; no frame contains them. */
    static final Set<String> WHOM_FOR = Set.of("audience_user_keys", "audience_team_ids", "waves", "barred_user_keys");

    final Step step;
    final Notice notice;

    StepData(Step step, Notice notice) {
        this.step = step;
        this.notice = notice;
    }

    ObjectNode json() {
        ObjectNode data = head();
        body().accept(data);
        return data;
    }

    /** Adds the members of the frame's type. A type without a case does not compile. */
    private Consumer<ObjectNode> body() {
        return switch (notice.type()) {
            case RESPONSE -> this::response;
            case ASSIGNED, MOVED -> this::assignment;
            case CONFIRMED -> this::confirmation;
            case REKEYED -> this::rekeying;
            case REMOVED -> this::removal;
            case FULFILLED -> this::figures;
            case UPDATED -> this::update;
            case CREATED, PUBLISHED, UNPUBLISHED, CANCELED, COMPLETED, REOPENED -> this::event;
            case HIDDEN -> this::hidden;
            case DELETED -> data -> {};
        };
    }

    private void update(ObjectNode data) {
        data.set("changed", Json.strings(changed()));
        JournalView.renamed(step.line()).ifPresent(renamed -> data.set("renamed", renamed));
        event(data);
    }

    abstract void response(ObjectNode data);

    /** The manager put a person in, or into another role. */
    abstract void assignment(ObjectNode data);

    /** A person who is in has confirmed times and place. */
    abstract void confirmation(ObjectNode data);

    /** A person is known by another userKey. */
    abstract void rekeying(ObjectNode data);

    abstract void removal(ObjectNode data);

    /** The event as the receiver sees it after the step. */
    abstract void event(ObjectNode data);

    /** The names of the changed fields, as far as the receiver may know them. */
    abstract Set<String> changed();

    abstract void hidden(ObjectNode data);

    /** The event, the version or versions, the time, and whether the frame stands for them. */
    private ObjectNode head() {
        JournalEntry line = step.line();
        String eventId = line.eventId().toHexString();
        ObjectNode data = Json.object();
        data.put("eventId", eventId);
        data.put("id", eventId);
        notice.fromVersion().ifPresent(first -> data.put("fromVersion", first));
        data.put("version", line.version());
        data.put("timestamp", Json.instant(line.at()));
        if (notice.stepping()) {
            data.put("step", true);
        }
        return data;
    }

    /** The figures of the event after the step; nothing about a person. */
    void figures(ObjectNode data) {
        JournalEntry.After after = step.line().after();
        data.put("acceptedCount", after.accepted());
        data.put("standbyCount", after.standby());
        data.put("declinedCount", after.declined());
        data.set("roleStats", RoleStatsJson.of(after.roles()));
        data.put("status", after.status().wireName());
    }

    /** What the line says of a person, without who it is. */
    final void said(ObjectNode data) {
        step.line().entry().ifPresent(entry -> said(data, entry));
        if (step.line().kind() == JournalEntry.Kind.PROMOTED) {
            data.put("promoted", true);
        }
    }

    /** A response, without the person. */
    static void said(ObjectNode data, StaffEntry entry) {
        data.put("response", entry.response().wireName());
        data.set("role", Json.text(entry.role()));
    }
}
