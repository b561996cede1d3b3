package io.muster.event;

import java.time.LocalTime;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import static io.muster.event.Documents.list;
import static io.muster.event.Documents.number;
import static io.muster.event.Documents.strings;

/**
 * An event as the collection {@code events} holds it, with what lists find it by ({@code audience}, {@code ord},
 * {@code endsAt}) and what other readers want counted ({@code role_stats} and the two counts).
 */
public final class EventDocuments {
    public static final String ACCEPTED = "accepted_staff";
    public static final String DECLINED = "declined_staff";
    static final String STATUS = "status";
    static final String ROLES = "roles";
    static final String AUDIENCE_USER_KEYS = "audience_user_keys";
    static final String AUDIENCE_TEAM_IDS = "audience_team_ids";
    static final String BARRED = "barred_user_keys";
    static final String VERSION = "version";
    static final String MANAGER_VERSION = "managerVersion";
    static final String ACCEPTED_COUNT = "accepted_count";
    static final String DECLINED_COUNT = "declined_count";
    static final String ROLE_STATS = "role_stats";
    static final String UPDATED_AT = "updatedAt";
    static final String ENDS_AT = "endsAt";

    private EventDocuments() {}

    /** The whole document. */
    public static Document of(Event event) {
        return head(event)
                .append(
                        ACCEPTED,
                        event.accepted().stream().map(EventDocuments::entry).toList())
                .append(
                        DECLINED,
                        event.declined().stream().map(EventDocuments::entry).toList());
    }

    /** The document without its people. */
    static Document head(Event event) {
        Document head = new Document("_id", event.id())
                .append("managerId", event.managerId())
                .append(STATUS, event.status().wireName());
        event.fields()
                .forEach((field, value) -> head.append(field.wireName(), FieldValues.stored(field.kind(), value)));
        head.append(ROLES, event.roles().stream().map(EventDocuments::role).toList())
                .append(AUDIENCE_USER_KEYS, List.copyOf(event.audience().userKeys()))
                .append(AUDIENCE_TEAM_IDS, List.copyOf(event.audience().teamIds()))
                .append(BARRED, List.copyOf(event.barred()))
                .append(AudienceKeys.FIELD, AudienceKeys.of(event))
                .append(VERSION, event.version())
                .append(MANAGER_VERSION, event.managerVersion())
                .append("createdAt", Date.from(event.createdAt()))
                .append(UPDATED_AT, Date.from(event.updatedAt()))
                .append(ACCEPTED_COUNT, event.accepted().size())
                .append(DECLINED_COUNT, event.declined().size())
                .append(
                        ROLE_STATS,
                        event.roleStats().stream().map(EventDocuments::stats).toList());
        if (event.deleted()) {
            head.append("deletedAt", Date.from(event.updatedAt()));
        } else {
            head.append(Ord.FIELD, Ord.of(event)).append(ENDS_AT, Date.from(event.endsAt()));
        }
        return head;
    }

    /** Reads a document; lists that a projection left out read as empty. */
    public static Event event(Document document) {
        return new Event(
                document.getObjectId("_id"),
                document.getString("managerId"),
                EventStatus.ofWireName(document.getString(STATUS)).orElseThrow(),
                fields(document),
                list(document, ROLES).stream().map(EventDocuments::role).toList(),
                entries(document, ACCEPTED, Response.ACCEPT),
                entries(document, DECLINED, Response.DECLINE),
                new Audience(strings(document, AUDIENCE_USER_KEYS), strings(document, AUDIENCE_TEAM_IDS)),
                strings(document, BARRED),
                number(document, VERSION),
                number(document, MANAGER_VERSION),
                Documents.instant(document, "createdAt"),
                Documents.instant(document, UPDATED_AT),
                document.containsKey("deletedAt"));
    }

    static Document role(Role role) {
        Document document =
                new Document("role", role.name()).append("key", role.key()).append("count", role.count());
        appendTime(document, "call_time", role.callTime());
        appendTime(document, "start_time", role.startTime());
        appendTime(document, "end_time", role.endTime());
        return document;
    }

    static Role role(Document role) {
        return new Role(
                role.getString("role"),
                role.getString("key"),
                (int) number(role, "count"),
                Documents.time(role, "call_time"),
                Documents.time(role, "start_time"),
                Documents.time(role, "end_time"));
    }

    static Document stats(RoleStats stats) {
        return new Document("role", stats.role())
                .append("key", stats.key())
                .append("capacity", stats.capacity())
                .append("taken", stats.taken())
                .append("remaining", stats.remaining())
                .append("is_full", stats.isFull());
    }

    public static RoleStats stats(Document stats) {
        return new RoleStats(stats.getString("role"), stats.getString("key"), (int) number(stats, "capacity"), (int)
                number(stats, "taken"));
    }

    static Document entry(StaffEntry entry) {
        Document document = new Document("userKey", entry.userKey());
        entry.role().ifPresent(role -> document.append("role", role));
        entry.key().ifPresent(key -> document.append("key", key));
        return document.append("respondedAt", Date.from(entry.respondedAt())).append(VERSION, entry.version());
    }

    static StaffEntry entry(Document entry, String userKey, Response response) {
        return new StaffEntry(
                userKey,
                response,
                Optional.ofNullable(entry.getString("role")),
                Optional.ofNullable(entry.getString("key")),
                Documents.instant(entry, "respondedAt"),
                number(entry, VERSION));
    }

    static Map<EventField, Object> fields(Document document) {
        Map<EventField, Object> fields = new EnumMap<>(EventField.class);
        for (EventField field : EventField.values()) {
            Object value = document.get(field.wireName());
            if (value != null) {
                fields.put(field, FieldValues.read(field.kind(), value));
            }
        }
        return fields;
    }

    private static List<StaffEntry> entries(Document document, String name, Response response) {
        return list(document, name).stream()
                .map(entry -> entry(entry, entry.getString("userKey"), response))
                .toList();
    }

    private static void appendTime(Document document, String name, @Nullable LocalTime time) {
        if (time != null) {
            document.append(name, time.toString());
        }
    }
}
