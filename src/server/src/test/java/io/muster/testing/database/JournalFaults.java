package io.muster.testing.database;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.muster.testing.http.RawLists;
import org.bson.Document;

/** What is wrong with one event's journal, by itself and beside the event. */
final class JournalFaults {
    private final EventFaults faults;
    private final List<Document> lines;

    JournalFaults(EventFaults faults, List<Document> lines) {
        this.faults = faults;
        this.lines = lines;
    }

    void check() {
        checkVersions();
        checkBatches();
        RawLists replayed = replay();
        same("accepted_staff", faults.list("accepted_staff"), replayed.accepted());
        same("standby_staff", faults.list("standby_staff"), replayed.standby());
        same("declined_staff", faults.list("declined_staff"), replayed.declined());
        same("status", faults.event().getString("status"), replayed.status());
        same("roles", RawLists.capacity(faults.list("roles")), replayed.capacity());
    }

    /** I4's count: 1, 2, 3, … up to the event's version, and no request twice. */
    private void checkVersions() {
        long expected = 0;
        Set<String> requests = new HashSet<>();
        for (Document line : lines) {
            expected++;
            if (version(line) != expected) {
                faults.add(StoredViolation.Kind.JOURNAL, "version " + version(line) + " where " + expected + " is due");
                expected = version(line);
            }
            if (!requests.add(line.getString("requestKey"))) {
                faults.add(StoredViolation.Kind.JOURNAL, "a request twice, again at version " + version(line));
            }
        }
        long stored = faults.event().getLong("version");
        if (stored != expected) {
            faults.add(StoredViolation.Kind.JOURNAL, "the event is at " + stored + ", its journal ends at " + expected);
        }
    }

    /** I5, as far as it shows: the lines of one commit say how many they are, and they are all there. */
    private void checkBatches() {
        for (int at = 0; at < lines.size(); ) {
            int of = number(lines.get(at), "of");
            for (int place = 1; place <= of; place++, at++) {
                if (at >= lines.size() || number(lines.get(at), "n") != place || number(lines.get(at), "of") != of) {
                    faults.add(StoredViolation.Kind.JOURNAL, "line " + place + " of a batch of " + of + " is missing");
                    return;
                }
            }
            if (of < 1) {
                faults.add(StoredViolation.Kind.JOURNAL, "a batch of " + of);
                return;
            }
        }
    }

    /** I4's substance, and I1 at every version on the way. */
    private RawLists replay() {
        RawLists replayed = new RawLists();
        for (Document line : lines) {
            replayed.apply(line);
            Map<String, Integer> taken = RawLists.taken(replayed.accepted());
            faults.checkPlaces(replayed.capacity(), taken, "at version " + version(line));
            same(
                    "accepted after version " + version(line),
                    number(line, "accepted"),
                    replayed.accepted().size());
            same(
                    "declined after version " + version(line),
                    number(line, "declined"),
                    replayed.declined().size());
            same(
                    "standby after version " + version(line),
                    line.get("standby", (Number) 0).intValue(),
                    replayed.standby().size());
            for (Document role : line.getList("roles", Document.class, List.of())) {
                same(
                        "taken of " + role.getString("key") + " after version " + version(line),
                        number(role, "taken"),
                        taken.getOrDefault(role.getString("key"), 0));
            }
        }
        return replayed;
    }

    private void same(String what, Object stored, Object replayed) {
        if (!replayed.equals(stored)) {
            faults.add(StoredViolation.Kind.REPLAY, what + " is " + stored + ", and replayed " + replayed);
        }
    }

    private static int number(Document document, String name) {
        return document.get(name, Number.class).intValue();
    }

    private static long version(Document line) {
        return line.get("_id", Document.class).get("v", Number.class).longValue();
    }
}
