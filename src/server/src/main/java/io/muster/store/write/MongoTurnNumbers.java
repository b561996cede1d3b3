package io.muster.store.write;

import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.muster.store.CollectionNames;
import io.muster.store.OnContext;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** One document for each event that several processes have changed at the same time: {@code {_id, drawn, served}}. */
@Singleton
public final class MongoTurnNumbers implements TurnNumbers {
    static final String DRAWN = "drawn";
    static final String SERVED = "served";

    private final MongoCollection<Document> turns;

    @Inject
    public MongoTurnNumbers(
            ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this(client.getDatabase(database));
    }

    /** Neither waits for other members of a replica set: what is lost with the primary was a hint. */
    public MongoTurnNumbers(ReactiveMongoDatabase database) {
        this.turns = database.unwrap()
                .getCollection(CollectionNames.TURNS)
                .withWriteConcern(WriteConcern.W1)
                .withReadConcern(ReadConcern.LOCAL);
    }

    @Override
    public Uni<Drawn> draw(ObjectId eventId) {
        return OnContext.uni(turns.findOneAndUpdate(
                        Filters.eq(eventId),
                        Updates.inc(DRAWN, 1L),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)))
                .map(turn -> new Drawn(number(turn, DRAWN), number(turn, SERVED)));
    }

    @Override
    public Uni<Long> served(ObjectId eventId) {
        return OnContext.uni(turns.find(Filters.eq(eventId)).first())
                .map(turn -> Optional.ofNullable(turn)
                        .map(found -> number(found, SERVED))
                        .orElse(0L));
    }

    @Override
    public Uni<Void> serve(ObjectId eventId, long number) {
        return OnContext.uni(turns.updateOne(Filters.eq(eventId), Updates.max(SERVED, number)))
                .replaceWithVoid();
    }

    private static long number(Document turn, String field) {
        return turn.get(field) instanceof Number number ? number.longValue() : 0;
    }
}
