package io.muster.event.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.StaffEntry;
import org.bson.Document;

/** Events as the database holds them, for tests that fill it by hand. */
public final class StoredDocuments {
    private StoredDocuments() {}

    public static Document of(Event event) {
        Document document = new Document("_id", event.id())
                .append("managerId", event.managerId())
                .append("status", event.status().wireName());
        for (EventField field : EventField.values()) {
            event.field(field).ifPresent(value -> document.append(field.wireName(), value(value)));
        }
        return document.append("roles", roles(event))
                .append(
                        "accepted_staff",
                        event.accepted().stream().map(StoredDocuments::entry).toList())
                .append(
                        "declined_staff",
                        event.declined().stream().map(StoredDocuments::entry).toList())
                .append("accepted_count", event.accepted().size())
                .append("declined_count", event.declined().size())
                .append("role_stats", stats(event))
                .append("audience_user_keys", event.audience().userKeys())
                .append("audience_team_ids", event.audience().teamIds())
                .append("barred_user_keys", event.barred())
                .append("version", event.version())
                .append("managerVersion", event.managerVersion())
                .append("createdAt", Date.from(event.createdAt()))
                .append("updatedAt", Date.from(event.updatedAt()))
                .append("audience", audience(event))
                .append("ord", Ord.of(event))
                .append("endsAt", Date.from(event.endsAt()));
    }

    private static Object value(Object value) {
        if (value instanceof Instant instant) {
            return Date.from(instant);
        }
        return value instanceof Integer || value instanceof Double ? value : value.toString();
    }

    private static List<Document> roles(Event event) {
        return event.roles().stream()
                .map(role -> new Document("role", role.name())
                        .append("key", role.key())
                        .append("count", role.count()))
                .toList();
    }

    private static Document entry(StaffEntry entry) {
        return new Document("userKey", entry.userKey())
                .append("role", entry.role().orElse(null))
                .append("key", entry.key().orElse(null))
                .append("respondedAt", Date.from(entry.respondedAt()))
                .append("version", entry.version());
    }

    private static List<Document> stats(Event event) {
        return event.roleStats().stream()
                .map(stats -> new Document("role", stats.role())
                        .append("key", stats.key())
                        .append("capacity", stats.capacity())
                        .append("taken", stats.taken())
                        .append("remaining", stats.remaining())
                        .append("is_full", stats.isFull()))
                .toList();
    }

    private static List<String> audience(Event event) {
        if (event.status() == EventStatus.DRAFT) {
            return List.of();
        }
        if (event.audience().isEveryone()) {
            return List.of("*", "*|" + event.managerId());
        }
        List<String> audience = new ArrayList<>();
        event.audience().userKeys().forEach(userKey -> audience.add("u|" + userKey));
        event.audience().teamIds().forEach(teamId -> audience.add("t|" + teamId));
        return audience;
    }
}
