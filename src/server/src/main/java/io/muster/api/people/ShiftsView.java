package io.muster.api.people;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.Json;
import io.muster.event.Attendance;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventTimes;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import org.bson.types.ObjectId;

/** The events that a member is in or on standby for as JSON (docs/api.md#member-shifts). */
final class ShiftsView {
    private static final List<EventField> FIELDS = List.of(
            EventField.EVENT_NAME,
            EventField.CLIENT_NAME,
            EventField.VENUE_NAME,
            EventField.DATE,
            EventField.START_TIME,
            EventField.END_TIME,
            EventField.TIMEZONE);

    private static final double MINUTES_AN_HOUR = 60;
    private static final int HUNDREDTHS = 100;

    private ShiftsView() {}

    /**
     * @param userKeys all by which the member may be named
     * @param attendance what is noted of the person, by event
     * @param max the most events; whether there are more is said
     */
    static ObjectNode of(Set<String> userKeys, List<Event> events, Map<ObjectId, Attendance> attendance, int max) {
        ObjectNode json = Json.object();
        ArrayNode shifts = json.putArray("shifts");
        events.stream()
                .limit(max)
                .forEach(event -> userKeys.stream()
                        .flatMap(userKey -> event.currentEntry(userKey).stream())
                        .findFirst()
                        .ifPresent(entry -> put(
                                shifts.addObject(), event, entry, Optional.ofNullable(attendance.get(event.id())))));
        return json.put("truncated", events.size() > max);
    }

    private static void put(ObjectNode shift, Event event, StaffEntry entry, Optional<Attendance> noted) {
        Optional<Role> role = entry.key().flatMap(event::role);
        shift.put("eventId", event.id().toHexString());
        shift.put("status", event.status().wireName());
        FIELDS.forEach(field ->
                shift.set(field.wireName(), Json.value(event.field(field).orElse(null))));
        shift.put("endsAt", Json.instant(event.endsAt()));
        shift.put("response", entry.response().wireName());
        shift.set("role", Json.text(entry.role()));
        shift.set(
                "call_time",
                Json.text(role.flatMap(it -> Optional.ofNullable(it.callTime())).map(LocalTime::toString)));
        shift.set("hours", hours(role.flatMap(it -> EventTimes.lengthOf(event.fields(), it))));
        shift.put("confirmed", !event.terms().isUnconfirmed(entry));
        shift.set("attendance", Json.text(noted.map(it -> it.state().wireName())));
        shift.set("attendance_at", Json.text(noted.map(it -> Json.instant(it.at()))));
    }

    private static JsonNode hours(Optional<Duration> length) {
        return length.<JsonNode>map(it -> DoubleNode.valueOf(
                        Math.round(it.toMinutes() / MINUTES_AN_HOUR * HUNDREDTHS) / (double) HUNDREDTHS))
                .orElseGet(NullNode::getInstance);
    }
}
