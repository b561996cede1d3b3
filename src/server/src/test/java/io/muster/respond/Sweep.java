package io.muster.respond;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.RoleStats;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.Replay;
import io.muster.store.EventDocuments;
import io.muster.store.RoleDocuments;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import org.bson.Document;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds what lies in a database against the invariants I1 to I5. */
final class Sweep {
    private Sweep() {}

    static void assertInvariantsHold(ReactiveMongoDatabase database) {
        List<Document> events = database.getCollection("events")
                .find()
                .collect()
                .asList()
                .await()
                .indefinitely();
        List<JournalEntry> journal = new ArrayList<>(database.getCollection("journal", JournalEntry.class)
                .find()
                .collect()
                .asList()
                .await()
                .indefinitely());
        journal.sort(Comparator.comparing(JournalEntry::version));
        assertThat(events).isNotEmpty();
        for (Document stored : events) {
            Event event = EventDocuments.event(stored);
            assertNoRoleOverflows(event);
            assertEverybodyIsThereOnce(event);
            assertFiguresAreWhatTheListsSay(stored, event);
            List<JournalEntry> lines = journal.stream()
                    .filter(line -> line.eventId().equals(event.id()))
                    .toList();
            assertThat(Replay.of(lines)).isEqualTo(event);
        }
    }

    private static void assertNoRoleOverflows(Event event) {
        assertThat(event.roleStats())
                .allSatisfy(stats -> assertThat(stats.taken()).isLessThanOrEqualTo(stats.capacity()));
    }

    private static void assertEverybodyIsThereOnce(Event event) {
        List<String> people = new ArrayList<>();
        event.accepted().stream().map(StaffEntry::userKey).forEach(people::add);
        event.declined().stream().map(StaffEntry::userKey).forEach(people::add);
        assertThat(people).doesNotHaveDuplicates();
    }

    private static void assertFiguresAreWhatTheListsSay(Document stored, Event event) {
        List<RoleStats> stats = stored.getList("role_stats", Document.class).stream()
                .map(RoleDocuments::stats)
                .toList();
        assertThat(stats).isEqualTo(event.roleStats());
        assertThat(stored.getInteger("accepted_count"))
                .isEqualTo(event.accepted().size());
        assertThat(stored.getInteger("declined_count"))
                .isEqualTo(event.declined().size());
        assertThat(event.status()).isEqualTo(event.isFull() ? EventStatus.FULFILLED : EventStatus.PUBLISHED);
    }
}
