package io.muster.embedded;

import java.util.List;
import java.util.concurrent.TimeUnit;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The embedded database as its users meet it: through the driver. */
class EmbeddedMongoTest {

    private EmbeddedMongo mongo;
    private MongoClient client;

    @BeforeEach
    void start() {
        mongo = EmbeddedMongo.start();
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(mongo.uri()))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(2, TimeUnit.SECONDS))
                .build());
    }

    @AfterEach
    void stop() {
        client.close();
        mongo.close();
    }

    private MongoCollection<Document> collection() {
        return client.getDatabase("test").getCollection("things");
    }

    @Test
    void storesAndFinds() {
        collection().insertMany(List.of(new Document("_id", 1).append("name", "Ünïcödé 🎉"), new Document("_id", 2)));

        assertThat(collection().find(new Document("_id", 1)).first())
                .isEqualTo(new Document("_id", 1).append("name", "Ünïcödé 🎉"));
        assertThat(collection().countDocuments()).isEqualTo(2);
    }

    @Test
    void commitsAndAborts() {
        collection().insertOne(new Document("_id", 1).append("n", 0));
        try (ClientSession session = client.startSession()) {
            session.withTransaction(() -> collection()
                    .updateOne(session, new Document("_id", 1), new Document("$inc", new Document("n", 1))));
            session.startTransaction();
            collection().deleteOne(session, new Document("_id", 1));
            session.abortTransaction();
        }

        assertThat(collection().find().first()).isEqualTo(new Document("_id", 1).append("n", 1));
    }

    @Test
    void keepsItsDataWhileItIsAway() {
        collection().insertOne(new Document("_id", 1));
        mongo.stopListening();
        assertThatThrownBy(() -> collection().find().first()).isInstanceOf(MongoException.class);
        mongo.listenAgain();

        assertThat(collection().find().first()).isEqualTo(new Document("_id", 1));
    }
}
