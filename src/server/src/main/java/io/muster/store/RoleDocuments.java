package io.muster.store;

import java.time.LocalTime;

import io.muster.event.Role;
import io.muster.event.RoleStats;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

import static io.muster.store.Documents.number;

/** A role and its figures as stored, in an event and in a line of the journal (docs/design.md#events). */
public final class RoleDocuments {
    static final String WAITLIST = "waitlist";
    static final String APPROVAL = "approval";
    static final String STANDBY_MAX = "standby_max";
    static final String REQUIRES = "requires";
    private static final String STANDBY = "standby";

    private RoleDocuments() {}

    /** Without a name it is no role that anybody could choose. */
    static @Nullable Role readable(StoredFields role) {
        String name = role.text("role");
        if (name == null) {
            role.damage("role");
            return null;
        }
        String key = role.text("key");
        if (key == null) {
            role.damage("key");
            key = Role.keyOf(name);
        }
        return new Role(
                name,
                key,
                (int) role.number("count"),
                role.read("call_time", RoleDocuments::time),
                role.read("start_time", RoleDocuments::time),
                role.read("end_time", RoleDocuments::time),
                is(role, WAITLIST),
                is(role, APPROVAL),
                role.has(STANDBY_MAX) ? (int) role.number(STANDBY_MAX) : Role.STANDBY_MAX,
                role.strings(REQUIRES));
    }

    private static boolean is(StoredFields role, String name) {
        return Boolean.TRUE.equals(role.read(name, Boolean.class::cast));
    }

    private static LocalTime time(Object text) {
        return LocalTime.parse((String) text);
    }

    public static Document of(Role role) {
        Document document =
                new Document("role", role.name()).append("key", role.key()).append("count", role.count());
        appendTime(document, "call_time", role.callTime());
        appendTime(document, "start_time", role.startTime());
        appendTime(document, "end_time", role.endTime());
        if (role.waitlist()) {
            document.append(WAITLIST, true);
        }
        if (role.approval()) {
            document.append(APPROVAL, true);
        }
        if (role.standbyMax() != Role.STANDBY_MAX) {
            document.append(STANDBY_MAX, role.standbyMax());
        }
        if (!role.requires().isEmpty()) {
            document.append(REQUIRES, role.requires());
        }
        return document;
    }

    public static Role role(Document role) {
        return new Role(
                role.getString("role"),
                role.getString("key"),
                (int) number(role, "count"),
                Documents.time(role, "call_time"),
                Documents.time(role, "start_time"),
                Documents.time(role, "end_time"),
                role.getBoolean(WAITLIST, false),
                role.getBoolean(APPROVAL, false),
                role.containsKey(STANDBY_MAX) ? (int) number(role, STANDBY_MAX) : Role.STANDBY_MAX,
                Documents.strings(role, REQUIRES));
    }

    static Document stats(RoleStats stats) {
        Document document = new Document("role", stats.role())
                .append("key", stats.key())
                .append("capacity", stats.capacity())
                .append("taken", stats.taken())
                .append("remaining", stats.remaining())
                .append("is_full", stats.isFull());
        return appendStandby(document, stats);
    }

    /** Figures without a number on standby are those of a role nobody is on standby for. */
    static Document appendStandby(Document document, RoleStats stats) {
        return stats.standby() == 0 ? document : document.append(STANDBY, stats.standby());
    }

    public static RoleStats stats(Document stats) {
        return new RoleStats(
                stats.getString("role"),
                stats.getString("key"),
                (int) number(stats, "capacity"),
                (int) number(stats, "taken"),
                (int) number(stats, STANDBY));
    }

    /** As {@link #stats(Document)}, of what may be damaged; null without a role. */
    public static @Nullable RoleStats stats(StoredFields stats) {
        String role = stats.text("role");
        String key = stats.text("key");
        return role == null || key == null
                ? null
                : new RoleStats(role, key, (int) stats.number("capacity"), (int) stats.number("taken"), (int)
                        stats.number(STANDBY));
    }

    private static void appendTime(Document document, String name, @Nullable LocalTime time) {
        if (time != null) {
            document.append(name, time.toString());
        }
    }
}
