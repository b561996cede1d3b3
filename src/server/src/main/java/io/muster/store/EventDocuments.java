package io.muster.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.muster.event.Audience;
import io.muster.event.AudienceKeys;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.event.ResponseCounts;
import io.muster.event.Roster;
import io.muster.event.SortKey;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * An event as stored in the collection {@code events} (docs/design.md#events), with the fields that lists query ({@code
 * audience}, {@code ord}, {@code endsAt}) and the counts that lists show ({@code role_stats} and two more).
 */
public final class EventDocuments {
    public static final String MANAGER_ID = "managerId";
    public static final String STATUS = "status";
    public static final String ROLES = "roles";
    public static final String AUDIENCE_USER_KEYS = "audience_user_keys";
    public static final String AUDIENCE_TEAM_IDS = "audience_team_ids";
    /** Absent where there are none. */
    public static final String WAVES = "waves";

    public static final String BARRED = "barred_user_keys";
    public static final String VERSION = "version";
    public static final String MANAGER_VERSION = "managerVersion";
    public static final String ROLE_STATS = "role_stats";
    public static final String CREATED_AT = "createdAt";
    public static final String UPDATED_AT = "updatedAt";
    public static final String DELETED_AT = "deletedAt";
    public static final String ENDS_AT = "endsAt";

    /** Absent where nothing of times and place changed that who is in may not know. */
    public static final String TERMS = "terms";

    /** Nobody's userKey. A list that has it differs from every list that a manager may set, so that any of them mends it. */
    private static final String UNREADABLE = "unreadable";

    private static final Audience NOBODY = new Audience(List.of(UNREADABLE), List.of());

    private EventDocuments() {}

    /** The whole document. */
    public static Document of(Event event) {
        Document whole = head(event);
        for (Response response : Response.values()) {
            whole.append(
                    StaffFields.list(response),
                    event.people().list(response).stream()
                            .map(StaffDocuments::of)
                            .toList());
        }
        return whole;
    }

    /** The document without its people. */
    public static Document head(Event event) {
        Document head = new Document("_id", event.id())
                .append(MANAGER_ID, event.managerId())
                .append(STATUS, event.status().wireName());
        event.fields()
                .forEach((field, value) -> head.append(field.wireName(), FieldValues.stored(field.kind(), value)));
        head.append(ROLES, event.roles().stream().map(RoleDocuments::of).toList())
                .append(AUDIENCE_USER_KEYS, List.copyOf(event.audience().userKeys()))
                .append(AUDIENCE_TEAM_IDS, List.copyOf(event.audience().teamIds()))
                .append(BARRED, List.copyOf(event.barred()))
                .append(AudienceKeys.FIELD, AudienceKeys.of(event))
                .append(VERSION, event.version())
                .append(MANAGER_VERSION, event.managerVersion())
                .append(CREATED_AT, Date.from(event.createdAt()))
                .append(UPDATED_AT, Date.from(event.updatedAt()));
        if (!event.audience().waves().isEmpty()) {
            head.append(WAVES, AudienceDocuments.of(event.audience().waves()));
        }
        ResponseCounts counts = event.people().counts();
        for (Response response : Response.values()) {
            int count = counts.count(response);
            if (StaffFields.isStored(response, count)) {
                head.append(StaffFields.count(response), count);
            }
        }
        int unconfirmed = event.unconfirmed();
        if (unconfirmed > 0) {
            head.append(StaffFields.UNCONFIRMED_COUNT, unconfirmed);
        }
        if (!event.terms().changes().isEmpty()) {
            head.append(TERMS, TermsDocuments.of(event.terms()));
        }
        head.append(
                ROLE_STATS, event.roleStats().stream().map(RoleDocuments::stats).toList());
        if (event.deleted()) {
            head.append(DELETED_AT, Date.from(event.updatedAt()));
        } else {
            head.append(SortKey.FIELD, SortKey.of(event)).append(ENDS_AT, Date.from(event.endsAt()));
        }
        return head;
    }

    /** Reads a document; a list that a projection left out is empty. One that no call could name reads as a tombstone. */
    public static Event event(Document document) {
        StoredFields stored = new StoredFields(document);
        Event event = event(document, stored);
        DamagedRecords.tell(CollectionNames.EVENTS, document.get("_id"), stored.damaged());
        return event;
    }

    /** The names of a document's fields that cannot be read as they are stored. */
    public static List<String> damagedIn(Document document) {
        StoredFields stored = new StoredFields(document);
        event(document, stored);
        return stored.damaged();
    }

    /**
     * Whether the document says whose event it is and at which version. Without these it is found by nobody and no change
     * fits it, so it is restored from its journal.
     */
    public static boolean isIdentified(BsonDocument stored) {
        return stored.isString(MANAGER_ID) && stored.isNumber(VERSION);
    }

    private static Event event(Document document, StoredFields stored) {
        ObjectId own = stored.read("_id", ObjectId.class::cast);
        ObjectId id = orElse(own, new ObjectId(new byte[12]));
        // Before the audience, which goes by it.
        List<String> barred = barred(stored);
        Instant createdAt = orElse(stored.instant(CREATED_AT), id.getDate().toInstant());
        return new Event(
                id,
                orElse(stored.text(MANAGER_ID), ""),
                orElse(stored.read(STATUS, EventDocuments::status), EventStatus.DRAFT),
                readable(stored),
                stored.list(ROLES, RoleDocuments::readable),
                Roster.of(response ->
                        stored.list(StaffFields.list(response), entry -> StaffDocuments.readable(entry, response))),
                audience(stored),
                barred,
                stored.number(VERSION),
                stored.number(MANAGER_VERSION),
                createdAt,
                orElse(stored.instant(UPDATED_AT), createdAt),
                document.containsKey(DELETED_AT) || own == null,
                TermsDocuments.read(stored));
    }

    private static EventStatus status(Object name) {
        return EventStatus.ofWireName((String) name).orElseThrow();
    }

    private static Map<EventField, Object> readable(StoredFields stored) {
        Map<EventField, Object> fields = new EnumMap<>(EventField.class);
        for (EventField field : EventField.values()) {
            Object value = stored.read(field.wireName(), it -> FieldValues.read(field.kind(), it));
            if (value != null) {
                fields.put(field, value);
            }
        }
        fields.computeIfAbsent(EventField.DATE, field -> instead(stored, field, LocalDate.EPOCH));
        // Not the zone of that name: one that is set to UTC is a change.
        fields.computeIfAbsent(EventField.TIMEZONE, field -> instead(stored, field, ZoneOffset.UTC));
        return fields;
    }

    private static Object instead(StoredFields stored, EventField field, Object value) {
        stored.damage(field.wireName());
        return value;
    }

    private static List<String> barred(StoredFields stored) {
        List<String> readable = stored.strings(BARRED);
        return stored.damaged().contains(BARRED)
                ? Stream.concat(readable.stream(), Stream.of(UNREADABLE)).toList()
                : readable;
    }

    /**
     * Lists of which nothing can be read are for nobody: empty ones would be for everyone. So it is where a part of those who are barred
     * cannot be read: nobody knows who was.
     */
    private static Audience audience(StoredFields stored) {
        if (stored.damaged().contains(BARRED)) {
            return NOBODY;
        }
        Audience audience = new Audience(
                stored.strings(AUDIENCE_USER_KEYS),
                stored.strings(AUDIENCE_TEAM_IDS),
                stored.list(WAVES, AudienceDocuments::readable));
        boolean lost = stored.damaged().contains(AUDIENCE_USER_KEYS)
                || stored.damaged().contains(AUDIENCE_TEAM_IDS);
        return lost && audience.isEveryone() ? NOBODY : audience;
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    public static Map<EventField, Object> fields(Document document) {
        Map<EventField, Object> fields = new EnumMap<>(EventField.class);
        for (EventField field : EventField.values()) {
            Object value = document.get(field.wireName());
            if (value != null) {
                fields.put(field, FieldValues.read(field.kind(), value));
            }
        }
        return fields;
    }
}
