package io.muster.api.calendar;

import java.time.Duration;

import jakarta.inject.Inject;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.muster.api.event.HttpTest;
import io.muster.api.respond.TurnedClock;
import io.muster.testing.database.TestDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The address of a calendar is its secret: it is nowhere but with its person, and nobody finds it by trying. */
@QuarkusTest
@Tag("service")
class CalendarSecretsTest extends HttpTest {
    private static final int UNKNOWN_A_MINUTE = 60;

    @Inject
    TurnedClock clock;

    /** Others in the run come from the same address. */
    @AfterEach
    void aMinuteLater() {
        clock.turn(Duration.ofMinutes(1));
    }

    private static String made() {
        String url = staff(fresh("p"), fresh("f"))
                .post("/api/me/calendar")
                .expect(201)
                .body()
                .path("url")
                .textValue();
        return url.substring(url.indexOf("/calendar/"));
    }

    private static int status(String path) {
        return RestAssured.given().urlEncodingEnabled(false).get(path).statusCode();
    }

    @Test
    void itIsNeitherStoredNorCounted() {
        String path = made();
        assertThat(status(path)).isEqualTo(200);
        String secret = path.substring("/calendar/".length(), path.length() - ".ics".length());

        String database = ConfigProvider.getConfig().getValue("quarkus.mongodb.database", String.class);
        try (MongoClient mongo = MongoClients.create(TestDatabase.uri())) {
            for (String collection : mongo.getDatabase(database).listCollectionNames()) {
                mongo.getDatabase(database)
                        .getCollection(collection)
                        .find()
                        .forEach(document -> assertThat(document.toJson()).doesNotContain(secret));
            }
            assertThat(mongo.getDatabase(database).getCollection("calendars").countDocuments())
                    .isPositive();
        }
        assertThat(RestAssured.get("/q/metrics").asString())
                .contains("uri=\"/calendar/{secret}.ics\"")
                .doesNotContain(secret);
    }

    @Test
    void whoTriesAddressesIsStoppedAndShutsNobodyOut() {
        String known = made();
        assertThat(status(known)).isEqualTo(200);
        clock.turn(Duration.ofMinutes(1));

        for (int i = 0; i < UNKNOWN_A_MINUTE; i++) {
            assertThat(status("/calendar/" + "A".repeat(20) + (10 + i) + ".ics"))
                    .isEqualTo(404);
        }

        assertThat(status("/calendar/" + "B".repeat(22) + ".ics")).isEqualTo(429);
        assertThat(status(known)).isEqualTo(200);
        clock.turn(Duration.ofMinutes(1));
        assertThat(status("/calendar/" + "B".repeat(22) + ".ics")).isEqualTo(404);
    }
}
