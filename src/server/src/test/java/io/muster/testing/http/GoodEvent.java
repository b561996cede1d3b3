package io.muster.testing.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * An event and its journal as the service leaves them, put together by hand, for tests to spoil: three places for servers
 * and one for a bartender; ada and bob accepted, cy declined, and di accepted after having declined.
 */
public final class GoodEvent {
    private static final Date AT = Date.from(Instant.parse("2026-12-01T10:00:00Z"));

    public final ObjectId id = new ObjectId();
    public final Document event;
    public final List<Document> journal = new ArrayList<>();

    public GoodEvent() {
        List<Document> roles = List.of(role("Server", 3), role("Bartender", 1));
        Document fields = new Document("managerId", "m-1")
                .append("status", "published")
                .append("date", "2026-12-20")
                .append("timezone", "UTC")
                .append("roles", roles)
                .append("audience_user_keys", List.of())
                .append("audience_team_ids", List.of())
                .append("barred_user_keys", List.of());
        line(1, 1, 1, "created", "oidc:boss-m-1", 0, 0, 0).append("set", fields);
        response(2, 1, 2, "accepted", "oidc:ada", "Server", 1, 0, 1);
        response(3, 2, 2, "accepted", "oidc:bob", "Server", 2, 0, 2);
        response(4, 1, 1, "declined", "oidc:di", null, 2, 1, 2);
        response(5, 1, 2, "declined", "oidc:cy", null, 2, 2, 2);
        response(6, 2, 2, "accepted", "oidc:di", "Server", 3, 1, 3);
        event = new Document("_id", id)
                .append("managerId", "m-1")
                .append("status", "published")
                .append("date", "2026-12-20")
                .append("timezone", "UTC")
                .append("roles", roles)
                .append(
                        "accepted_staff",
                        new ArrayList<>(List.of(
                                entry("oidc:ada", "Server", 2),
                                entry("oidc:bob", "Server", 3),
                                entry("oidc:di", "Server", 6))))
                .append("standby_staff", new ArrayList<>())
                .append("declined_staff", new ArrayList<>(List.of(entry("oidc:cy", null, 5))))
                .append("accepted_count", 3)
                .append("declined_count", 1)
                .append("role_stats", List.of(stats("Server", 3, 3), stats("Bartender", 1, 0)))
                .append("audience_user_keys", List.of())
                .append("audience_team_ids", List.of())
                .append("barred_user_keys", List.of())
                .append("version", 6L)
                .append("managerVersion", 1L)
                .append("createdAt", AT)
                .append("updatedAt", AT)
                .append("audience", List.of("*", "*|m-1"))
                .append("ord", "2026-12-20//" + id.toHexString())
                .append("endsAt", Date.from(Instant.parse("2026-12-21T00:00:00Z")));
    }

    public static Document entry(String userKey, String role, long version) {
        Document entry = new Document("userKey", userKey);
        if (role != null) {
            entry.append("role", role).append("key", role.toLowerCase(java.util.Locale.ROOT));
        }
        return entry.append("respondedAt", AT).append("version", version);
    }

    private static Document role(String name, int count) {
        return new Document("role", name)
                .append("key", name.toLowerCase(java.util.Locale.ROOT))
                .append("count", count);
    }

    private static Document stats(String name, int capacity, int taken) {
        return new Document("role", name)
                .append("key", name.toLowerCase(java.util.Locale.ROOT))
                .append("capacity", capacity)
                .append("taken", taken)
                .append("remaining", capacity - taken)
                .append("is_full", taken == capacity);
    }

    private void response(
            long version,
            int n,
            int of,
            String kind,
            String userKey,
            String role,
            int accepted,
            int declined,
            int taken) {
        Document entry = new Document("response", kind.equals("accepted") ? "accept" : "decline");
        entry.putAll(entry(userKey, role, version));
        entry.remove("userKey");
        line(version, n, of, kind, userKey, accepted, declined, taken)
                .append("userKey", userKey)
                .append("entry", entry);
    }

    private Document line(
            long version, int n, int of, String kind, String actor, int accepted, int declined, int taken) {
        Document line = new Document("_id", new Document("e", id).append("v", version))
                .append("eventId", id)
                .append("at", AT)
                .append("kind", kind)
                .append("managerId", "m-1")
                .append("actor", actor)
                .append("requestKey", "key of version " + version)
                .append("fingerprint", "fingerprint of version " + version)
                .append("status", "published")
                .append("accepted", accepted)
                .append("declined", declined)
                .append("roles", List.of(after("Server", 3, taken), after("Bartender", 1, 0)))
                .append("n", n)
                .append("of", of);
        journal.add(line);
        return line;
    }

    private static Document after(String name, int capacity, int taken) {
        return new Document("key", name.toLowerCase(java.util.Locale.ROOT))
                .append("role", name)
                .append("capacity", capacity)
                .append("taken", taken);
    }

    /** The line of a version. */
    public Document line(long version) {
        return journal.get((int) version - 1);
    }

    public List<Document> accepted() {
        return event.getList("accepted_staff", Document.class);
    }

    public List<Document> declined() {
        return event.getList("declined_staff", Document.class);
    }
}
