package io.muster.event.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.Replay;
import io.muster.event.plan.Histories.Batch;
import io.muster.event.plan.Histories.History;
import io.muster.history.Entry;
import io.muster.history.HistoryCheck;
import io.muster.history.HistoryViolation;
import io.muster.store.EventDocuments;
import io.muster.store.JournalDocuments;
import io.muster.testing.database.StoredHistory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.bson.Document;

import static org.assertj.core.api.Assertions.assertThat;

/** The judge of histories finds nothing in what the planner makes of whatever people and managers want, new and renamed roles among it. */
class JudgePropertyTest {
    @Provide
    Arbitrary<History> histories() {
        return Histories.histories();
    }

    /** The manager changes roles as often as people press. */
    @Provide
    Arbitrary<List<Command>> rolesThatChange() {
        Arbitrary<Command> changes = Histories.patches()
                .filter(patch -> patch.roles().isPresent())
                .map(patch -> new Command.Edit(Made.MANAGER, "boss", patch, Optional.empty()));
        return Arbitraries.frequencyOf(Tuple.of(2, changes), Tuple.of(3, Histories.commands()))
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void findsNothingInWhatIsRight(@ForAll("histories") History history) {
        assertHolds(history);
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void findsNothingInRolesThatChange(@ForAll("rolesThatChange") List<Command> commands) {
        Event event = Made.event(Made.waitlisted("Server", 1), Made.waitlisted("$cook", 1));
        List<Batch> batches = commands.stream()
                .map(command -> new Batch(Made.NOW, List.of(Made.request(command))))
                .toList();
        assertHolds(new History(event, batches));
    }

    private static void assertHolds(History history) {
        List<JournalEntry> journal = Histories.journal(history);
        Replay replay = new Replay();
        journal.forEach(replay::take);
        Event event = replay.event();
        String id = event.id().toHexString();
        List<Document> lines = journal.stream().map(JournalDocuments::of).toList();
        List<Entry> entries = new ArrayList<>(StoredHistory.journaled(id, lines));
        entries.add(StoredHistory.stored(id, EventDocuments.of(event)));
        assertThat(HistoryCheck.violations(new io.muster.history.History(entries)))
                // Nobody here was asked what was answered.
                .filteredOn(violation -> violation.invariant() != HistoryViolation.Invariant.I7)
                .isEmpty();
    }
}
