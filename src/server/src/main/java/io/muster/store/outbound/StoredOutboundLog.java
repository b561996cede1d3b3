package io.muster.store.outbound;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.muster.event.journal.JournalEntry;
import io.muster.store.CollectionNames;
import io.muster.store.Documents;
import io.muster.store.JournalFields;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.configuration.CodecRegistry;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Firms' outbound logs as they are stored, with the lines of the journal. */
@Singleton
public class StoredOutboundLog implements OutboundLog {
    private static final Logger LOG = Logger.getLogger(StoredOutboundLog.class);

    private final ReactiveMongoCollection<Document> outbound;
    private final ReactiveMongoCollection<RawBsonDocument> journal;
    private final CodecRegistry codecs;
    private final Numbers numbers;

    @Inject
    StoredOutboundLog(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            Numbers numbers) {
        ReactiveMongoDatabase stored = client.getDatabase(database);
        this.outbound = stored.getCollection(CollectionNames.OUTBOUND);
        this.journal = stored.getCollection(CollectionNames.JOURNAL, RawBsonDocument.class);
        this.codecs = stored.getCollection(CollectionNames.JOURNAL, JournalEntry.class)
                .getCodecRegistry();
        this.numbers = numbers;
    }

    @Override
    public Uni<List<OutboundLine>> after(String firm, long seq, int limit) {
        int most = Math.min(limit, MOST);
        return outbound.find(new FindOptions()
                        .filter(StoredNumbers.after(firm, seq))
                        .sort(Sorts.ascending("_id"))
                        .limit(most))
                .collect()
                .asList()
                .chain(found -> lines(firm, found).chain(lines -> {
                    // Where nothing of a whole part can be read, what follows it is not the end.
                    boolean goesOn = lines.isEmpty() && found.size() == most;
                    return goesOn
                            ? after(firm, StoredNumbers.seq(found.get(found.size() - 1)), limit)
                            : Uni.createFrom().item(lines);
                }));
    }

    @Override
    public Uni<Long> last(String firm) {
        return numbers.last(firm);
    }

    private Uni<List<OutboundLine>> lines(String firm, List<Document> found) {
        List<Document> ids = found.stream()
                .filter(it -> it.containsKey(OutboundFields.VERSION))
                .map(StoredOutboundLog::journalId)
                .toList();
        Uni<Map<Document, JournalEntry>> read = ids.isEmpty() ? Uni.createFrom().item(Map.of()) : entries(ids);
        return read.map(entries -> {
            List<OutboundLine> lines = new ArrayList<>(found.size());
            found.forEach(stored -> what(stored, entries)
                    .map(what -> new OutboundLine(
                            firm, StoredNumbers.seq(stored), Documents.instant(stored, OutboundFields.AT), what))
                    .ifPresent(lines::add));
            return lines;
        });
    }

    private static Document journalId(Document stored) {
        return JournalFields.id(
                stored.getObjectId(OutboundFields.EVENT),
                stored.get(OutboundFields.VERSION, Number.class).longValue());
    }

    private static Optional<OutboundLine.What> what(Document stored, Map<Document, JournalEntry> entries) {
        return stored.containsKey(OutboundFields.VERSION)
                ? Optional.ofNullable(entries.get(journalId(stored))).map(OutboundLine.Recorded::new)
                : DueDocuments.due(stored, stored.getString(OutboundFields.DUE), OutboundFields.DUE_AT)
                        .map(due -> due);
    }

    private Uni<Map<Document, JournalEntry>> entries(List<Document> ids) {
        return journal.find(new FindOptions().filter(Filters.in("_id", ids)))
                .collect()
                .asList()
                .map(found -> {
                    Map<Document, JournalEntry> entries = new HashMap<>();
                    found.forEach(line -> entry(line)
                            .ifPresent(
                                    entry -> entries.put(JournalFields.id(entry.eventId(), entry.version()), entry)));
                    return entries;
                });
    }

    /** A damaged line, or one of a newer version, does not hold up the others. */
    private Optional<JournalEntry> entry(RawBsonDocument line) {
        try {
            return Optional.of(codecs.get(JournalEntry.class)
                    .decode(line.asBsonReader(), DecoderContext.builder().build()));
        } catch (RuntimeException unreadable) {
            LOG.warnf("event=outbound outcome=unreadable line=%s", line.get("_id"));
            return Optional.empty();
        }
    }
}
