package io.muster.notice.send;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.muster.api.event.HttpTest;
import io.muster.event.journal.JournalEntry;
import io.muster.store.CollectionNames;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A firm of its own, whose journal is numbered when a test says so. */
abstract class NoticeTest extends HttpTest {
    static final Duration SOON = Duration.ofSeconds(10);

    final String firm = fresh("m");
    final Client manager = manager(firm);
    final AtomicBoolean holds = new AtomicBoolean(true);

    @Inject
    ReactiveMongoClient client;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database = "";

    @Inject
    TestLog log;

    @Inject
    Notices notices;

    @BeforeEach
    void awake() {
        quietHours("null");
        notices.begin(holds::get);
    }

    @AfterEach
    void over() {
        notices.end();
    }

    void quietHours(String hours) {
        String etag = manager.get("/api/firm").expect(200).header("ETag").orElseThrow();
        manager.with("If-Match", etag)
                .patch("/api/firm", "{\"quiet_hours\":" + hours + "}")
                .expect(200);
    }

    /** A member with an account and an address. */
    String member(String name) {
        ObjectNode body = Bodies.object()
                .put("name", name)
                .put("userKey", userKey(name))
                .put("email", address(name));
        return manager.post("/api/members", body).expect(201).id();
    }

    String userKey(String name) {
        return "oidc:" + name + "-" + firm;
    }

    String address(String name) {
        return name + "-" + firm + "@example.org";
    }

    Client person(String name) {
        return staff(name + "-" + firm, firm);
    }

    /** Numbers what the journal has of the firm, and says so. */
    void number() {
        List<JournalEntry> entries = client.getDatabase(database)
                .getCollection(CollectionNames.JOURNAL, JournalEntry.class)
                .find(new FindOptions()
                        .filter(Filters.eq("managerId", firm))
                        .sort(Sorts.ascending("at", "_id")))
                .collect()
                .asList()
                .await()
                .atMost(SOON);
        entries.forEach(log::record);
        notices.grown(firm, log.last(firm).await().indefinitely());
    }
}
