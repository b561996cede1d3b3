package io.muster.operations;

import java.time.Duration;

import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;

/** Whatever the rules and the dashboard ask for is there once people have responded. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class MetricsExistTest {
    private static final String MANAGER = "watched";

    @Test
    void everyMetricThatIsAskedForIsScraped() {
        respond();
        scrape().assertEveryMetricIsThere();
    }

    @Test
    void everyLabelThatIsAskedForHasSuchAValue() {
        respond();
        scrape().assertEveryLabelHasSuchAValue();
    }

    private static void respond() {
        Client manager = Client.of(TestTokens.manager(MANAGER));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> manager.get("/api/events").status() == 200);
        given().get("/api/events").then().statusCode(401);
        String id = manager.post("/api/events", Bodies.published()).expect(201).id();
        for (int i = 0; i < 5; i++) {
            Client.of(TestTokens.staff("watched-" + i).claim("managerIds", new String[] {MANAGER}))
                    .post("/api/events/" + id + "/respond", Bodies.accept("Server"));
        }
    }

    private static Scrape scrape() {
        return new Scrape(given().get("/q/metrics").asString());
    }
}
