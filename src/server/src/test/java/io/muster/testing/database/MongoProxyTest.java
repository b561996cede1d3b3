package io.muster.testing.database;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The line does what it says: before means that the database has not heard of it, after that it has carried it out. */
class MongoProxyTest {
    private final String name = TestDatabase.freshName();
    private final MongoProxy proxy = new MongoProxy(TestDatabase.uri());
    private final MongoClient behind = MongoClients.create(TestDatabase.uri());
    private final MongoClient through = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(proxy.uri()))
            .retryWrites(false)
            .retryReads(false)
            .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(3, TimeUnit.SECONDS))
            .applyToSocketSettings(socket -> socket.readTimeout(500, TimeUnit.MILLISECONDS))
            .build());

    @AfterEach
    void close() {
        through.close();
        behind.getDatabase(name).drop();
        behind.close();
        proxy.close();
    }

    @Test
    void aCommandCutBeforeNeverHappened() {
        proxy.strike("insert", MongoProxy.Fault.CUT_BEFORE, 1);
        assertThatThrownBy(() -> insert(through)).isInstanceOf(MongoException.class);
        assertThat(stored()).isZero();
        insert(through);
        assertThat(stored()).isEqualTo(1);
        assertThat(proxy.struck()).isEqualTo(1);
    }

    @Test
    void aCommandCutAfterHasHappened() {
        proxy.strike("insert", MongoProxy.Fault.CUT_AFTER, 1);
        assertThatThrownBy(() -> insert(through)).isInstanceOf(MongoException.class);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void aHeldCommandGoesOnWhenItIsReleased() {
        proxy.strike("insert", MongoProxy.Fault.HOLD, 1);
        try (MongoClient patient = MongoClients.create(proxy.uri())) {
            CompletableFuture<Void> inserted = CompletableFuture.runAsync(() -> insert(patient));
            await().until(() -> proxy.struck() == 1);
            assertThat(stored()).isZero();
            assertThat(inserted).isNotDone();
            proxy.release();
            assertThat(inserted).succeedsWithin(5, TimeUnit.SECONDS);
            assertThat(stored()).isEqualTo(1);
        }
    }

    @Test
    void aHeldCommandWhoseSenderIsGoneNeverHappens() {
        proxy.strike("insert", MongoProxy.Fault.HOLD, 1);
        assertThatThrownBy(() -> insert(through)).isInstanceOf(MongoException.class);
        assertThat(proxy.struck()).isEqualTo(1);
        await().until(() -> proxy.holding() == 0);
        proxy.release();
        insert(through);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void aDatabaseTakenAwayComesBack() {
        insert(through);
        proxy.takeAway();
        assertThatThrownBy(() -> insert(through)).isInstanceOf(MongoException.class);
        proxy.bringBack();
        await().ignoreExceptions().untilAsserted(() -> insert(through));
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void aFrozenDatabaseComesBack() {
        insert(through);
        proxy.freeze();
        assertThatThrownBy(() -> insert(through)).isInstanceOf(MongoException.class);
        proxy.bringBack();
        await().ignoreExceptions().untilAsserted(() -> insert(through));
        assertThat(stored()).isEqualTo(2);
    }

    private void insert(MongoClient client) {
        collection(client).insertOne(new Document());
    }

    private long stored() {
        return collection(behind).countDocuments();
    }

    private MongoCollection<Document> collection(MongoClient client) {
        return client.getDatabase(name).getCollection("c");
    }
}
