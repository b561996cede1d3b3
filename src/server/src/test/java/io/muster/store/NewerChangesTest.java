package io.muster.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.SchemaNumber;
import io.muster.event.plan.Histories;
import io.muster.event.plan.Histories.History;
import io.muster.testing.database.TestDatabase;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.bson.Document;

import static org.assertj.core.api.Assertions.assertThat;

/** The query by which a database of older versions is looked through finds what the rule says that older versions do not know. */
class NewerChangesTest {
    private static final String NAME = TestDatabase.freshName();
    private static final MongoClient CLIENT = MongoClients.create(TestDatabase.uri());
    private static final MongoCollection<Document> JOURNAL =
            CLIENT.getDatabase(NAME).getCollection("journal");

    @AfterContainer
    static void close() {
        CLIENT.getDatabase(NAME).drop();
        CLIENT.close();
    }

    @Provide
    Arbitrary<History> histories() {
        return Histories.histories();
    }

    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void findsEachChangeThatNeedsMore(@ForAll("histories") History history) {
        List<JournalEntry> journal = Histories.journal(history);
        JOURNAL.deleteMany(new Document());
        JOURNAL.insertMany(journal.stream().map(JournalDocuments::of).toList());
        Map<Long, Integer> needed = new HashMap<>();
        for (JournalEntry entry : journal) {
            int number = SchemaNumber.of(entry);
            needed.put(entry.version(), number);
            Statistics.collect(entry.kind() == JournalEntry.Kind.UPDATED, number);
        }
        Map<Long, Integer> found = new HashMap<>();
        journal.forEach(entry -> found.put(entry.version(), SchemaNumber.FIRST));
        NewerChanges.BY_NUMBER.forEach((number, entries) -> JOURNAL.find(
                        Filters.and(Filters.eq("eventId", history.made().id()), entries))
                .map(line -> line.get("_id", Document.class).getLong("v"))
                .forEach(version -> found.put(version, number)));
        assertThat(found).isEqualTo(needed);
        Statistics.coverage(coverage -> {
            // No command makes a line that erases somebody.
            for (int number = SchemaNumber.FIRST; number < SchemaNumber.ERASED; number++) {
                if (number != SchemaNumber.REKEYED) {
                    // What a manager changes in the form never needs it.
                    coverage.check(true, number).count(count -> count > 0);
                }
                coverage.check(false, number).count(count -> count > 0);
            }
        });
    }
}
