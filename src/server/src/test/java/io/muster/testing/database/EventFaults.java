package io.muster.testing.database;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.muster.testing.http.RawLists;
import org.bson.Document;

/** What is wrong with one event as it is stored. */
final class EventFaults {
    private final Document event;
    private final List<StoredViolation> found = new ArrayList<>();

    EventFaults(Document event) {
        this.event = event;
    }

    Document event() {
        return event;
    }

    List<StoredViolation> found() {
        return found;
    }

    void add(StoredViolation.Kind kind, String detail) {
        found.add(new StoredViolation(kind, event.getObjectId("_id").toHexString(), detail));
    }

    /** I1, in what is stored now. */
    void checkPlaces() {
        checkPlaces(RawLists.capacity(list("roles")), RawLists.taken(list("accepted_staff")), "now");
    }

    /** I1, in figures of any moment. */
    void checkPlaces(Map<String, Integer> capacity, Map<String, Integer> taken, String when) {
        taken.forEach((key, holders) -> {
            int places = capacity.getOrDefault(key, 0);
            if (holders > places) {
                add(StoredViolation.Kind.OVERFLOW, holders + " in " + places + " places of " + key + ", " + when);
            }
        });
    }

    /** I2. */
    void checkPeople() {
        Set<String> seen = new HashSet<>();
        for (String name : List.of("accepted_staff", "standby_staff", "declined_staff")) {
            for (Document entry : list(name)) {
                if (!seen.add(entry.getString("userKey"))) {
                    add(StoredViolation.Kind.DUPLICATE, entry.getString("userKey"));
                }
            }
        }
    }

    /** I3. */
    void checkFigures() {
        same(
                "accepted_count",
                event.get("accepted_count"),
                list("accepted_staff").size());
        same(
                "declined_count",
                event.get("declined_count"),
                list("declined_staff").size());
        same(
                "standby_count",
                event.getOrDefault("standby_count", 0),
                list("standby_staff").size());
        same("role_stats", event.get("role_stats"), expectedStats());
        String status = event.getString("status");
        if ("fulfilled".equals(status) || "published".equals(status)) {
            boolean full = expectedStats().stream().allMatch(row -> row.getBoolean("is_full"));
            same("status", status, full ? "fulfilled" : "published");
        }
    }

    private List<Document> expectedStats() {
        Map<String, Integer> taken = RawLists.taken(list("accepted_staff"));
        Map<String, Integer> waiting = RawLists.taken(list("standby_staff"));
        return list("roles").stream()
                .map(role -> {
                    int capacity = role.getInteger("count");
                    int held = taken.getOrDefault(role.getString("key"), 0);
                    Document stats = new Document("role", role.getString("role"))
                            .append("key", role.getString("key"))
                            .append("capacity", capacity)
                            .append("taken", held)
                            .append("remaining", capacity - held)
                            .append("is_full", held >= capacity);
                    int onStandby = waiting.getOrDefault(role.getString("key"), 0);
                    return onStandby == 0 ? stats : stats.append("standby", onStandby);
                })
                .toList();
    }

    private void same(String what, Object stored, Object expected) {
        if (!expected.equals(stored)) {
            add(StoredViolation.Kind.STATS, what + " is " + stored + " and should be " + expected);
        }
    }

    List<Document> list(String name) {
        return event.getList(name, Document.class, List.of());
    }
}
