package io.muster.store.read;

import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import io.muster.store.CollectionNames;
import io.muster.store.EventDocuments;
import io.muster.store.SharedReads;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The lists of managers. The same part of a list is read once for all who ask for it at about the same time. */
@Singleton
public class ManagerLists {
    private final ReactiveMongoCollection<RawBsonDocument> events;
    private final KeptEvents kept;
    private final SharedReads<Part, List<StoredEvent>> reads = new SharedReads<>(this::read);

    private record Part(String managerId, ListFilter filter, Slice slice) {}

    ManagerLists(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            KeptEvents kept) {
        this.events = client.getDatabase(database).getCollection(CollectionNames.EVENTS, RawBsonDocument.class);
        this.kept = kept;
    }

    /** A part of a manager's events, without their people. */
    public Uni<List<StoredEvent>> listed(String managerId, ListFilter filter, Slice slice) {
        return reads.read(new Part(managerId, filter, slice));
    }

    private Uni<List<StoredEvent>> read(Part part) {
        List<Bson> conditions = new ArrayList<>(part.filter.conditions());
        conditions.add(Filters.eq(EventDocuments.MANAGER_ID, part.managerId));
        conditions.add(part.slice.condition());
        return events.find(new FindOptions()
                        .filter(Filters.and(conditions))
                        .projection(EventProjections.NO_KEYS)
                        .sort(part.slice.sort())
                        .limit(part.slice.limit())
                        .batchSize(part.slice.limit()))
                .map(kept::withoutPeople)
                .collect()
                .asList();
    }
}
