package io.muster.api.page;

import java.util.Map;

import com.microsoft.playwright.Page;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** How often a page waits for the line before it shows something: on a slow one, that is what takes the time. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class TripsTest {
    /** The document, what it is made of, the lists. */
    private static final int TRIPS = 3;

    /** What had been answered when something was asked for may be what it waited for. */
    private static final String COUNT = """
            (part) => {
              const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
                .sort((one, other) => one.startTime - other.startTime);
              const trips = new Map();
              for (const each of all) {
                const before = [...trips.keys()].filter(({ responseEnd }) => responseEnd <= each.startTime);
                trips.set(each, 1 + Math.max(0, ...before.map((other) => trips.get(other))));
              }
              const wanted = all.filter(({ name }) => name.includes(part));
              return Math.max(0, ...wanted.map((each) => trips.get(each)));
            }""";

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
        firm.makes(Firm.event("Gala", 2, "published", Map.of("Server", 3)));
    }

    /** The socket never says anything here: nothing that is shown waits for it. */
    @Test
    void theFirstShiftTakesThreeTripsAndWaitsForNoSocket(Visits visits) {
        Page page = visits.to(port)
                .after(context -> context.routeWebSocket("**/api/ws*", socket -> {}))
                .signedInWith(firm.person("Ada"))
                .open("/staff");
        assertThat(page.locator(".take")).isVisible();
        Assertions.assertThat(trips(page, "/api/events/")).isEqualTo(TRIPS);
    }

    /** The same for the board, which is larger: no file of it waits for another one. */
    @Test
    void whatThePagesAreMadeOfTakesOneTrip(Visits visits) {
        Page board = visits.to(port).in("UTC").signedInWith(firm.manager()).open("/");
        assertThat(board.locator(".row")).isVisible();
        Assertions.assertThat(trips(board, "/static/bundle/")).isEqualTo(2);
        Page staff = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        assertThat(staff.locator(".take")).isVisible();
        Assertions.assertThat(trips(staff, "/static/bundle/")).isEqualTo(2);
    }

    /** @return the most trips that one of these takes, with those of what had come when it was asked for */
    private static int trips(Page page, String partOfAddress) {
        return ((Number) page.evaluate(COUNT, partOfAddress)).intValue();
    }
}
