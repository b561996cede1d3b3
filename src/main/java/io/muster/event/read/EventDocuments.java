package io.muster.event.read;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.RoleStats;
import io.muster.event.StaffEntry;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Reads an event as the database holds it. What a projection left out reads as empty. */
final class EventDocuments {
    private EventDocuments() {}

    static StoredEvent stored(Document document) {
        return new StoredEvent(event(document), figures(document));
    }

    private static Event event(Document document) {
        return new Event(
                document.getObjectId("_id"),
                document.getString("managerId"),
                EventStatus.ofWireName(document.getString("status")).orElseThrow(),
                fields(document),
                list(document, "roles").stream().map(EventDocuments::role).toList(),
                entries(document, "accepted_staff", Response.ACCEPT),
                entries(document, "declined_staff", Response.DECLINE),
                new Audience(strings(document, "audience_user_keys"), strings(document, "audience_team_ids")),
                strings(document, "barred_user_keys"),
                number(document, "version"),
                number(document, "managerVersion"),
                instant(document, "createdAt"),
                instant(document, "updatedAt"),
                document.containsKey("deletedAt"));
    }

    private static Figures figures(Document document) {
        return new Figures(
                (int) number(document, "accepted_count"),
                (int) number(document, "declined_count"),
                list(document, "role_stats").stream().map(EventDocuments::stats).toList());
    }

    private static Map<EventField, Object> fields(Document document) {
        Map<EventField, Object> fields = new EnumMap<>(EventField.class);
        for (EventField field : EventField.values()) {
            Object value = document.get(field.wireName());
            if (value != null) {
                fields.put(field, value(field.kind(), value));
            }
        }
        return fields;
    }

    private static Object value(EventField.Kind kind, Object value) {
        return switch (kind) {
            case DATE -> LocalDate.parse((String) value);
            case TIME -> LocalTime.parse((String) value);
            case ZONE -> ZoneId.of((String) value);
            case INSTANT -> ((Date) value).toInstant();
            case LATITUDE, LONGITUDE -> ((Number) value).doubleValue();
            case COUNT -> ((Number) value).intValue();
            default -> value;
        };
    }

    private static Role role(Document role) {
        return new Role(
                role.getString("role"),
                role.getString("key"),
                (int) number(role, "count"),
                time(role, "call_time"),
                time(role, "start_time"),
                time(role, "end_time"));
    }

    private static @Nullable LocalTime time(Document role, String name) {
        String time = role.getString(name);
        return time == null ? null : LocalTime.parse(time);
    }

    private static RoleStats stats(Document stats) {
        return new RoleStats(stats.getString("role"), stats.getString("key"), (int) number(stats, "capacity"), (int)
                number(stats, "taken"));
    }

    private static List<StaffEntry> entries(Document document, String name, Response response) {
        return list(document, name).stream()
                .map(entry -> entry(entry, response))
                .toList();
    }

    static StaffEntry entry(Document entry, Response response) {
        return new StaffEntry(
                entry.getString("userKey"),
                response,
                Optional.ofNullable(entry.getString("role")),
                Optional.ofNullable(entry.getString("key")),
                instant(entry, "respondedAt"),
                number(entry, "version"));
    }

    static List<String> strings(Document document, String name) {
        return document.getList(name, String.class, List.of());
    }

    static List<Document> list(Document document, String name) {
        return document.getList(name, Document.class, List.of());
    }

    static long number(Document document, String name) {
        return ((Number) document.getOrDefault(name, 0)).longValue();
    }

    static Instant instant(Document document, String name) {
        return document.getDate(name).toInstant();
    }
}
