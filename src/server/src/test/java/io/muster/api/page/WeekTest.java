package io.muster.api.page;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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
import static io.muster.api.page.Controls.answer;
import static io.muster.api.page.Controls.button;
import static io.muster.api.page.Controls.link;

/** The week of a manager, by what is missing: what is seen at a glance, and what is done from there. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class WeekTest {
    private static final int WIDTH = 1366;
    private static final int HEIGHT = 768;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
    }

    private Page open(Visits visits, String path) {
        return visits.to(port)
                .in("UTC")
                .onAScreenOf(WIDTH, HEIGHT)
                .signedInWith(firm.manager())
                .open(path);
    }

    private String makes(String name, int day, String status, Map<String, Integer> places) {
        return firm.makes(Firm.event(name, day, status, places));
    }

    private static Locator rows(Page page) {
        return page.locator(".row .name");
    }

    @Test
    void whatFillsIsSeenAtOnceAndFoldsAwayOnceItIsFull(Visits visits) {
        String gala = makes("Gala", 2, "published", Map.of("Server", 2));
        Page page = open(visits, "/");
        assertThat(page.locator(".row .count")).hasText("0/2");
        assertThat(page.locator(".light")).hasText("Live");
        firm.accepts("Ada", gala, "Server");
        assertThat(page.locator(".row .count")).hasText("1/2");
        assertThat(page.locator(".loud")).hasText("1 missing");
        firm.accepts("Grace", gala, "Server");
        assertThat(rows(page)).hasCount(0);
        assertThat(page.locator(".loud")).hasText("Nothing is missing");
        page.locator(".folds").getByText("1 full").click();
        assertThat(rows(page)).hasText("Gala");
        // What is unfolded is in the address.
        page.reload();
        assertThat(rows(page)).hasText("Gala");
    }

    @Test
    void theEventsOfAPersonAreFoundWithoutAccents(Visits visits) {
        String gala = makes("Gala", 2, "published", Map.of("Server", 3));
        String later = makes("Later", 20, "published", Map.of("Server", 3));
        makes("Lunch", 3, "published", Map.of("Server", 3));
        firm.accepts("José Ñáñez", gala, "Server");
        firm.accepts("José Ñáñez", later, "Server");
        Page page = open(visits, "/");
        assertThat(rows(page)).hasCount(2);
        page.keyboard().press("/");
        page.keyboard().type("jose nanez");
        assertThat(rows(page)).hasText(new String[] {"Gala", "Later"});
        assertThat(page.locator(".found")).hasText("2 events found.");
        // A link that is sent finds the same.
        page.reload();
        assertThat(rows(page)).hasText(new String[] {"Gala", "Later"});
        assertThat(page.locator("#find")).hasValue("jose nanez");
        page.locator("#find").focus();
        page.keyboard().press("Escape");
        assertThat(rows(page)).hasText(new String[] {"Gala", "Lunch"});
        page.locator("#find").fill(Firm.day(3));
        assertThat(rows(page)).hasText("Lunch");
    }

    @Test
    void whatIsCopiedIsADraftAndIsTakenBackWithinEightSeconds(Visits visits) {
        makes("Gala", 2, "published", Map.of("Server", 3));
        Page page = open(visits, "/");
        page.getByLabel("Tick Gala").click();
        button(page, "Copy to other days").click();
        page.getByLabel("Add a day").fill(Firm.day(5));
        page.getByLabel("Add a day").dispatchEvent("change");
        button(page, "Make 2 drafts").click();
        assertThat(page.locator(".undo")).containsText("2 drafts made");
        assertThat(page.locator(".sum")).containsText("1 draft");
        button(page, "Undo").click();
        assertThat(page.locator(".undo")).hasCount(0);
        assertThat(page.locator(".sum")).not().containsText("draft");
        Assertions.assertThat(firm.calls(firm.manager()).get("/api/events").<List<Object>>path("events"))
                .hasSize(1);
    }

    @Test
    void whatDoesNotGoIsSaidByNameAndTheRestIsDone(Visits visits) {
        String gala = makes("Gala", 2, "draft", Map.of("Server", 3));
        makes("Lunch", 2, "draft", Map.of("Server", 3));
        Page page = visits.to(port)
                .in("UTC")
                .signedInWith(firm.manager())
                .expectingTrouble()
                .after(context -> context.route("**/" + gala + "/publish", route -> route.abort()))
                .open("/");
        button(page, "Publish 2 drafts").first().click();
        answer(page, "Publish 2 drafts").click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("Gala: No connection. Nothing is lost: try again.");
        assertThat(rows(page)).hasText("Lunch");
    }

    @Test
    void aPressOpensAnEventBesideTheListAndTheKeysGoOn(Visits visits) {
        String gala = makes("Gala", 2, "published", Map.of("Server", 3));
        String lunch = makes("Lunch", 3, "published", Map.of("Server", 3));
        firm.accepts("Ada", gala, "Server");
        Page page = open(visits, "/");
        rows(page).first().click();
        assertThat(page.locator(".peek h2").first()).hasText("Gala");
        assertThat(page.locator(".peek .feed li").first()).containsText("Ada accepted as Server");
        page.keyboard().press("j");
        assertThat(page.locator(".peek h2").first()).hasText("Lunch");
        assertThat(page).hasURL(Pattern.compile("event=" + lunch));
        page.keyboard().press("k");
        assertThat(page).hasURL(Pattern.compile("event=" + gala));
        page.keyboard().press("Escape");
        assertThat(page.locator(".peek")).hasCount(0);
        assertThat(rows(page).first()).isFocused();
        page.keyboard().press("j");
        assertThat(rows(page).nth(1)).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator(".peek h2").first()).hasText("Lunch");
        page.keyboard().press("Enter");
        assertThat(page.locator(".event-head h1")).hasText("Lunch");
        page.goBack();
        assertThat(page.locator(".peek h2").first()).hasText("Lunch");
        page.keyboard().press("Escape");
        page.keyboard().press("c");
        assertThat(page.locator("h1")).hasText("New event");
    }

    @Test
    void onLessRoomAPressOpensThePage(Visits visits) {
        makes("Gala", 2, "published", Map.of("Server", 3));
        Page page = visits.to(port)
                .onAScreenOf(390, 800)
                .signedInWith(firm.manager())
                .open("/");
        rows(page).first().click();
        assertThat(page.locator(".event-head h1")).hasText("Gala");
    }

    @Test
    void theWayBackBringsBackWeekFiltersScrollAndFocus(Visits visits) {
        for (int i = 0; i < 30; i++) {
            makes("Event " + i, 9, "published", Map.of("Server", 3, "Cook", 1));
        }
        makes("Other", 10, "published", Map.of("Server", 3));
        Page page = open(visits, "/");
        assertThat(page.locator(".empty h2")).hasText("No events this week");
        link(page, "Next: " + page.locator(".empty a").first().innerText().replace("Next: ", ""))
                .click();
        page.locator(".chip", new Page.LocatorOptions().setHasText("Cook")).click();
        assertThat(rows(page)).hasCount(30);
        Locator last = rows(page).last();
        last.scrollIntoViewIfNeeded();
        last.click();
        link(page, "Open page Enter").or(link(page, "Open page")).click();
        assertThat(page.locator(".event-head h1")).hasText("Event 29");
        page.locator(".back").click();
        assertThat(rows(page)).hasCount(30);
        assertThat(page.locator(".chip[aria-pressed=true]")).containsText("Cook");
        assertThat(page.locator(".peek h2").first()).hasText("Event 29");
        assertThat(rows(page).last()).isInViewport();
        page.goBack();
        page.goBack();
        page.goBack();
        assertThat(page.locator(".peek")).hasCount(0);
        assertThat(rows(page).last()).isFocused();
        assertThat(rows(page).last()).isInViewport();
        page.goBack();
        assertThat(rows(page)).hasCount(31);
    }

    @Test
    void weeksBeforeAreFetchedAsOneTurnsToThem(Visits visits) {
        firm.nights(8);
        makes("Gala", 2, "published", Map.of("Server", 3));
        Page page = open(visits, "/");
        assertThat(rows(page)).hasText("Gala");
        button(page, "Week before").click();
        page.locator(".folds button").first().click();
        assertThat(rows(page)).hasCount(1);
        assertThat(rows(page)).hasText(Pattern.compile("Night \\d"));
        button(page, "Today").click();
        assertThat(rows(page)).hasText("Gala");
    }

    @Test
    void whoMayOnlyLookIsOfferedNoChange(Visits visits) {
        makes("Gala", 2, "published", Map.of("Server", 3));
        makes("Sketch", 2, "draft", Map.of("Server", 3));
        Page page = visits.to(port).signedInWith(firm.wallScreen()).open("/");
        assertThat(rows(page)).hasText("Gala");
        assertThat(page.locator("main input, .text-button, .top .primary")).hasCount(0);
    }
}
