package io.muster.store.erasure;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.muster.event.AudienceKeys;
import io.muster.event.Event;
import io.muster.event.Response;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.Replay;
import io.muster.event.plan.Histories;
import io.muster.event.plan.Histories.History;
import io.muster.store.EventDocuments;
import io.muster.store.JournalDocuments;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.bson.Document;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever is erased from any history: the lines make the event, and nothing names the person. */
class ErasedDocumentsTest {

    @Provide
    Arbitrary<History> histories() {
        return Histories.histories();
    }

    private static Event replayed(List<Document> lines) {
        Replay replay = new Replay();
        lines.forEach(line -> replay.take(JournalDocuments.entry(line)));
        return replay.event();
    }

    /** All who are named anywhere. */
    private static Set<String> people(List<JournalEntry> journal) {
        Set<String> people = new TreeSet<>();
        journal.forEach(line -> {
            people.add(line.actor());
            line.userKey().ifPresent(people::add);
            line.change().from().ifPresent(people::add);
            line.change().patch().barred().ifPresent(people::addAll);
            line.change().patch().audience().userKeys().ifPresent(people::addAll);
        });
        return people;
    }

    private static Document stored(Event event, Pseudonyms names) {
        Document stored = EventDocuments.of(event);
        stored.putAll(ErasedDocuments.changedOf(stored, names));
        stored.remove(AudienceKeys.FIELD);
        return stored;
    }

    private static Document whole(Event event) {
        Document whole = EventDocuments.of(event);
        whole.remove(AudienceKeys.FIELD);
        return whole;
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void theLinesStillMakeTheEvent(@ForAll("histories") History history, @ForAll @IntRange(max = 30) int whom) {
        List<JournalEntry> journal = Histories.journal(history);
        List<Document> lines = journal.stream().map(JournalDocuments::of).toList();
        Event before = replayed(lines);
        List<String> people = List.copyOf(people(journal));
        String person = people.get(whom % people.size());
        Pseudonyms names = Pseudonyms.of(Set.of(person));

        List<Document> erased = lines.stream()
                .map(line -> ErasedDocuments.of(line, names).orElse(line))
                .toList();

        assertThat(whole(replayed(erased))).isEqualTo(stored(before, names));
        erased.forEach(line -> {
            assertThat(line.toJson())
                    .doesNotContain(": \"" + person + "\"", "[\"" + person + "\"", ", \"" + person + "\"");
            assertThat(JournalDocuments.of(JournalDocuments.entry(line))).isEqualTo(line);
        });
        assertThat(erased.stream().map(line -> line.getString("requestKey"))).doesNotHaveDuplicates();
    }

    /** As a firm's past records are erased. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void everybodyIsSomebodyElse(@ForAll("histories") History history) {
        List<JournalEntry> journal = Histories.journal(history);
        List<Document> lines = journal.stream().map(JournalDocuments::of).toList();
        Event before = replayed(lines);
        Pseudonyms names = Pseudonyms.ofEveryone();

        List<Document> erased = lines.stream()
                .map(line -> ErasedDocuments.of(line, names).orElseThrow())
                .toList();

        Event after = replayed(erased);
        assertThat(whole(after)).isEqualTo(stored(before, names));
        for (Response response : Response.values()) {
            assertThat(after.people().list(response))
                    .hasSameSizeAs(before.people().list(response))
                    .allMatch(entry -> entry.userKey().startsWith("erased:"));
        }
        erased.forEach(line -> assertThat(ErasedDocuments.of(line, Pseudonyms.ofEveryone()))
                .as("nothing is left to erase")
                .isEmpty());
    }

    /** A key without its fingerprint would answer whatever is asked with it; what the person has written names the person. */
    @Test
    void aLineByThePersonKeepsNeitherKeyNorReason() {
        Document byThePerson = new Document("actor", "oidc:ada")
                .append("userKey", "oidc:other")
                .append("requestKey", "k")
                .append("fingerprint", "f")
                .append("reason", "says Ada");
        Document aboutThePerson =
                new Document(byThePerson).append("actor", "oidc:boss").append("userKey", "oidc:ada");
        Pseudonyms names = Pseudonyms.of(Set.of("oidc:ada"));

        for (Document line : List.of(byThePerson, aboutThePerson)) {
            Document erased = ErasedDocuments.of(line, names).orElseThrow();
            assertThat(erased).doesNotContainKey("reason").containsEntry("fingerprint", "");
            assertThat(erased.getString("requestKey")).isNotEqualTo("k");
        }
    }
}
