package io.muster.store.read;

import com.mongodb.MongoClientSettings;
import io.muster.store.EventDocuments;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether an event is decoded again follows from its document alone. */
class KeptEventsTest {
    private final KeptEvents kept = new KeptEvents(1 << 20);
    private final Document document = EventDocuments.of(new RandomEvents(1).next());

    @Test
    void theSameDocumentGivesTheSameEvent() {
        StoredEvent first = kept.whole(raw(document));

        assertThat(first.isKept()).isTrue();
        assertThat(kept.whole(raw(document))).isSameAs(first);
        assertThat(first.event()).isEqualTo(EventDocuments.event(document));
    }

    @Test
    void whateverDiffersIsSeenAlsoAtTheSameVersion() {
        StoredEvent before = kept.whole(raw(document));
        document.put("notes", "changed by hand");
        StoredEvent after = kept.whole(raw(document));

        assertThat(after.event().version()).isEqualTo(before.event().version());
        assertThat(after.event()).isEqualTo(EventDocuments.event(document)).isNotEqualTo(before.event());
    }

    @Test
    void oneWithoutItsPeopleIsAnotherThanTheWhole() {
        StoredEvent whole = kept.whole(raw(document));
        Document less = new Document(document);
        less.keySet().removeAll(java.util.List.of("accepted_staff", "standby_staff", "declined_staff"));
        StoredEvent without = kept.withoutPeople(raw(less));

        assertThat(kept.whole(raw(document))).isSameAs(whole);
        assertThat(kept.withoutPeople(raw(less))).isSameAs(without);
        assertThat(without.event().people().all()).isEmpty();
    }

    @Test
    void theyAreKeptUpToANumberOfBytes() {
        KeptEvents few = new KeptEvents(50_000);
        RandomEvents random = new RandomEvents(2);
        for (int i = 0; i < 100; i++) {
            few.whole(raw(EventDocuments.of(random.next())));
            assertThat(few.bytes()).isBetween(1L, 50_000L);
        }
    }

    private static RawBsonDocument raw(Document document) {
        return new RawBsonDocument(
                document, MongoClientSettings.getDefaultCodecRegistry().get(Document.class));
    }
}
