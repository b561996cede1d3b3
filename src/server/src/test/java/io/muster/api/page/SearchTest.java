package io.muster.api.page;

import java.util.Map;
import java.util.stream.IntStream;

import com.microsoft.playwright.Page;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.cards;

/** What is searched for is typed without accents and in any order. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class SearchTest {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Test
    void peopleAreFoundOnTheirEventAndOnTheBoardOnceItWasLookedAt(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        String eventId = firm.publishes("Gala", Map.of("Server", 20));
        firm.publishes("Cóctel", Map.of("Server", 2));
        IntStream.rangeClosed(1, 12).forEach(i -> firm.accepts("Person " + i, eventId, "Server"));
        firm.accepts("Zoë Müller", eventId, "Server");
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);

        page.getByLabel("Find a person").fill("muller ZOE");
        assertThat(page.locator(".person-name")).hasText(new String[] {"Zoë Müller"});

        cards(page);
        assertThat(page.locator("event-card h2")).hasCount(2);
        page.locator("#words").fill("zoe");
        assertThat(page.locator("event-card h2")).hasText(new String[] {"Gala"});
        page.locator("#words").fill("COCTEL");
        assertThat(page.locator("event-card h2")).hasText(new String[] {"Cóctel"});
    }
}
