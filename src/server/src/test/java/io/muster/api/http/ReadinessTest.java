package io.muster.api.http;

import java.util.List;
import java.util.Map;

import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Ready while the database answers. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class ReadinessTest {
    @Test
    void theDatabaseIsUp() {
        assertThat(given().get("/q/health/ready").<Map<String, Object>>path("checks.find { it.name == 'database' }"))
                .containsEntry("status", "UP");
    }

    @Test
    void databaseSchemaStreamAndLanesAreToldApart() {
        Awaitility.await()
                .untilAsserted(() -> assertThat(given().get("/q/health/ready")
                                .<List<String>>path("checks.findAll { it.status == 'UP' }.name"))
                        .contains("database", "schema", "stream", "lanes"));
    }

    @Test
    void itLives() {
        assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
    }
}
