package io.muster.api.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.microsoft.playwright.Page;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Measures the board in a browser: how soon it can be used, and how smooth it stays with 400 events in one week of which 50 a second
 * change. Not among the tests, for it judges the machine as well: {@code ./mvnw test -Dtest=BoardMeasurement}.
 */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class BoardMeasurement {
    private static final int EVENTS = 400;
    private static final int BATCH = 25;
    private static final int CHANGES_A_SECOND = 50;
    private static final int SECONDS = 8;

    /** The longest times between two frames, and how many were over 100 ms. */
    private static final String WATCH_FRAMES = """
            () => {
              window.gaps = [];
              let last = performance.now();
              const next = (now) => { window.gaps.push(now - last); last = now; requestAnimationFrame(next); };
              requestAnimationFrame(next);
            }""";

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Test
    void measure(Visits visits) throws Exception {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        List<String> events = events(firm);
        visits.to(port).signedInWith(firm.manager()).open("/").close();

        Page page = visits.to(port).signedInWith(firm.manager()).open("/");
        assertThat(page.locator(".row")).hasCount(EVENTS);
        Object interactive = page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive");
        Object painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime");
        page.evaluate(WATCH_FRAMES);
        int changed = changes(firm, events);
        Object longest = page.evaluate("Math.max(...window.gaps)");
        Object late = page.evaluate("window.gaps.filter((gap) => gap > 100).length");
        Object frames = page.evaluate("window.gaps.length");
        System.out.printf(
                "board: interactive after %s ms, first content after %s ms; %d events, %d changes in %d s: "
                        + "%s frames, the longest %s ms, %s over 100 ms%n",
                interactive, painted, EVENTS, changed, SECONDS, frames, longest, late);
        Assertions.assertThat(((Number) interactive).doubleValue())
                .as("ms until it can be used")
                .isLessThan(1_000);
        Assertions.assertThat(((Number) late).intValue())
                .as("frames over 100 ms, the longest %s ms", longest)
                .isZero();
    }

    private static List<String> events(Firm firm) {
        List<String> ids = new ArrayList<>();
        for (int from = 0; from < EVENTS; from += BATCH) {
            List<Map<String, Object>> batch = new ArrayList<>();
            for (int i = from; i < from + BATCH; i++) {
                batch.add(Map.of(
                        "status",
                        "published",
                        "event_name",
                        "Event " + i,
                        "date",
                        Firm.day(1 + i % 6),
                        "roles",
                        List.of(Firm.role(Map.entry("Server", 12)), Firm.role(Map.entry("Cook", 4)))));
            }
            ids.addAll(firm.calls(firm.manager())
                    .body(Map.of("events", batch))
                    .post("/api/events/batch")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("events.id"));
        }
        return ids;
    }

    /** @return how many responses were recorded */
    private static int changes(Firm firm, List<String> events) throws InterruptedException {
        ScheduledExecutorService pace = Executors.newScheduledThreadPool(4);
        AtomicInteger recorded = new AtomicInteger();
        AtomicInteger person = new AtomicInteger();
        pace.scheduleAtFixedRate(
                () -> {
                    int number = person.getAndIncrement();
                    if (firm.responds("p" + number, events.get(number % events.size()), "accept", "Server")
                                    .statusCode()
                            == 200) {
                        recorded.incrementAndGet();
                    }
                },
                0,
                1_000 / CHANGES_A_SECOND,
                TimeUnit.MILLISECONDS);
        TimeUnit.SECONDS.sleep(SECONDS);
        pace.shutdownNow();
        return recorded.get();
    }
}
