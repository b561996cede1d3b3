package io.muster.store;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;

import io.muster.event.Response;
import io.muster.event.StaffEntry;
import io.muster.event.StandbyReason;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

import static io.muster.store.Documents.number;

/** One person's response as stored, in an event's lists and in a line of the journal (docs/design.md#events). */
public final class StaffDocuments {
    /** Absent where it is the entry's version, as it is of entries from before there was a standby list. */
    private static final String SINCE = "since";

    /** Absent where it is the entry's version: of who came in by an own response, and of entries from before there was a confirmation. */
    public static final String CONFIRMED = "confirmed";

    private static final String REASON = "reason";
    private static final String BY = "by";
    private static final String MANAGER = "manager";

    private StaffDocuments() {}

    /** Without a userKey it is nobody's. Whose role's key cannot be read takes no place, and the database counts none either. */
    static @Nullable StaffEntry readable(StoredFields entry, Response response) {
        String userKey = entry.text("userKey");
        if (userKey == null) {
            entry.damage("userKey");
            return null;
        }
        Instant respondedAt = entry.instant("respondedAt");
        if (respondedAt == null) {
            entry.damage("respondedAt");
        }
        long version = entry.number(EventDocuments.VERSION);
        return new StaffEntry(
                userKey,
                response,
                Optional.ofNullable(entry.text("role")),
                Optional.ofNullable(entry.text("key")),
                respondedAt == null ? Instant.EPOCH : respondedAt,
                version,
                since(entry.number(SINCE), version),
                reason(entry, response),
                MANAGER.equals(entry.text(BY)),
                entry.has(CONFIRMED) ? entry.number(CONFIRMED) : version);
    }

    /** Who is on standby waits, unless it says that the manager is to decide. */
    private static Optional<StandbyReason> reason(StoredFields entry, Response response) {
        StandbyReason reason = entry.read(REASON, StaffDocuments::reason);
        if (response != Response.STANDBY || reason != null) {
            return Optional.ofNullable(reason);
        }
        entry.damage(REASON);
        return Optional.of(StandbyReason.FULL);
    }

    private static long since(long stored, long version) {
        return stored == 0 ? version : stored;
    }

    private static StandbyReason reason(Object name) {
        return StandbyReason.ofWireName((String) name).orElseThrow();
    }

    public static Document of(StaffEntry entry) {
        Document document = new Document("userKey", entry.userKey());
        entry.role().ifPresent(role -> document.append("role", role));
        entry.key().ifPresent(key -> document.append("key", key));
        document.append("respondedAt", Date.from(entry.respondedAt())).append(EventDocuments.VERSION, entry.version());
        if (entry.since() != entry.version()) {
            document.append(SINCE, entry.since());
        }
        entry.reason().ifPresent(reason -> document.append(REASON, reason.wireName()));
        if (entry.byManager()) {
            document.append(BY, MANAGER);
        }
        if (entry.confirmed() != entry.version()) {
            document.append(CONFIRMED, entry.confirmed());
        }
        return document;
    }

    public static StaffEntry entry(Document entry, String userKey, Response response) {
        long version = number(entry, EventDocuments.VERSION);
        return new StaffEntry(
                userKey,
                response,
                Optional.ofNullable(entry.getString("role")),
                Optional.ofNullable(entry.getString("key")),
                Documents.instant(entry, "respondedAt"),
                version,
                since(number(entry, SINCE), version),
                Optional.ofNullable(entry.getString(REASON)).map(StaffDocuments::reason),
                MANAGER.equals(entry.getString(BY)),
                entry.containsKey(CONFIRMED) ? number(entry, CONFIRMED) : version);
    }
}
