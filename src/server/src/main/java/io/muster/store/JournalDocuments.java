package io.muster.store;

import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.mongodb.client.model.Filters;
import io.muster.event.EventField;
import io.muster.event.EventPatch;
import io.muster.event.EventStatus;
import io.muster.event.Refusal;
import io.muster.event.Response;
import io.muster.event.ResponseCounts;
import io.muster.event.RoleStats;
import io.muster.event.StaffEntry;
import io.muster.event.journal.Change;
import io.muster.event.journal.JournalEntry;
import org.bson.Document;
import org.bson.conversions.Bson;

import static io.muster.store.Documents.list;
import static io.muster.store.Documents.number;
import static io.muster.store.Documents.strings;

/** A journal entry as stored in the collection {@code journal} (docs/design.md#journal). */
public final class JournalDocuments {
    private static final String CAUSE = "cause";
    /** Absent where no refusal was set aside. */
    public static final String OVERRIDE = "override";

    /** Why, in the words of who did it. */
    public static final String REASON = "reason";

    static final String RENAMED = "renamed";
    private static final String FROM = "from";
    private static final String TO = "to";
    static final String ASKS_AGAIN = "asksAgain";

    /** Which rule about places at the same time the line was decided under: {@link #REFUSE}, or absent. */
    private static final String OVERLAP = "overlap";

    private static final String REFUSE = "refuse";

    /** The lines that were decided under the rule that nobody has two places at the same time. */
    public static final Bson OF_REFUSED_OVERLAP = Filters.eq(OVERLAP, REFUSE);

    private static final String UNCONFIRMED = "unconfirmed";

    private JournalDocuments() {}

    public static Document of(JournalEntry line) {
        Document document = new Document("_id", JournalFields.id(line.eventId(), line.version()))
                .append(JournalFields.EVENT_ID, line.eventId())
                .append(JournalFields.AT, Date.from(line.at()))
                .append("kind", line.kind().wireName())
                .append(JournalFields.MANAGER_ID, line.managerId());
        line.userKey().ifPresent(userKey -> document.append(JournalFields.USER_KEY, userKey));
        line.change().from().ifPresent(from -> document.append(JournalFields.FROM, from));
        line.entry().ifPresent(entry -> document.append("entry", entry(entry)));
        line.reason().ifPresent(reason -> document.append(REASON, reason));
        line.cause().ifPresent(cause -> document.append(CAUSE, cause));
        if (!line.change().override().isEmpty()) {
            document.append(
                    OVERRIDE,
                    line.change().override().stream().map(Enum::name).sorted().toList());
        }
        if (line.refusesOverlap()) {
            document.append(OVERLAP, REFUSE);
        }
        if (line.change().asksAgain()) {
            document.append(ASKS_AGAIN, true);
        }
        document.append(JournalFields.ACTOR, line.actor())
                .append(JournalFields.REQUEST_KEY, line.requestKey())
                .append("fingerprint", line.fingerprint());
        Document set = set(line);
        if (!set.isEmpty()) {
            document.append("set", set);
        }
        List<String> unset = unset(line.change().patch());
        if (!unset.isEmpty()) {
            document.append("unset", unset);
        }
        Map<String, String> renamed = line.change().patch().renamed();
        if (!renamed.isEmpty()) {
            document.append(
                    RENAMED,
                    renamed.entrySet().stream()
                            .map(each -> new Document(FROM, each.getKey()).append(TO, each.getValue()))
                            .toList());
        }
        line.audienceBefore()
                .ifPresent(before -> document.append(JournalFields.AUDIENCE_BEFORE, AudienceDocuments.before(before)));
        document.append("status", line.after().status().wireName());
        for (Response response : Response.values()) {
            int count = line.after().people().count(response);
            if (StaffFields.isStored(response, count)) {
                document.append(StaffFields.journaledCount(response), count);
            }
        }
        if (line.after().unconfirmed() > 0) {
            document.append(UNCONFIRMED, line.after().unconfirmed());
        }
        return document.append(
                        "roles",
                        line.after().roles().stream()
                                .map(JournalDocuments::stats)
                                .toList())
                .append("n", line.place())
                .append("of", line.of());
    }

    /** @throws IllegalStateException for a line that this version of the service does not understand */
    public static JournalEntry entry(Document document) {
        try {
            return read(document);
        } catch (IllegalStateException notUnderstood) {
            throw notUnderstood;
        } catch (RuntimeException notUnderstood) {
            throw new IllegalStateException(
                    "the journal holds a line that this version does not understand", notUnderstood);
        }
    }

    /**
     * The response that a line left of the person concerned, of a line of which nothing else was read; empty if it left none.
     *
     * @throws RuntimeException where it cannot be read
     */
    public static Optional<StaffEntry> response(Document document) {
        return Optional.ofNullable(document.get("entry", Document.class))
                .map(response -> entry(response, document.getString("userKey")));
    }

    private static JournalEntry read(Document document) {
        Document id = document.get("_id", Document.class);
        Document set = document.get("set", new Document());
        JournalEntry.After after = new JournalEntry.After(
                EventStatus.ofWireName(document.getString("status")).orElseThrow(),
                ResponseCounts.of(response -> (int) number(document, StaffFields.journaledCount(response))),
                list(document, "roles").stream().map(RoleDocuments::stats).toList(),
                (int) number(document, UNCONFIRMED));
        return new JournalEntry(
                id.getObjectId(JournalFields.ID_EVENT),
                number(id, JournalFields.ID_VERSION),
                Documents.instant(document, JournalFields.AT),
                document.getString(JournalFields.MANAGER_ID),
                change(document, patch(set, strings(document, "unset"), renamed(document)), after.status()),
                document.getString(JournalFields.ACTOR),
                document.getString(JournalFields.REQUEST_KEY),
                document.getString("fingerprint"),
                set.containsKey(EventDocuments.STATUS),
                Optional.ofNullable(document.get(JournalFields.AUDIENCE_BEFORE, Document.class))
                        .map(AudienceDocuments::before),
                after,
                (int) number(document, "n"),
                (int) number(document, "of"),
                REFUSE.equals(document.getString(OVERLAP)));
    }

    private static Change change(Document document, EventPatch patch, EventStatus status) {
        Optional<String> userKey = Optional.ofNullable(document.getString(JournalFields.USER_KEY));
        Optional<StaffEntry> entry = Optional.ofNullable(document.get("entry", Document.class))
                .map(response -> entry(response, userKey.orElseThrow()));
        Optional<Long> cause = document.containsKey(CAUSE) ? Optional.of(number(document, CAUSE)) : Optional.empty();
        Optional<String> reason = Optional.ofNullable(document.getString(REASON));
        JournalEntry.Kind kind = JournalEntry.Kind.ofWireName(document.getString("kind"));
        return switch (kind) {
            case CREATED -> new Change.Created(status, patch);
            case UPDATED -> new Change.Updated(patch, document.getBoolean(ASKS_AGAIN, false));
            case PUBLISHED -> new Change.Published(patch.audience());
            case UNPUBLISHED -> Change.Moved.UNPUBLISHED;
            case CANCELLED -> new Change.Cancelled(reason);
            case COMPLETED -> Change.Moved.COMPLETED;
            case REOPENED -> new Change.Reopened(patch.fields().containsKey(EventField.CANCEL_REASON));
            case DELETED -> Change.Moved.DELETED;
            case ACCEPTED, STANDBY, DECLINED -> new Change.Responded(entry.orElseThrow(), reason);
            case PROMOTED, ASSIGNED, MOVED -> new Change.Placed(kind, entry.orElseThrow(), cause, override(document));
            case REFUSED -> new Change.Refused(entry.orElseThrow(), patch.barred(), reason);
            case CONFIRMED -> new Change.Confirmed(entry.orElseThrow());
            case REKEYED ->
                new Change.Rekeyed(
                        document.getString(JournalFields.FROM),
                        userKey.orElseThrow(),
                        entry,
                        patch.audience(),
                        patch.barred());
            case REMOVED -> new Change.Removed(userKey.orElseThrow(), patch.barred(), reason);
            case REPAIRED -> new Change.Repaired(userKey, entry);
            case ERASED -> Change.Erased.ONE;
        };
    }

    /** The stored fields that a change set, by their names in an event, with the values after it. */
    private static Document set(JournalEntry line) {
        EventPatch patch = line.change().patch();
        Document set = new Document();
        patch.fields()
                .forEach((field, value) -> value.ifPresent(
                        present -> set.append(field.wireName(), FieldValues.stored(field.kind(), present))));
        AudienceDocuments.append(set, patch.audience());
        patch.barred().ifPresent(barred -> set.append(EventDocuments.BARRED, List.copyOf(barred)));
        patch.roles()
                .ifPresent(roles -> set.append(
                        EventDocuments.ROLES,
                        roles.stream().map(RoleDocuments::of).toList()));
        if (line.newStatus()) {
            set.append(EventDocuments.STATUS, line.after().status().wireName());
        }
        return set;
    }

    /** The stored fields that a change cleared. */
    private static List<String> unset(EventPatch patch) {
        return patch.fields().entrySet().stream()
                .filter(field -> field.getValue().isEmpty())
                .map(field -> field.getKey().wireName())
                .toList();
    }

    /** Reads what a change set and cleared; a name that this version does not know is left out. */
    private static EventPatch patch(Document set, List<String> unset, Map<String, String> renamed) {
        Map<EventField, Optional<Object>> fields = new EnumMap<>(EventField.class);
        unset.forEach(name -> EventField.ofWireName(name).ifPresent(field -> fields.put(field, Optional.empty())));
        EventDocuments.fields(set).forEach((field, value) -> fields.put(field, Optional.of(value)));
        return new EventPatch(
                fields,
                Optional.ofNullable(set.getList(EventDocuments.ROLES, Document.class))
                        .map(roles -> roles.stream().map(RoleDocuments::role).toList()),
                AudienceDocuments.patch(set),
                Optional.ofNullable(set.getList(EventDocuments.BARRED, String.class)),
                renamed);
    }

    /** @throws IllegalArgumentException for a refusal that this version does not know */
    private static Set<Refusal.Reason> override(Document document) {
        return strings(document, OVERRIDE).stream()
                .map(Refusal.Reason::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A list, since a name may have dots. */
    private static Map<String, String> renamed(Document document) {
        return document.getList(RENAMED, Document.class, List.of()).stream()
                .collect(Collectors.toMap(each -> each.getString(FROM), each -> each.getString(TO)));
    }

    private static Document entry(StaffEntry entry) {
        Document document = StaffDocuments.of(entry);
        document.remove(JournalFields.USER_KEY);
        return document.append("response", entry.response().wireName());
    }

    private static StaffEntry entry(Document entry, String userKey) {
        return StaffDocuments.entry(
                entry, userKey, Response.ofWireName(entry.getString("response")).orElseThrow());
    }

    private static Document stats(RoleStats stats) {
        Document document = new Document("key", stats.key())
                .append("role", stats.role())
                .append("capacity", stats.capacity())
                .append("taken", stats.taken());
        return RoleDocuments.appendStandby(document, stats);
    }
}
