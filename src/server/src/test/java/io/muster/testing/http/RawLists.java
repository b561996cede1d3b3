package io.muster.testing.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.bson.Document;

/**
 * An event's roles and people rebuilt from journal lines as they lie in the database, by nothing but the rules of the
 * contract (docs/api.md#event): a check that is independent of the service's own replay.
 */
public final class RawLists {
    /** Most declines that an event keeps; beyond, the oldest leaves. */
    private static final int MOST_DECLINES = 2_000;

    private final List<Document> roles = new ArrayList<>();
    private final List<Document> accepted = new ArrayList<>();
    private final List<Document> standby = new ArrayList<>();
    private final List<Document> declined = new ArrayList<>();
    private final List<List<Document>> lists = List.of(accepted, standby, declined);
    private String status = "";

    /** Takes the next line in order of version. */
    public void apply(Document line) {
        Document set = line.get("set", new Document());
        if (set.containsKey("roles")) {
            roles.clear();
            roles.addAll(set.getList("roles", Document.class));
            lists.forEach(list -> list.forEach(this::respell));
        }
        status = line.getString("status");
        String userKey = line.getString("userKey");
        Document entry = line.get("entry", Document.class);
        if ("confirmed".equals(line.getString("kind"))) {
            // The person keeps the place in the list.
            accepted.replaceAll(each -> userKey.equals(each.getString("userKey")) ? standing(userKey, entry) : each);
            return;
        }
        String from = line.getString("from");
        if (from != null) {
            lists.forEach(list -> list.removeIf(each -> from.equals(each.getString("userKey"))));
        }
        if (userKey != null) {
            lists.forEach(list -> list.removeIf(each -> userKey.equals(each.getString("userKey"))));
        }
        if (entry != null) {
            add(userKey, entry);
        }
        if (entry != null && "repaired".equals(line.getString("kind"))) {
            // Whoever stood several times stands once, where the entry's version belongs.
            lists.forEach(list -> list.sort(Comparator.comparing(each -> each.getLong("version"))));
        }
    }

    private static Document standing(String userKey, Document entry) {
        Document stands = new Document("userKey", userKey);
        List.of("role", "key", "respondedAt", "version", "since", "reason", "by", "confirmed")
                .forEach(name -> {
                    if (entry.get(name) != null) {
                        stands.append(name, entry.get(name));
                    }
                });
        return stands;
    }

    private void add(String userKey, Document entry) {
        Document stands = standing(userKey, entry);
        if ("accept".equals(entry.getString("response"))) {
            accepted.add(stands);
        } else if ("standby".equals(entry.getString("response"))) {
            standby.add(stands);
        } else {
            declined.add(stands);
            if (declined.size() > MOST_DECLINES) {
                declined.remove(0);
            }
        }
    }

    private void respell(Document entry) {
        roles.stream()
                .filter(role -> role.getString("key").equals(entry.getString("key")))
                .forEach(role -> entry.put("role", role.getString("role")));
    }

    public List<Document> accepted() {
        return accepted;
    }

    public List<Document> standby() {
        return standby;
    }

    public List<Document> declined() {
        return declined;
    }

    public String status() {
        return status;
    }

    /** The places of each role, by key. */
    public Map<String, Integer> capacity() {
        return capacity(roles);
    }

    public static Map<String, Integer> capacity(List<Document> roles) {
        Map<String, Integer> places = new TreeMap<>();
        roles.forEach(role -> places.put(role.getString("key"), role.getInteger("count")));
        return places;
    }

    /** How many of the entries hold each role, by key; only roles that anybody holds. */
    public static Map<String, Integer> taken(List<Document> accepted) {
        Map<String, Integer> taken = new HashMap<>();
        accepted.forEach(entry -> taken.merge(entry.getString("key"), 1, Integer::sum));
        return taken;
    }
}
