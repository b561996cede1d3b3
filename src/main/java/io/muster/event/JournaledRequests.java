package io.muster.event;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks the journal. */
@Singleton
class JournaledRequests implements RecordedRequests {
    private final ReactiveMongoCollection<Document> journal;

    JournaledRequests(ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.journal = client.getDatabase(database).getCollection("journal");
    }

    @Override
    public Uni<Boolean> has(ObjectId eventId, String requestKey) {
        FindOptions oneId = new FindOptions()
                .filter(Filters.and(Filters.eq("eventId", eventId), Filters.eq("requestKey", requestKey)))
                .projection(Projections.include("_id"))
                .limit(1);
        return journal.find(oneId).collect().first().map(it -> it != null);
    }
}
