package io.muster.respond;

import java.util.List;
import java.util.Map;

import io.muster.event.Event;
import io.muster.event.journal.JournalEntry;
import io.muster.store.write.EventExistsException;
import io.muster.testing.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** New events, on a database. */
class CreationTest {
    private final Process process = new Process(TestDatabase.uri(), TestDatabase.freshName(), Map.of());

    @BeforeEach
    void collections() {
        TestSchema.make(process.client.database);
    }

    @AfterEach
    void invariantsHold() {
        Sweep.assertInvariantsHold(process.client.database);
        process.close();
    }

    @Test
    void eventsAreMadeTogetherWithTheirFirstLines() {
        List<Event> made = create(List.of(Samples.published(1), Samples.published(2)));

        assertThat(made).extracting(Event::version).containsOnly(1L);
        assertThat(lines())
                .extracting(JournalEntry::kind)
                .containsOnly(JournalEntry.Kind.CREATED)
                .hasSize(2);
        assertThat(made.get(0).createdAt()).isAfter(Samples.published(1).createdAt());
    }

    @Test
    void ifOneIsThereAlreadyNoneIsMade() {
        Event there = create(List.of(Samples.published(1))).get(0);

        assertThatThrownBy(() -> create(List.of(Samples.published(1), there))).isInstanceOf(EventExistsException.class);
        assertThat(lines()).hasSize(1);
    }

    private List<Event> create(List<Event> events) {
        return process.lanes
                .create(events, "test:manager", "key", "create")
                .await()
                .indefinitely();
    }

    private List<JournalEntry> lines() {
        return process.client
                .database
                .getCollection("journal", JournalEntry.class)
                .find()
                .collect()
                .asList()
                .await()
                .indefinitely();
    }
}
