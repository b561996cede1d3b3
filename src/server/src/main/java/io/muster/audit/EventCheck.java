package io.muster.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

import io.muster.audit.InvariantViolation.Kind;
import io.muster.event.Event;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.store.DerivedFields;
import io.muster.store.EventDocuments;
import io.muster.store.audit.EventPages;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.types.ObjectId;

/**
 * Checks one event as stored: by itself (docs/design.md#i1, I2, I3) and by its journal (I4, I9, I10). Of a tombstone, which
 * nobody sees or changes, only the journal is checked.
 */
final class EventCheck {
    private final ObjectId id;
    private final JournalCheck journal;
    private final List<InvariantViolation> found = new ArrayList<>();

    private EventCheck(ObjectId id, JournalCheck journal) {
        this.id = id;
        this.journal = journal;
    }

    /** @param journal its whole journal, replayed up to the stored version */
    static List<InvariantViolation> of(RawBsonDocument stored, JournalCheck journal) {
        EventCheck check = new EventCheck(EventPages.idOf(stored), journal);
        check.judge(stored.decode(new DocumentCodec()));
        return check.found;
    }

    private void judge(Document stored) {
        Event event;
        List<String> wrong;
        Document normal;
        List<String> damaged;
        try {
            event = EventDocuments.event(stored);
            wrong = DerivedFields.wrongIn(stored, event);
            normal = EventDocuments.of(event);
            damaged = EventDocuments.damagedIn(stored);
        } catch (RuntimeException unreadable) {
            add(Kind.JOURNAL, "the event cannot be read");
            return;
        }
        if (!damaged.isEmpty()) {
            add(Kind.JOURNAL, "cannot be read: " + String.join(", ", damaged));
        }
        if (!event.deleted()) {
            places(event);
            people(event);
            if (!wrong.isEmpty()) {
                add(Kind.STATS, "wrong: " + String.join(", ", wrong));
            }
        }
        journal.fault().ifPresentOrElse(fault -> add(Kind.JOURNAL, fault), () -> {
            replayed(event, normal);
            journal.unfair().forEach(detail -> add(Kind.PROMOTION, detail));
        });
    }

    /** I1. A role the event does not have has no places. */
    private void places(Event event) {
        Map<String, Integer> taken = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        Arrays.stream(Response.values())
                .filter(Response::takesPlace)
                .flatMap(response -> event.people().list(response).stream())
                .forEach(entry -> {
                    String key = entry.key().orElse("");
                    taken.merge(key, 1, Integer::sum);
                    entry.role().ifPresent(name -> names.putIfAbsent(key, name));
                });
        taken.forEach((key, people) -> {
            int places = event.role(key).map(Role::count).orElse(0);
            if (people > places) {
                Optional<String> name = event.role(key).map(Role::name).or(() -> Optional.ofNullable(names.get(key)));
                found.add(new InvariantViolation(id, Kind.OVERFLOW, name, people + " in " + places + " places"));
            }
        });
    }

    /** I2. */
    private void people(Event event) {
        int entries = event.people().counts().total();
        long people = event.people().all().map(StaffEntry::userKey).distinct().count();
        if (people < entries) {
            add(Kind.DUPLICATE, entries + " entries of " + people + " people");
        }
    }

    /** I4: all but derived fields, which the event itself determines. */
    private void replayed(Event event, Document stored) {
        Event made = journal.event();
        if (made.version() != event.version()) {
            add(Kind.JOURNAL, "the event is at version " + event.version() + ", its journal ends at " + made.version());
            return;
        }
        Document replayed;
        try {
            replayed = EventDocuments.of(made);
        } catch (RuntimeException senseless) {
            add(Kind.JOURNAL, "what it makes cannot be an event");
            return;
        }
        TreeSet<String> names = new TreeSet<>(stored.keySet());
        names.addAll(replayed.keySet());
        names.removeAll(DerivedFields.NAMES);
        names.removeIf(name -> Objects.equals(stored.get(name), replayed.get(name)));
        if (event.managerVersion() > made.managerVersion() && event.managerVersion() <= event.version()) {
            // Earlier, each removal set it. A later one only has a manager read the event once more.
            names.remove(EventDocuments.MANAGER_VERSION);
        }
        if (!names.isEmpty()) {
            add(Kind.JOURNAL, "the event differs from it in: " + String.join(", ", names));
        }
    }

    private void add(Kind kind, String detail) {
        found.add(InvariantViolation.of(id, kind, detail));
    }
}
