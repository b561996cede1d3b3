package io.muster.api.page;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

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
import static io.muster.api.page.Controls.more;
import static io.muster.api.page.Controls.ofPerson;

/**
 * What the jobs of a firm cost in presses. What needs no network has {@link WithoutNetworkTest}; how long a slow phone takes is measured
 * by {@link PhoneMeasurement}.
 */
@Tag("slow")
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class JobsTest {
    private static final int WIDTH = 1366;
    private static final int HEIGHT = 768;
    private static final int PHONE_WIDTH = 360;
    private static final int PHONE_HEIGHT = 740;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
    }

    private Page desk(Visits visits, String path) {
        return visits.to(port)
                .in("UTC")
                .onAScreenOf(WIDTH, HEIGHT)
                .after(Presses::count)
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
    void anEventIsMadeOfNothingWithTwelveInputsAndTenMoreOfItWithThreePresses(Visits visits) {
        Page page = desk(visits, "/");
        link(page, "New event").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Gala");
        page.getByLabel("Venue").fill("Hall 9");
        page.getByLabel("Date").fill(Firm.day(1));
        page.getByLabel("Starts").fill("18:00");
        page.getByLabel("Ends").fill("23:00");
        page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).fill("Server");
        page.getByLabel("How many").fill("10");
        page.getByLabel("Call time").fill("17:00");
        button(page, "Save and publish").click();
        assertThat(page.locator("h1")).hasText("Gala");
        Assertions.assertThat(Presses.andFields(page)).isLessThanOrEqualTo(12);

        page.locator(".back").click();
        int before = Presses.of(page);
        page.getByLabel("Tick Gala").click();
        button(page, "Copy to other days").click();
        IntStream.rangeClosed(2, 10).map(week -> 1 + 7 * week).forEach(day -> types(page, Firm.day(day)));
        button(page, "Make 10 drafts").click();
        assertThat(page.locator(".undo")).containsText("10 drafts made");
        Assertions.assertThat(Presses.of(page) - before).isEqualTo(3);
        Assertions.assertThat(firm.calls(firm.manager()).get("/api/events").<List<Object>>path("events"))
                .hasSize(11);
    }

    /** As somebody types a date, digit by digit, in the order of the browser's own language. */
    private static void types(Page page, String date) {
        String[] parts = date.split("-");
        page.keyboard().type(parts[1] + parts[2] + parts[0]);
    }

    @Test
    void theDraftsOfAWeekArePublishedWithTwoPresses(Visits visits) {
        makes("One", 1, "draft", Map.of("Server", 3));
        makes("Two", 4, "draft", Map.of("Server", 3));
        Page page = desk(visits, "/");
        button(page, "Publish 2 drafts").click();
        answer(page, "Publish 2 drafts").click();
        assertThat(rows(page)).hasText(new String[] {"One", "Two"});
        Assertions.assertThat(Presses.of(page)).isEqualTo(2);
    }

    @Test
    void whatIsMissingAndOfWhichRoleIsOnTheScreenWithoutAPress(Visits visits) {
        for (int day = 1; day <= 4; day++) {
            for (int i = 0; i < 4; i++) {
                makes("Event %d of %d".formatted(i, day), day, "published", Map.of("Camarero", 2, "Barra", 1));
            }
        }
        String full = makes("Full", 2, "published", Map.of("Camarero", 1));
        firm.accepts("Ada", full, "Camarero");
        makes("Sketch", 3, "draft", Map.of("Camarero", 5));
        Page page = desk(visits, "/");

        assertThat(page.locator(".loud")).hasText("48 missing");
        assertThat(page.locator(".chip").nth(0)).hasText(Pattern.compile("Camarero −3232 missing"));
        assertThat(page.locator(".chip").nth(1)).hasText(Pattern.compile("Barra −1616 missing"));
        assertThat(page.locator(".strip .lack")).hasCount(4);
        assertThat(rows(page)).hasCount(16);
        assertThat(page.locator(".folds").getByText("1 full")).isVisible();
        long seen = IntStream.range(0, 16)
                .filter(row -> rows(page).nth(row).boundingBox().y + 20 < HEIGHT)
                .count();
        Assertions.assertThat(seen).isGreaterThanOrEqualTo(14);
        assertThat(page).hasTitle(Pattern.compile("^48 missing · .* · Muster$"));
        Assertions.assertThat(Presses.of(page)).isZero();
    }

    @Test
    void whoHasNotAnsweredIsSeenWithOnePress(Visits visits) {
        String gala = makes("Gala", 2, "published", Map.of("Server", 3));
        firm.hasMember(Map.of("name", "Ada", "userKey", firm.userKey("Ada")));
        firm.hasMember(Map.of("name", "Linus", "userKey", firm.userKey("Linus")));
        firm.accepts("Ada", gala, "Server");
        Page page = desk(visits, "/");
        rows(page).click();
        assertThat(page.locator("no-answer li")).hasText("Linus");
        assertThat(page.locator("no-answer li")).isInViewport();
        Assertions.assertThat(Presses.of(page)).isEqualTo(1);
    }

    @Test
    void somebodyIsPutInAndMovedWithThreePressesEach(Visits visits) {
        String gala = makes("Gala", 2, "published", Map.of("Server", 2, "Cook", 1));
        firm.hasMember(Map.of("name", "Linus"));
        Page page = desk(visits, "/#/events/" + gala);
        button(page, "Put somebody in as Server").first().click();
        page.getByRole(AriaRole.DIALOG).getByText("Linus").click();
        assertThat(button(page, "Linus: actions")).isVisible();
        int putIn = Presses.of(page);
        Assertions.assertThat(putIn).isLessThanOrEqualTo(3);
        ofPerson(page, "Linus", "Move to Cook").click();
        answer(page, "Move to Cook").click();
        Locator cook = page.locator(
                "role-block",
                new Page.LocatorOptions().setHas(page.locator("h2", new Page.LocatorOptions().setHasText("Cook"))));
        assertThat(cook.locator(".person-name")).hasText("Linus");
        assertThat(page.locator(".person")).hasCount(1);
        Assertions.assertThat(firm.journal(gala)).containsExactly("created", "assigned", "moved");
        Assertions.assertThat(Presses.of(page) - putIn).isLessThanOrEqualTo(3);
    }

    @Test
    void theEventsOfAPersonAreFoundWithOnePressAndTheName(Visits visits) {
        firm.accepts("José Ñáñez", makes("Gala", 2, "published", Map.of("Server", 3)), "Server");
        firm.accepts("José Ñáñez", makes("Later", 20, "published", Map.of("Server", 3)), "Server");
        makes("Lunch", 3, "published", Map.of("Server", 3));
        Page page = desk(visits, "/");
        assertThat(rows(page)).hasCount(2);
        page.locator("#find").click();
        page.keyboard().type("jose nanez");
        assertThat(rows(page)).hasText(new String[] {"Gala", "Later"});
        Assertions.assertThat(Presses.of(page)).isEqualTo(1);
    }

    @Test
    void aRosterOfAHundredAndTwentyPeopleIsOnPaperWithTwoPresses(Visits visits) {
        String gala = makes("Gala", 2, "published", Map.of("Server", 101, "Cook", 20));
        for (int i = 0; i < 120; i++) {
            firm.accepts("Person " + i, gala, i < 100 ? "Server" : "Cook");
        }
        Page page = desk(visits, "/");
        page.evaluate("void (window.print = () => dispatchEvent(new Event('beforeprint')))");
        rows(page).click();
        button(page, "Print roster").click();
        assertThat(page.locator(".sheet tbody tr")).hasCount(121);
        assertThat(page.locator(".sheet tbody").filter(new Locator.FilterOptions().setHasText("Person 0")))
                .not()
                .containsText("Person 119");
        assertThat(page.locator(".sheet tbody small")).hasCount(1);
        Assertions.assertThat(Presses.of(page)).isEqualTo(2);
    }

    @Test
    void whatIsTickedIsCancelledWithItsReasonWithThreePresses(Visits visits) {
        String gala = makes("Gala", 2, "published", Map.of("Server", 3));
        Page page = desk(visits, "/");
        page.getByLabel("Tick Gala").click();
        button(page, "Cancel…").click();
        assertThat(page.getByLabel("Reason")).isFocused();
        page.keyboard().type("Storm");
        answer(page, "Cancel 1 event").click();
        assertThat(rows(page)).hasCount(0);
        assertThat(page.locator(".ticked")).hasCount(0);
        Assertions.assertThat(Presses.of(page)).isEqualTo(3);
        Assertions.assertThat(
                        firm.calls(firm.manager()).get("/api/events/" + gala).<String>path("cancel_reason"))
                .isEqualTo("Storm");
    }

    @Test
    void anEventIsCancelledOnItsPageWithThreePresses(Visits visits) {
        String gala = makes("Gala", 2, "published", Map.of("Server", 3));
        Page page = desk(visits, "/#/events/" + gala);
        more(page, "Cancel event").click();
        page.keyboard().type("Storm");
        answer(page, "Cancel event").click();
        assertThat(page.locator(".event-reason")).hasText("Cancelled: Storm");
        Assertions.assertThat(Presses.of(page)).isEqualTo(3);
    }

    /** Of forty shifts half are full: the first that fits is on the first screen. */
    @Test
    void aWaiterTakesTheFirstShiftThatFitsSeesTheWayKeepsItInTheCalendarAndGivesItBack(Visits visits) {
        for (int i = 0; i < 20; i++) {
            String full = makes("Full " + i, 1 + i % 5, "published", Map.of("Server", 1));
            firm.accepts("Grace " + i, full, "Server");
            makes("Event " + i, 1 + i % 5, "published", Map.of("Server", 3));
        }
        Page page = phone(visits, "Ada");
        Locator take = page.locator(".take").first();
        take.waitFor();
        Assertions.assertThat(take.boundingBox().y + take.boundingBox().height)
                .isLessThan(page.locator(".bar-nav").boundingBox().y);
        take.click();
        assertThat(page.locator(".shift-outcome").first()).hasText("You are in: Server, call time 17:00");
        Assertions.assertThat(Presses.of(page)).isEqualTo(1);

        page.locator(".bar-nav").getByText("My shifts").click();
        assertThat(page.locator(".is-next .shift-call")).containsText("17:00");
        int before = Presses.of(page);
        Assertions.assertThat(
                        page.waitForDownload(() -> button(page, "To calendar").click())
                                .suggestedFilename())
                .endsWith(".ics");
        Assertions.assertThat(Presses.of(page) - before).isEqualTo(1);
        page.locator(".is-next .shift-decline").click();
        answer(page, "Give my place back").click();
        assertThat(page.locator(".shift-outcome").first()).hasText("You have declined.");
        Assertions.assertThat(Presses.of(page) - before).isEqualTo(1 + 2);
    }

    @Test
    void theWayToAShiftThatOneIsInIsThereWithoutAPress(Visits visits) {
        Map<String, Object> event = Firm.event("Gala", 2, "published", Map.of("Server", 3));
        event.put("venue_name", "Hall 9");
        firm.accepts("Ada", firm.makes(event), "Server");
        Page page = visits.to(port)
                .onAScreenOf(PHONE_WIDTH, PHONE_HEIGHT)
                .after(Presses::count)
                .signedInWith(firm.person("Ada"))
                .open("/staff#mine");
        assertThat(link(page, "Directions")).isInViewport();
        Assertions.assertThat(Presses.of(page)).isZero();
    }

    private Page phone(Visits visits, String name) {
        return visits.to(port)
                .onAScreenOf(PHONE_WIDTH, PHONE_HEIGHT)
                .after(Presses::count)
                .signedInWith(firm.person(name))
                .open("/staff");
    }
}
