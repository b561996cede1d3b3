package io.muster.api.page;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.button;

/** What the board says of its connection while that is lost and found again, and that it is right afterwards. */
@Tag("slow")
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class ConnectionTest {
    private static final Duration ASLEEP = Duration.ofSeconds(7);

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;
    private Line line;
    private String gala;

    @BeforeEach
    void aBoardAtTheEndOfALine() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
        line = new Line(port);
        gala = firm.publishes("Gala", Map.of("Server", 3));
    }

    @AfterEach
    void noLine() throws Exception {
        line.close();
    }

    @Test
    void lostItSaysHowOldThePictureIsAndFoundAgainItIsRight(Visits visits) {
        Page page = board(visits);
        line.cut();
        assertThat(light(page)).containsText("Reconnecting");
        assertThat(page.locator(".light-age")).hasText(Pattern.compile("as of \\d\\d:\\d\\d, \\d+ s ago"));
        firm.accepts("Ada", gala, "Server");
        assertThat(page.locator(".light-age")).hasText(Pattern.compile("[3-9] s ago"));
        assertThat(page.locator(".stale"))
                .hasText(Pattern.compile(
                        "No connection. What you see is as of \\d\\d:\\d\\d, \\d+ s ago; it catches up by itself."));
        assertThat(page.locator(".role-count")).hasText("0 of 3");

        page.context().setOffline(true);
        assertThat(light(page)).containsText("Offline");
        line.mend();
        page.context().setOffline(false);
        assertThat(page.locator(".role-count")).hasText("1 of 3");
        assertThat(page.locator(".light")).hasText("Live");
        assertThat(page.locator(".stale")).hasCount(0);
        assertThat(page.locator(".light-age")).hasCount(0);
    }

    @Test
    void whereTheServiceNoLongerKnowsWhatWasMissedEverythingIsFetchedAfresh(Visits visits) {
        Page page = board(visits);
        line.cut();
        line.losePlaces();
        assertThat(light(page)).containsText("Reconnecting");
        firm.accepts("Ada", gala, "Server");
        firm.publishes("Wedding", Map.of("Cook", 1));
        line.mend();
        assertThat(page.locator(".light")).hasText("Up to date again");
        assertThat(page.locator("event-card h2")).hasText(new String[] {"Gala", "Wedding"});
        assertThat(page.locator(".role-count")).hasText(new String[] {"1 of 3", "0 of 1"});
        firm.accepts("Grace", gala, "Server");
        assertThat(page.locator(".role-count")).hasText(new String[] {"2 of 3", "0 of 1"});
        assertThat(page.locator(".light")).hasText("Live");
    }

    @Test
    void thePastThatWasFetchedIsFetchedAfreshToo(Visits visits) {
        List<String> nights = firm.nights(30);
        Page page = board(visits);
        button(page, "Past").click();
        button(page, "Show more").click();
        assertThat(page.locator("event-card")).hasCount(30);
        line.cut();
        line.losePlaces();
        assertThat(light(page)).containsText("Reconnecting");
        firm.calls(firm.manager())
                .post("/api/events/" + nights.get(29) + "/complete")
                .then()
                .statusCode(200);
        line.mend();
        assertThat(page.locator("event-card").last()).containsText("Completed");
        assertThat(page.locator("event-card")).hasCount(30);
        assertThat(button(page, "Show more")).hasCount(0);
    }

    @Test
    void anEventOpenedMeanwhileShowsItsPeopleOnceTheConnectionIsBack(Visits visits) {
        firm.accepts("Ada", gala, "Server");
        Page page = board(visits, "1 of 3");
        line.cut();
        assertThat(light(page)).containsText("Reconnecting");
        page.locator(".card-link").click();
        assertThat(page.locator("people-list")).containsText("Loading…");
        line.mend();
        assertThat(page.locator("people-list")).containsText("Ada");
    }

    /** While a laptop sleeps its pages stand still, and its connections die without a word. */
    @Test
    void afterASleepItIsRightByItself(Visits visits) throws Exception {
        Page page = board(visits);
        try (Sleep sleep = Sleep.of(page)) {
            line.hush();
            firm.accepts("Ada", gala, "Server");
            sleep.lastsFor(ASLEEP);
        }
        // Sooner than a silent connection is found out without having slept.
        assertThat(page.locator(".role-count"))
                .hasText("1 of 3", new LocatorAssertions.HasTextOptions().setTimeout(15_000));
        assertThat(page.locator(".light")).hasText("Live");
    }

    private Page board(Visits visits) {
        return board(visits, "0 of 3");
    }

    private Page board(Visits visits, String taken) {
        Page page = visits.to(line.port())
                .signedInWith(firm.manager())
                .expectingTrouble()
                .open("/#/cards");
        assertThat(page.locator(".role-count")).hasText(taken);
        assertThat(page.locator(".light")).hasText("Live");
        return page;
    }

    private static Locator light(Page page) {
        return page.locator("connection-light");
    }
}
