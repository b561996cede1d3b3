package io.muster.embedded;

import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.muster.embedded.command.Slowness;
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

    @Test
    void itIsAsSlowAsItIsMade() {
        collection().insertOne(new Document("_id", 0));
        Duration commit = Duration.ofMillis(300);
        Duration byDocument = Duration.ofMillis(100);
        mongo.slowDown(Slowness.NONE.command("commitTransaction", commit).byDocument(byDocument));

        assertThat(taken(() -> collection().insertMany(List.of(new Document("_id", 1), new Document("_id", 2)))))
                .isGreaterThanOrEqualTo(byDocument.multipliedBy(2));
        assertThat(taken(() -> collection().find().into(new ArrayList<>())))
                .isGreaterThanOrEqualTo(byDocument.multipliedBy(3));
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            collection().deleteOne(session, new Document("_id", 1));
            assertThat(taken(session::commitTransaction)).isGreaterThanOrEqualTo(commit);
        }
        // 300 bytes at the very least.
        mongo.slowDown(Slowness.NONE.bytesPerSecond(1000));
        assertThat(taken(() -> collection().insertOne(new Document("_id", 4).append("text", "x".repeat(300)))))
                .isGreaterThanOrEqualTo(Duration.ofMillis(300));
        mongo.slowDown(Slowness.NONE);
        assertThat(taken(() -> collection().insertOne(new Document("_id", 5).append("text", "x".repeat(100_000)))))
                .isLessThan(Duration.ofSeconds(100));
    }

    private static Duration taken(Runnable task) {
        long start = System.nanoTime();
        task.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** 127.0.0.2 is this machine too, and not where a database without a name listens. */
    @Test
    void aNamedOneIsReachedByItsNameFromOtherAddresses() {
        try (EmbeddedMongo named = EmbeddedMongo.start("127.0.0.2", 0);
                MongoClient elsewhere = MongoClients.create(named.uri())) {
            assertThat(named.uri()).isEqualTo("mongodb://127.0.0.2:" + named.port() + "/?replicaSet=rs0");
            assertThat(elsewhere
                            .getDatabase("admin")
                            .runCommand(new Document("hello", 1))
                            .getString("primary"))
                    .isEqualTo("127.0.0.2:" + named.port());
            named.stopListening();
            named.listenAgain();
            assertThat(elsewhere.getDatabase("test").getCollection("things").countDocuments())
                    .isZero();
        }
    }

    @Test
    void oneWithoutANameIsReachedFromItsOwnMachineAlone() {
        assertThatThrownBy(() -> new Socket("127.0.0.2", mongo.port()).close()).isInstanceOf(ConnectException.class);
    }
}
