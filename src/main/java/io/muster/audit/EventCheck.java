package io.muster.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.muster.audit.Violation.Kind;
import io.muster.event.DerivedFields;
import io.muster.event.Event;
import io.muster.event.EventDocuments;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.types.ObjectId;

/**
 * Judges one event as it lies in the database by itself (I1 to I3) and by its journal (I4). Of a tombstone, which nobody is
 * shown and nobody can change, only the journal is asked.
 */
final class EventCheck {
    private final ObjectId id;
    private final JournalCheck journal;
    private final List<Violation> found = new ArrayList<>();

    private EventCheck(ObjectId id, JournalCheck journal) {
        this.id = id;
        this.journal = journal;
    }

    /** @param journal its whole journal, replayed up to the stored version */
    static List<Violation> of(RawBsonDocument stored, JournalCheck journal) {
        EventCheck check = new EventCheck(EventPages.idOf(stored), journal);
        check.judge(stored.decode(new DocumentCodec()));
        return check.found;
    }

    private void judge(Document stored) {
        Event event;
        List<String> wrong;
        Document normal;
        try {
            event = EventDocuments.event(stored);
            wrong = DerivedFields.wrongIn(stored, event);
            normal = EventDocuments.of(event);
        } catch (RuntimeException unreadable) {
            add(Kind.JOURNAL, "the event cannot be read");
            return;
        }
        if (!event.deleted()) {
            places(event);
            people(event);
            if (!wrong.isEmpty()) {
                add(Kind.STATS, "wrong: " + String.join(", ", wrong));
            }
        }
        journal.fault().ifPresentOrElse(fault -> add(Kind.JOURNAL, fault), () -> replayed(event, normal));
    }

    /** I1. A role the event does not have has no places. */
    private void places(Event event) {
        Map<String, Integer> taken = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        for (StaffEntry entry : event.accepted()) {
            String key = entry.key().orElse("");
            taken.merge(key, 1, Integer::sum);
            entry.role().ifPresent(name -> names.putIfAbsent(key, name));
        }
        taken.forEach((key, people) -> {
            int places = event.role(key).map(Role::count).orElse(0);
            if (people > places) {
                Optional<String> name = event.role(key).map(Role::name).or(() -> Optional.ofNullable(names.get(key)));
                found.add(new Violation(id, Kind.OVERFLOW, name, people + " in " + places + " places"));
            }
        });
    }

    /** I2. */
    private void people(Event event) {
        int entries = event.accepted().size() + event.declined().size();
        long people = Stream.concat(event.accepted().stream(), event.declined().stream())
                .map(StaffEntry::userKey)
                .distinct()
                .count();
        if (people < entries) {
            add(Kind.DUPLICATE, entries + " entries of " + people + " people");
        }
    }

    /** I4: all but what is derived, which the event itself tells. */
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
        if (!names.isEmpty()) {
            add(Kind.JOURNAL, "the event differs from it in: " + String.join(", ", names));
        }
    }

    private void add(Kind kind, String detail) {
        found.add(Violation.of(id, kind, detail));
    }
}
