package io.muster.api.problem;

import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;

import io.muster.store.client.MongoSettings;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.TestTokens;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A list answers as an accept does while the database refuses the service's connections. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class RefusedReadTest {
    private static final int UNAUTHORIZED = 13;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    ReactiveMongoClient client;

    private static Response list() {
        return given().header("Authorization", TestTokens.manager("m-refused").bearer())
                .get("/api/events");
    }

    private void failReads(Document failPoint) {
        Document command = new Document("configureFailPoint", "failCommand");
        command.putAll(failPoint);
        client.getDatabase("admin").runCommand(command).await().atMost(PATIENCE);
    }

    @Test
    void aListThatMayNotBeReadNowIs503() {
        failReads(new Document("mode", "alwaysOn")
                .append(
                        "data",
                        new Document("failCommands", List.of("find"))
                                .append("appName", MongoSettings.APP_NAME + "-lists")
                                .append("errorCode", UNAUTHORIZED)));
        try {
            Response refused = list();

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.<String>path("code")).isEqualTo("DATABASE_UNAVAILABLE");
        } finally {
            failReads(new Document("mode", "off"));
        }
        assertThat(list().statusCode()).isEqualTo(200);
    }
}
