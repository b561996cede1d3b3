package io.muster.api.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.store.read.Figures;
import io.muster.store.read.StoredEvent;

/** The members of an event that everybody who sees it may see. */
final class CommonView {
    private CommonView() {}

    static ObjectNode of(StoredEvent stored) {
        Event event = stored.event();
        Figures figures = stored.figures();
        ObjectNode json = Json.object();
        json.put("id", event.id().toHexString());
        json.put("_id", event.id().toHexString());
        json.put("managerId", event.managerId());
        json.put("status", event.status().wireName());
        for (EventField field : EventField.values()) {
            if (!field.isContact() && !field.isForManagerAlone()) {
                field(json, event, field);
            }
        }
        event.field(EventField.EVENT_NAME)
                .filter(name -> event.field(EventField.SHIFT_NAME).isEmpty())
                .ifPresent(name -> json.set(EventField.SHIFT_NAME.wireName(), Json.value(name)));
        json.put("endsAt", Json.instant(event.endsAt()));
        json.set("roles", roles(event));
        json.put("accepted_count", figures.people().count(Response.ACCEPT));
        json.put("standby_count", figures.people().count(Response.STANDBY));
        json.put("declined_count", figures.people().count(Response.DECLINE));
        json.set("role_stats", RoleStatsJson.of(figures.roles()));
        json.put("version", event.version());
        json.put("createdAt", Json.instant(event.createdAt()));
        json.put("updatedAt", Json.instant(event.updatedAt()));
        return json;
    }

    /** The contact fields, for those who may see them. */
    static void contacts(ObjectNode json, Event event) {
        for (EventField field : EventField.values()) {
            if (field.isContact()) {
                field(json, event, field);
            }
        }
    }

    static void field(ObjectNode json, Event event, EventField field) {
        json.set(field.wireName(), Json.value(event.field(field).orElse(null)));
    }

    private static ArrayNode roles(Event event) {
        ArrayNode roles = Json.array();
        for (Role role : event.roles()) {
            ObjectNode json = roles.addObject();
            json.put("role", role.name());
            json.put("count", role.count());
            json.set("call_time", Json.value(role.callTime()));
            json.set("start_time", Json.value(role.startTime()));
            json.set("end_time", Json.value(role.endTime()));
            json.put("waitlist", role.waitlist());
            json.put("approval", role.approval());
            json.put("standby_max", role.standbyMax());
            json.set("requires", Json.strings(role.requires()));
        }
        return roles;
    }
}
