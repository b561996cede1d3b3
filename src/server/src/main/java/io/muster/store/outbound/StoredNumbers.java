package io.muster.store.outbound;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseClock;
import io.muster.store.DatabaseFailure;
import io.muster.store.outbound.Unnumbered.DueNow;
import io.muster.store.outbound.Unnumbered.Line;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The numbers in the database: its unique indexes are what gives each once. */
@Singleton
public class StoredNumbers implements Numbers {
    /** Each with its query, as in {@link io.muster.store.Indexes}. */
    public static final List<IndexModel> INDEXES = List.of(
            // A line of the journal has one number. Partial: what was due has none of the two.
            new IndexModel(
                    Indexes.ascending(OutboundFields.EVENT, OutboundFields.VERSION),
                    new IndexOptions().unique(true).partialFilterExpression(Filters.exists(OutboundFields.VERSION))),
            // What was due has one number.
            new IndexModel(
                    Indexes.ascending(OutboundFields.DUE),
                    new IndexOptions().unique(true).partialFilterExpression(Filters.exists(OutboundFields.DUE))));

    private final ReactiveMongoCollection<Document> outbound;
    private final DatabaseClock clock;

    StoredNumbers(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            DatabaseClock clock) {
        this.outbound = client.getDatabase(database).getCollection(CollectionNames.OUTBOUND);
        this.clock = clock;
    }

    @Override
    public Uni<Long> last(String firm) {
        return outbound.find(new FindOptions()
                        .filter(after(firm, 0))
                        .sort(Sorts.descending("_id"))
                        .projection(Projections.include("_id"))
                        .limit(1))
                .collect()
                .first()
                .map(found -> found == null ? 0 : seq(found));
    }

    /** The lines of a firm after a number. */
    static Bson after(String firm, long seq) {
        return Filters.and(
                Filters.gt("_id", OutboundFields.id(firm, seq)),
                Filters.lte("_id", OutboundFields.id(firm, Long.MAX_VALUE)));
    }

    static long seq(Document stored) {
        return stored.get("_id", Document.class)
                .get(OutboundFields.SEQ, Number.class)
                .longValue();
    }

    @Override
    public Uni<Boolean> add(List<Numbered> numbered) {
        return clock.now()
                .map(Date::from)
                .map(now -> numbered.stream().map(it -> document(it, now)).toList())
                .chain(documents -> outbound.insertMany(documents, new InsertManyOptions().ordered(true)))
                .replaceWith(true)
                .onFailure(DatabaseFailure::isOfDuplicatesAlone)
                .recoverWithItem(false);
    }

    private static Document document(Numbered numbered, Date now) {
        Document document =
                new Document("_id", OutboundFields.id(numbered.what().firm(), numbered.seq()));
        if (numbered.what() instanceof Line line) {
            document.append(OutboundFields.EVENT, line.eventId()).append(OutboundFields.VERSION, line.version());
        } else if (numbered.what() instanceof DueNow it) {
            document.append(OutboundFields.DUE, it.due().id());
            DueDocuments.describe(document, it.due(), OutboundFields.DUE_AT);
        }
        return document.append(OutboundFields.AT, now);
    }

    @Override
    public Uni<Set<Unnumbered>> numbered(Collection<? extends Unnumbered> some) {
        List<Line> lines = only(some, Line.class);
        List<DueNow> dues = only(some, DueNow.class);
        return lines(lines)
                .chain(first -> dues(dues).map(second -> {
                    Set<Unnumbered> all = new HashSet<>(first);
                    all.addAll(second);
                    return all;
                }));
    }

    private static <T extends Unnumbered> List<T> only(Collection<? extends Unnumbered> some, Class<T> kind) {
        return some.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private record OfEvent(ObjectId eventId, long version) {}

    private Uni<List<Line>> lines(List<Line> lines) {
        if (lines.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Bson> ranges = new ArrayList<>();
        lines.stream().collect(Collectors.groupingBy(Line::eventId)).forEach((eventId, its) -> {
            long first = its.stream().mapToLong(Line::version).min().orElse(0);
            long last = its.stream().mapToLong(Line::version).max().orElse(0);
            ranges.add(Filters.and(
                    Filters.eq(OutboundFields.EVENT, eventId),
                    Filters.gte(OutboundFields.VERSION, first),
                    Filters.lte(OutboundFields.VERSION, last)));
        });
        return Multi.createFrom()
                .iterable(ranges)
                .onItem()
                .transformToMultiAndConcatenate(range -> outbound.find(new FindOptions()
                        .filter(range)
                        .projection(Projections.include(OutboundFields.EVENT, OutboundFields.VERSION))))
                .map(found -> new OfEvent(
                        found.getObjectId(OutboundFields.EVENT),
                        found.get(OutboundFields.VERSION, Number.class).longValue()))
                .collect()
                .asSet()
                .map(known -> lines.stream()
                        .filter(line -> known.contains(new OfEvent(line.eventId(), line.version())))
                        .toList());
    }

    private Uni<List<DueNow>> dues(List<DueNow> dues) {
        if (dues.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<String> ids = dues.stream().map(it -> it.due().id()).toList();
        return outbound.find(new FindOptions()
                        .filter(Filters.in(OutboundFields.DUE, ids))
                        .projection(Projections.include(OutboundFields.DUE)))
                .map(found -> found.getString(OutboundFields.DUE))
                .collect()
                .asSet()
                .map(known -> dues.stream()
                        .filter(it -> known.contains(it.due().id()))
                        .toList());
    }
}
