package io.muster.store.read;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.muster.store.CollectionNames;
import io.muster.store.JournalFields;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Looks requests up in the journal. */
@Singleton
class JournaledRequests implements RecordedRequests {
    private final ReactiveMongoCollection<Document> journal;

    JournaledRequests(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.journal = client.getDatabase(database).getCollection(CollectionNames.JOURNAL);
    }

    @Override
    public Uni<Boolean> has(ObjectId eventId, String requestKey) {
        FindOptions oneId = new FindOptions()
                .filter(Filters.and(
                        Filters.eq(JournalFields.EVENT_ID, eventId), Filters.eq(JournalFields.REQUEST_KEY, requestKey)))
                .projection(Projections.include("_id"))
                .limit(1);
        return journal.find(oneId).collect().first().map(it -> it != null);
    }
}
