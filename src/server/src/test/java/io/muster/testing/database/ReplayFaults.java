package io.muster.testing.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.Replay;
import io.muster.store.Codecs;
import io.muster.store.EventDocuments;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;

/** I4 by the service's own replay: what it makes of the journal is the stored document, field by field, derived ones too. */
final class ReplayFaults {
    private static final CodecRegistry CODECS = CodecRegistries.fromRegistries(
            CodecRegistries.fromProviders(new Codecs()), MongoClientSettings.getDefaultCodecRegistry());

    /** Versions before there was a standby list store none, which reads as empty (docs/design.md#events). */
    private static final String NOT_IN_OLDER_EVENTS = "standby_staff";

    private final EventFaults faults;
    private final MongoDatabase database;

    ReplayFaults(EventFaults faults, MongoDatabase database) {
        this.faults = faults;
        this.database = database;
    }

    void check() {
        Document stored = faults.event();
        Document replayed;
        try {
            replayed = EventDocuments.of(Replay.of(lines()));
        } catch (RuntimeException broken) {
            faults.add(StoredViolation.Kind.REPLAY, "it cannot be replayed: " + broken);
            return;
        }
        TreeSet<String> fields = new TreeSet<>(stored.keySet());
        fields.addAll(replayed.keySet());
        for (String field : fields) {
            Object unset = field.equals(NOT_IN_OLDER_EVENTS) ? List.of() : null;
            if (!Objects.equals(stored.getOrDefault(field, unset), replayed.get(field))) {
                faults.add(
                        StoredViolation.Kind.REPLAY,
                        field + " differs: "
                                + Map.of("stored", "" + stored.get(field), "replayed", "" + replayed.get(field)));
            }
        }
    }

    private List<JournalEntry> lines() {
        return database.getCollection("journal", JournalEntry.class)
                .withCodecRegistry(CODECS)
                .find(Filters.eq("_id.e", faults.event().getObjectId("_id")))
                .sort(Sorts.ascending("_id.v"))
                .into(new ArrayList<>());
    }
}
