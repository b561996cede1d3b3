package io.muster.api.page;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import com.microsoft.playwright.BrowserContext;
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
import static io.muster.api.page.Controls.cards;
import static io.muster.api.page.Controls.link;
import static io.muster.api.page.Controls.menu;
import static io.muster.api.page.Controls.more;

/** The manager's board, as its visitors have it. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class BoardTest {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
    }

    @Test
    void signInCreatePublishAndSeeItFillWithoutAReload(Visits visits) {
        Page page = visits.to(port).open("/");
        button(page, "Manager of Acme Catering").click();
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(Pattern.compile("New event|Make your first event")))
                .first()
                .click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Gala of the board's test");
        page.getByLabel("Date").fill(Firm.day(14));
        page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).fill("Server");
        page.getByLabel("How many").fill("2");
        button(page, "Save as draft").click();
        assertThat(page.locator("h1")).hasText("Gala of the board's test");
        button(page, "Publish").click();
        answer(page, "Publish").click();
        assertThat(more(page, "Unpublish")).isVisible();
        String eventId = page.url().replaceAll(".*/events/", "");

        cards(page);
        Locator card = page.locator("event-card", new Page.LocatorOptions().setHasText("Gala of the board's test"));
        assertThat(card.locator(".role-count")).hasText("0 of 2");
        page.evaluate("window.isTheSamePage = true");
        new Firm("acme", port, DevelopmentSecret.VALUE).accepts("Ada", eventId, "Server");

        assertThat(card.locator(".role-count")).hasText("1 of 2");
        assertThat(card.locator(".seat.is-taken")).hasCount(1);
        Assertions.assertThat(page.evaluate("window.isTheSamePage")).isEqualTo(true);
    }

    @Test
    void aTabIsNamedByWhatItShows(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/cards");
        assertThat(page).hasTitle("Events · 2 places left · Muster");
        page.locator(".card-link").click();
        assertThat(page).hasTitle(Pattern.compile("^Gala, .* · 2 places left · Muster$"));
        firm.accepts("Ada", eventId, "Server");
        assertThat(page).hasTitle(Pattern.compile("^Gala, .* · 1 place left · Muster$"));
        link(page, "Edit").click();
        assertThat(page).hasTitle("Edit event · Muster");
        menu(page, "Sign out").click();
        assertThat(page).hasTitle("Muster");
    }

    /** A firm has a gala every week. */
    @Test
    void linksOfEventsOfOneNameDiffer(Visits visits) {
        for (int day : List.of(14, 21)) {
            firm.makes(event("Gala", day, "published", 2));
        }
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/cards");
        assertThat(page.locator(".card-link")).hasCount(2);
        String names = "links => new Set(links.map((link) => link.ariaLabel)).size";
        Assertions.assertThat(page.locator(".card-link").evaluateAll(names)).isEqualTo(2);
    }

    /** Zone data of a browser is as old as the browser. */
    @Test
    void oneEventInAZoneThatTheBrowserDoesNotKnowHidesNoOther(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 2));
        firm.makes(Map.of(
                "status",
                "published",
                "event_name",
                "Abroad",
                "date",
                Firm.day(15),
                "start_time",
                "18:00",
                "timezone",
                "Asia/Tokyo",
                "respond_by",
                Firm.day(5) + "T12:00:00Z",
                "roles",
                List.of(Firm.role(Map.entry("Server", 2)))));
        Consumer<BrowserContext> withoutTokyo = context -> context.addInitScript("""
                const Known = Intl.DateTimeFormat;
                Intl.DateTimeFormat = function (locale, options) {
                  if (options?.timeZone === "Asia/Tokyo") throw new RangeError("Invalid time zone");
                  return new Known(locale, options);
                };""");
        Page board =
                visits.to(port).after(withoutTokyo).signedInWith(firm.manager()).open("/#/cards");
        assertThat(board.locator("event-card h2")).hasText(new String[] {"Gala", "Abroad"});
        assertThat(board.locator("event-card").last()).containsText("from 18:00 · Tokyo time");
        board.locator(".card-link").last().click();
        assertThat(board.locator(".details")).containsText("12:00 UTC");
        Page wall = visits.to(port)
                .after(withoutTokyo)
                .signedInWith(firm.wallScreen())
                .open("/?wall");
        assertThat(wall.locator(".wall-event h2")).hasText(new String[] {"Gala", "Abroad"});
        Page staff = visits.to(port)
                .after(withoutTokyo)
                .signedInWith(firm.person("Ada"))
                .open("/staff");
        assertThat(staff.locator("shift-card h3")).hasText(new String[] {"Gala", "Abroad"});
    }

    /** In Honolulu it ends two days after its date, in UTC. */
    @Test
    void aShiftOfADayWestOfUtcIsThereUntilItEnds(Visits visits) {
        firm.makes(Map.of(
                "status",
                "published",
                "event_name",
                "Watch",
                "date",
                Firm.day(10),
                "start_time",
                "18:00",
                "end_time",
                "18:00",
                "timezone",
                "Pacific/Honolulu",
                "roles",
                List.of(Firm.role(Map.entry("Guard", 2)))));
        Page page = visits.to(port)
                .after(context -> context.clock().setFixedTime(Firm.day(12) + "T03:59:00Z"))
                .signedInWith(firm.manager())
                .open("/#/cards");
        assertThat(page.locator("main h2")).hasText("Watch");
        Page after = visits.to(port)
                .after(context -> context.clock().setFixedTime(Firm.day(12) + "T04:01:00Z"))
                .signedInWith(firm.manager())
                .open("/#/cards");
        assertThat(after.locator("h2")).hasText("No events yet");
    }

    @Test
    void whatIsWrongInAFormIsSaidNextToIt(Visits visits) {
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/new");
        page.getByLabel("How many").fill("0");
        button(page, "Save as draft").click();
        assertThat(page.locator("#date-error")).hasText("Choose a day.");
        assertThat(page.locator("#role-0-role-error")).hasText("Name the role.");
        assertThat(page.locator("#role-0-count-error")).hasText("A whole number from 1 to 2,000.");
        assertThat(page.getByLabel("Date")).isFocused();
        page.getByLabel("Date").fill(Firm.day(3));
        assertThat(page.locator("#date-error")).isEmpty();
    }

    @Test
    void whatTheServiceRefusesIsSaidNextToItToo(Visits visits) {
        Page page =
                visits.to(port).signedInWith(firm.manager()).expectingTrouble().open("/#/new");
        page.getByLabel("Date").fill(Firm.day(3));
        page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).fill("Server");
        page.getByLabel("Time zone").fill("Mars/Olympus");
        button(page, "Save as draft").click();
        assertThat(page.locator("#timezone-error")).not().isEmpty();
        assertThat(page.getByLabel("Time zone")).isFocused();
    }

    @Test
    void anEventIsEditedAndAnotherMadeLikeIt(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        link(page, "Edit").click();
        page.getByLabel("Venue").fill("Hall 4");
        button(page, "Save").click();
        assertThat(page.locator(".event-head")).containsText("Hall 4");
        more(page, "Duplicate").click();
        page.getByLabel("Date").fill(Firm.day(21));
        button(page, "Save and publish").click();
        assertThat(page.locator("h1")).hasText("Gala");
        Assertions.assertThat(page.url()).doesNotContain(eventId);
        cards(page);
        assertThat(page.locator("event-card")).hasCount(2);
    }

    @Test
    void sortedFilteredAndSearched(Visits visits) {
        String soon = firm.makes(event("Soon", 3, "published", 10));
        String tomorrow = firm.makes(event("Tomorrow", 2, "published", 2));
        firm.makes(event("Sketch", 9, "draft", 3));
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/cards");
        Locator names = page.locator("event-card h2");
        assertThat(names).hasText(new String[] {"Tomorrow", "Soon", "Sketch"});
        button(page, "Most urgent").click();
        assertThat(names).hasText(new String[] {"Soon", "Tomorrow", "Sketch"});
        // A card that was moved still fills by itself.
        firm.accepts("Ada", soon, "Server");
        firm.accepts("Grace", tomorrow, "Server");
        assertThat(page.locator(".role-count")).hasText(new String[] {"1 of 10", "1 of 2", "0 of 3"});
        button(page, "Drafts").click();
        assertThat(names).hasText(new String[] {"Sketch"});
        button(page, "All").click();
        page.getByLabel("Search events").fill("tomo");
        assertThat(names).hasText(new String[] {"Tomorrow"});
    }

    @Test
    void inSpanish(Visits visits) {
        firm.publishes("Gala", Map.of("Camarero", 3));
        Page page = visits.to(port).inSpanish().signedInWith(firm.manager()).open("/#/cards");
        assertThat(page.locator("main h1")).hasText("Eventos");
        assertThat(page.locator(".role-count")).hasText("0 de 3");
        assertThat(page.locator("html")).hasAttribute("lang", "es");
        menu(page, "English").click();
        assertThat(page.locator("main h1")).hasText("Events");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
    }

    /** What is outside a card is not painted while its content may be left out. */
    @Test
    void theFocusOfACardIsDrawnWithinIt(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 3));
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/cards");
        page.locator(".card-link").focus();
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Tab");
        assertThat(page.locator(".card-link")).isFocused();
        Assertions.assertThat(page.evaluate(
                        "getComputedStyle(document.querySelector('.card-link'), '::after').outlineOffset"))
                .isEqualTo("-3px");
    }

    @Test
    void inForcedColoursTakenSeatsDifferFromEmptyOnes(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        firm.accepts("Ada", eventId, "Server");
        Page page =
                visits.to(port).inForcedColours().signedInWith(firm.manager()).open("/#/cards");
        Locator seats = page.locator(".seat");
        assertThat(seats).hasCount(3);
        assertThat(page.locator(".seat.is-taken")).hasCount(1);
        String ground = "seat => getComputedStyle(seat).backgroundColor";
        Assertions.assertThat(seats.nth(0).evaluate(ground))
                .isNotEqualTo(seats.nth(1).evaluate(ground));
    }

    @Test
    void whoMayOnlyLookIsOfferedNothingElse(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        Page page = visits.to(port).signedInWith(firm.wallScreen()).open("/#/events/" + eventId);
        assertThat(page.locator("h1")).hasText("Gala");
        assertThat(page.locator("main button, .button")).hasCount(0);
    }

    @Test
    void aTokenStaysInItsTab(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 3));
        Visit visit = visits.to(port);
        Page page = visit.open("/#/cards");
        page.getByLabel("Access token").fill("no token");
        button(page, "Sign in").click();
        assertThat(page.locator("#token-error"))
                .hasText("That isn’t a token: it has three parts with dots between them.");
        page.getByLabel("Access token").fill("Bearer " + firm.manager());
        button(page, "Sign in").click();
        assertThat(page.locator("event-card h2")).hasText("Gala");
        assertThat(page.locator(".light")).hasText("Live");
        Assertions.assertThat(page.evaluate("Object.values(localStorage).concat(document.cookie).join()")
                        .toString())
                .doesNotContain("eyJ");
        page.reload();
        assertThat(page.locator("event-card h2")).hasText("Gala");
        assertThat(visit.open("/").getByLabel("Access token")).isVisible();
        menu(page, "Sign out").click();
        assertThat(page.getByLabel("Access token")).isVisible();
        Assertions.assertThat(page.evaluate("sessionStorage.getItem('muster.token')"))
                .isNull();
    }

    @Test
    void whileItLoadsItSaysSo(Visits visits) {
        Page page = visits.to(port)
                .signedInWith(firm.manager())
                .holdingBack("/api/events?")
                .open("/#/cards");
        assertThat(page.locator(".list-head")).containsText("Loading…");
        assertThat(page.locator(".waiting .seat")).hasCount(3);
        Visit.letGo(page);
        assertThat(page.locator("h2")).hasText("No events yet");
        assertThat(link(page, "Make your first event")).isVisible();
        assertThat(page.locator(".waiting")).hasCount(0);
    }

    @Test
    void upToTwentyFourPlacesAreSeatsAndMoreAreABar(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 24, "Cook", 25));
        firm.accepts("Ada", eventId, "Server");
        firm.accepts("Grace", eventId, "Cook");
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/cards");
        Locator servers = page.locator("role-seats", new Page.LocatorOptions().setHasText("Server"));
        assertThat(servers.locator(".seat")).hasCount(24);
        assertThat(servers.locator(".seat.is-taken")).hasCount(1);
        assertThat(servers.locator(".role-count")).hasText("1 of 24");
        Locator cooks = page.locator("role-seats", new Page.LocatorOptions().setHasText("Cook"));
        assertThat(cooks.locator(".seat")).hasCount(0);
        assertThat(cooks.locator(".bar-taken")).hasAttribute("style", "inline-size: 4%;");
        assertThat(cooks.locator(".role-count")).hasText("1 of 25");
    }

    @Test
    void aSeatLightsUpInAMomentAndAtOnceForWhoWantsNoMotion(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 3));
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/cards");
        assertThat(page.locator(".seat").first()).hasCSS("transition-duration", "0.2s, 0.2s, 0.2s");
        Page calm = visits.to(port).withoutMotion().signedInWith(firm.manager()).open("/#/cards");
        assertThat(calm.locator(".seat").first()).hasCSS("transition-duration", "0s, 0s, 0s");
    }

    @Test
    void theZoneIsNamedWhereItIsNotTheReaders(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 3));
        Page near = visits.to(port).signedInWith(firm.manager()).open("/#/cards");
        assertThat(near.locator(".card-head")).containsText(Pattern.compile("18:00 to 23:00\\s*$"));
        Page far =
                visits.to(port).in("Europe/Madrid").signedInWith(firm.manager()).open("/#/cards");
        assertThat(far.locator(".card-head"))
                .containsText(Pattern.compile("18:00 to 23:00 · (Mountain Time|Denver time)\\s*$"));
    }

    @Test
    void theThemeIsChosenAndKept(Visits visits) {
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/cards");
        Locator ground = page.locator("html");
        assertThat(ground).hasCSS("background-color", "rgb(244, 242, 238)");
        menu(page, "Theme Auto").click();
        menu(page, "Theme Light").click();
        assertThat(ground).hasCSS("background-color", "rgb(20, 22, 27)");
        page.reload();
        assertThat(ground).hasCSS("background-color", "rgb(20, 22, 27)");
        assertThat(menu(page, "Theme Dark")).isVisible();
    }

    @Test
    void aTokenThatIsRefusedSignsOutAndSaysWhy(Visits visits) {
        Page page = visits.to(port)
                .signedInWith(firm.manager().replaceAll("[^.]+$", "AAAA"))
                .expectingTrouble()
                .open("/");
        assertThat(page.getByLabel("Access token")).isVisible();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("signed out");
        Assertions.assertThat(page.evaluate("sessionStorage.getItem('muster.token')"))
                .isNull();
    }

    @Test
    void aTokenIsInNoAddress(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 3));
        List<String> asked = new CopyOnWriteArrayList<>();
        Page page = visits.to(port)
                .signedInWith(firm.manager())
                .after(context -> context.onRequest(request -> asked.add(request.url())))
                .open("/#/cards");
        assertThat(page.locator("event-card")).hasCount(1);
        Assertions.assertThat(asked).isNotEmpty().noneMatch(url -> url.contains("eyJ"));
    }

    private Map<String, Object> event(String name, int day, String status, int count) {
        return Map.of(
                "status",
                status,
                "event_name",
                name,
                "date",
                Firm.day(day),
                "start_time",
                "18:00",
                "roles",
                List.of(Map.of("role", "Server", "count", count)));
    }
}
