package io.muster.event.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.Qualifications;
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
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
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
                .map(command -> new Batch(Made.NOW, Histories.FACTS, List.of(Made.request(command))))
                .toList();
        assertHolds(new History(event, batches));
    }

    private static void assertHolds(History history) {
        assertThat(violations(history, facts -> facts)).isEmpty();
    }

    /** Negative control: to a judge who takes somebody for qualified who was not, or the other way, somebody is overtaken. */
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void findsWhatIsNotSoByTheFacts(@ForAll("histories") History history) {
        List<HistoryViolation> overtaken = violations(history, facts -> with(facts, allOf(facts.qualifications())));
        List<HistoryViolation> unqualified = violations(history, facts -> with(facts, Map.of()));
        assertThat(overtaken)
                .extracting(HistoryViolation::invariant)
                .allMatch(invariant -> invariant == HistoryViolation.Invariant.I9);
        assertThat(unqualified)
                .extracting(HistoryViolation::invariant)
                .allMatch(invariant ->
                        invariant == HistoryViolation.Invariant.I9 || invariant == HistoryViolation.Invariant.I12);
        Statistics.label("overtaken").collect(overtaken.isEmpty());
        Statistics.label("unqualified").collect(unqualified.isEmpty());
        Statistics.label("overtaken").coverage(coverage -> coverage.check(false).count(count -> count > 0));
        Statistics.label("unqualified")
                .coverage(coverage -> coverage.check(false).count(count -> count > 0));
    }

    private static Facts with(Facts facts, Map<String, Qualifications> qualifications) {
        return new Facts(facts.members(), qualifications, facts.standings(), facts.erasing(), facts.engagements());
    }

    /** Everybody has everything. */
    private static Map<String, Qualifications> allOf(Map<String, Qualifications> known) {
        Map<String, Qualifications> all = new HashMap<>(known);
        Qualifications each =
                new Qualifications(Map.of("Licence", Qualifications.FOR_EVER, "First aid", Qualifications.FOR_EVER));
        Histories.PEOPLE.forEach(person -> all.put(person, each));
        return all;
    }

    private static List<HistoryViolation> violations(History history, UnaryOperator<Facts> known) {
        List<Facts> facts = new ArrayList<>();
        List<JournalEntry> journal = Histories.journal(history, facts);
        Replay replay = new Replay();
        journal.forEach(replay::take);
        Event event = replay.event();
        String id = event.id().toHexString();
        List<Document> lines = journal.stream().map(JournalDocuments::of).toList();
        List<Entry> entries = new ArrayList<>(
                StoredHistory.journaled(id, lines, version -> known.apply(facts.get((int) version - 1))));
        entries.add(StoredHistory.stored(id, EventDocuments.of(event)));
        return HistoryCheck.violations(new io.muster.history.History(entries)).stream()
                // Nobody here was asked what was answered.
                .filter(violation -> violation.invariant() != HistoryViolation.Invariant.I7)
                .toList();
    }
}
