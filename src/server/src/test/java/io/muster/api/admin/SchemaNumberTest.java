package io.muster.api.admin;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.muster.event.journal.SchemaNumber;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.database.TestDatabase;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.bson.conversions.Bson;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The schema number over HTTP, and what a client is told that asks for what is not available yet. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class SchemaNumberTest {
    private static final String SCHEMA = "/api/admin/schema";

    private final MongoClient mongo = MongoClients.create(TestDatabase.uri());
    private final Client admin = Client.of(TestTokens.staff("root").claim("groups", List.of("admin")));
    private final String firm = "firm-" + Long.toString(System.nanoTime(), 36);
    private final Client manager = Client.of(TestTokens.manager(firm));

    @BeforeEach
    void ready() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> admin.get(SCHEMA).status() == 200);
    }

    @AfterEach
    void allowEverything() {
        store(Updates.combine(Updates.set("number", SchemaNumber.NEWEST), Updates.unset("limit")));
        mongo.close();
    }

    private void store(Bson change) {
        mongo.getDatabase(ConfigProvider.getConfig().getValue("quarkus.mongodb.database", String.class))
                .getCollection("schema")
                .updateOne(Filters.eq("_id", "schema"), change);
    }

    private static ObjectNode waitlist() {
        return Bodies.role(Bodies.published(), "Cook", 2, "waitlist");
    }

    @Test
    void isForAdministratorsAlone() {
        manager.get(SCHEMA).expect(403, "FORBIDDEN");
        manager.put(SCHEMA, "{\"limit\":1}").expect(403, "FORBIDDEN");
    }

    @Test
    void refusesWhatIsNoLimit() {
        for (String limit : List.of(
                "{}",
                "{\"limit\":0}",
                "{\"limit\":" + (SchemaNumber.NEWEST + 1) + "}",
                "{\"limit\":\"1\"}",
                "{\"limit\":1.5}")) {
            assertThat(admin.put(SCHEMA, limit).expect(400, "VALIDATION").violations())
                    .as(limit)
                    .containsExactly("limit");
        }
        admin.put(SCHEMA, "[]").expect(400, "VALIDATION");
    }

    @Test
    void isLimitedAndFreed() {
        Answer limited =
                admin.put(SCHEMA, "{\"limit\":" + SchemaNumber.NEWEST + "}").expect(200);
        assertThat(limited.body().path("limit").intValue()).isEqualTo(SchemaNumber.NEWEST);
        Answer freed = admin.put(SCHEMA, "{\"limit\":null}").expect(200);
        assertThat(freed.body().path("limit").isNull()).isTrue();
        assertThat(admin.get(SCHEMA).expect(200).body().path("number").intValue())
                .isEqualTo(SchemaNumber.NEWEST);
        assertThat(freed.body().path("processes").get(0).path("known").intValue())
                .isEqualTo(SchemaNumber.NEWEST);
    }

    @Test
    void isNotLoweredBelowWhatIsInUse() {
        manager.post("/api/events", waitlist()).expect(201);
        admin.put(SCHEMA, "{\"limit\":1}").expect(409, "SCHEMA_IN_USE");
        assertThat(admin.get(SCHEMA).body().path("used").intValue()).isGreaterThanOrEqualTo(SchemaNumber.STANDBY);
    }

    @Test
    void whatOlderVersionsDoNotKnowIsNotYetAvailable() {
        String id = manager.post("/api/events", Bodies.published()).expect(201).id();
        store(Updates.combine(Updates.set("number", 1), Updates.set("limit", 1)));
        manager.post("/api/events", waitlist()).expect(409, "NOT_YET_AVAILABLE");
        manager.post("/api/events/batch", "{\"events\":[" + waitlist() + "]}").expect(409, "NOT_YET_AVAILABLE");
        manager.patch("/api/events/" + id, "{\"promote_until\":\"2026-12-01T00:00:00Z\"}")
                .expect(409, "NOT_YET_AVAILABLE");
        manager.post("/api/events/" + id + "/cancel?dryRun=true", "{\"reason\":\"Rain\"}")
                .expect(409, "NOT_YET_AVAILABLE");
        manager.post("/api/events/" + id + "/cancel", "{}").expect(200);
        manager.post("/api/events/" + id + "/reopen", "{}").expect(409, "NOT_YET_AVAILABLE");
        manager.post("/api/events", Bodies.published()).expect(201);
    }

    @Test
    void aRoleThatRequiresSomethingIsNotYetAvailableBesideAVersionThatWouldLetAnybodyIn() {
        ObjectNode driver = Bodies.published();
        ((ObjectNode) driver.at("/roles/0")).putArray("requires").add("Licence");
        store(Updates.combine(Updates.set("number", 2), Updates.set("limit", 2)));
        manager.post("/api/events", driver).expect(409, "NOT_YET_AVAILABLE");
        String id = manager.post("/api/events", waitlist()).expect(201).id();
        manager.patch("/api/events/" + id, Bodies.object().set("roles", driver.path("roles")))
                .expect(409, "NOT_YET_AVAILABLE");
    }
}
