package io.muster.store.outbound;

import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.muster.store.CollectionNames;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The firms that have an outbound log. */
@Singleton
public class OutboundFirms {
    private final ReactiveMongoCollection<Document> outbound;

    @Inject
    OutboundFirms(ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.outbound = client.getDatabase(database).getCollection(CollectionNames.OUTBOUND);
    }

    /** All of them. Each is one look into the index, however long its log is. */
    public Uni<List<String>> all() {
        return after("", new ArrayList<>());
    }

    private Uni<List<String>> after(String firm, List<String> found) {
        return outbound.find(new FindOptions()
                        .filter(Filters.gt("_id", OutboundFields.id(firm, Long.MAX_VALUE)))
                        .sort(Sorts.ascending("_id"))
                        .projection(Projections.include("_id"))
                        .limit(1))
                .collect()
                .first()
                .chain(first -> {
                    if (first == null) {
                        return Uni.createFrom().item(List.copyOf(found));
                    }
                    String next = first.get("_id", Document.class).getString(OutboundFields.FIRM);
                    found.add(next);
                    return after(next, found);
                });
    }
}
