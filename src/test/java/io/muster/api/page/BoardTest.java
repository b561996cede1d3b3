package io.muster.api.page;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.answer;
import static io.muster.api.page.Controls.button;
import static io.muster.api.page.Controls.link;

/** The manager's board, as its visitors have it. */
@QuarkusTest
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
        assertThat(button(page, "Unpublish")).isVisible();
        String eventId = page.url().replaceAll(".*/events/", "");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All events"))
                .click();
        Locator card = page.locator("event-card", new Page.LocatorOptions().setHasText("Gala of the board's test"));
        assertThat(card.locator(".role-count")).hasText("0 of 2");
        page.evaluate("window.isTheSamePage = true");
        new Firm("acme", port, DevelopmentSecret.VALUE).accepts("Ada", eventId, "Server");

        assertThat(card.locator(".role-count")).hasText("1 of 2");
        assertThat(card.locator(".seat.is-taken")).hasCount(1);
        Assertions.assertThat(page.evaluate("window.isTheSamePage")).isEqualTo(true);
    }

    @Test
    void oneEventTellsWhatHappensAsItHappens(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        firm.accepts("Ada", eventId, "Server");
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        assertThat(page.locator("people-list")).containsText("Ada");
        assertThat(page.locator(".light")).hasText("Live");

        firm.accepts("Grace", eventId, "Server");
        assertThat(page.locator("people-list")).containsText("Grace");
        assertThat(page.locator(".feed li").first()).containsText("Grace accepted as Server");
        assertThat(page.locator(".chart-number")).hasText("2 of 3");
        firm.responds("Ada", eventId, "decline", "Server").then().statusCode(200);
        assertThat(page.locator("people-list")).containsText("Declined");
        assertThat(page.locator(".chart-number")).hasText("1 of 3");
    }

    /** The journal may tell of somebody before the page knows who that is. */
    @Test
    void whoeverTheJournalKnowsFirstGetsTheNameLater(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        Page page = visits.to(port)
                .signedInWith(firm.manager())
                .after(context -> context.route(url -> url.contains("/journal"), route -> {
                    APIResponse answer = route.fetch();
                    JsonObject journal = new JsonObject(answer.text());
                    journal.getJsonArray("entries")
                            .add(new JsonObject()
                                    .put("version", 2)
                                    .put("at", "2026-12-01T10:00:00.000Z")
                                    .put("kind", "accepted")
                                    .put("userKey", "oidc:grace")
                                    .put("role", "Server")
                                    .put("changed", new JsonArray()));
                    route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(journal.encode()));
                }))
                .open("/#/events/" + eventId);
        assertThat(page.locator(".feed li").first()).containsText("oidc:grace accepted as Server");
        firm.accepts("Grace", eventId, "Server");
        assertThat(page.locator(".feed li").first()).containsText("Grace accepted as Server");
    }

    @Test
    void aHeadcountBelowWhoIsInIsRefusedWhereItIsChanged(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        firm.accepts("Ada", eventId, "Server");
        firm.accepts("Grace", eventId, "Server");
        Page page =
                visits.to(port).signedInWith(firm.manager()).expectingTrouble().open("/#/events/" + eventId);
        button(page, "Change: How many Server").click();
        page.getByLabel("How many Server").fill("1");
        button(page, "Save").click();
        assertThat(page.locator("#headcount-problem"))
                .hasText("2 people are in as Server, so it can’t be fewer. Remove somebody first.");

        page.getByLabel("How many Server").fill("2");
        button(page, "Save").click();
        assertThat(page.locator("role-panel .role-count")).containsText("2 of 2");
    }

    @Test
    void takingAPersonOutFreesTheSeat(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 1));
        firm.accepts("Ada", eventId, "Server");
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        button(page, "Remove Ada").click();
        button(page, "Remove from the event").click();
        assertThat(page.locator("role-panel .role-count")).hasText("0 of 1");
        assertThat(page.locator(".feed li").first()).containsText("Ada was removed");
    }

    @Test
    void twoThousandPeopleAreSummedUpAndFound(Visits visits) {
        String eventId = firm.publishes("Marathon", Map.of("Steward", 2_000));
        Page page = visits.to(port)
                .signedInWith(firm.manager())
                .after(context -> context.route(
                        url -> url.endsWith("/api/events/" + eventId), route -> route.fulfill(crowded(route.fetch()))))
                .open("/#/events/" + eventId);
        assertThat(page.locator("#people")).hasText("2,000 people are in");
        assertThat(page.locator(".person")).hasCount(50);
        assertThat(button(page, "Show 1,950 more")).isVisible();
        page.getByLabel("Find a person").fill("Steward 1987");
        assertThat(page.locator(".person")).hasText(Pattern.compile("Steward 1987"));
        button(page, "Remove Steward 1987").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Remove Steward 1987?");
    }

    /** The service's own answer, with two thousand people in it. */
    private static Route.FulfillOptions crowded(APIResponse answer) {
        JsonObject event = new JsonObject(answer.text());
        JsonArray accepted = new JsonArray();
        for (int number = 1; number <= 2_000; number++) {
            accepted.add(new JsonObject()
                    .put("userKey", "oidc:s-" + number)
                    .put("name", "Steward " + number)
                    .put("response", "accept")
                    .put("role", "Steward")
                    .put("respondedAt", event.getString("updatedAt"))
                    .put("version", number + 1));
        }
        event.put("accepted_staff", accepted);
        return new Route.FulfillOptions().setResponse(answer).setBody(event.encode());
    }

    @Test
    void unpublishingSaysWhoKeepsSeeingIt(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        firm.accepts("Ada", eventId, "Server");
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        button(page, "Unpublish").click();
        assertThat(page.getByRole(AriaRole.DIALOG))
                .containsText("1 person who is in keeps the place and keeps seeing it. Everybody else no longer does.");
        button(page, "Go back").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted");
    }

    @Test
    void cancellingAsksFirstAndIsTheEnd(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        button(page, "Cancel event").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("This can’t be undone.");
        answer(page, "Cancel event").click();
        assertThat(page.locator(".event-state")).containsText("Cancelled");
        assertThat(button(page, "Cancel event")).hasCount(0);
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
        link(page, "Duplicate").click();
        page.getByLabel("Date").fill(Firm.day(21));
        button(page, "Save and publish").click();
        assertThat(page.locator("h1")).hasText("Gala");
        Assertions.assertThat(page.url()).doesNotContain(eventId);
        link(page, "All events").click();
        assertThat(page.locator("event-card")).hasCount(2);
    }

    @Test
    void sortedFilteredAndSearched(Visits visits) {
        firm.makes(event("Soon", 3, "published", 10));
        firm.makes(event("Tomorrow", 2, "published", 1));
        firm.makes(event("Sketch", 9, "draft", 3));
        Page page = visits.to(port).signedInWith(firm.manager()).open("/");
        Locator names = page.locator("event-card h2");
        assertThat(names).hasText(new String[] {"Tomorrow", "Soon", "Sketch"});
        button(page, "Most urgent").click();
        assertThat(names).hasText(new String[] {"Soon", "Tomorrow", "Sketch"});
        button(page, "Drafts").click();
        assertThat(names).hasText(new String[] {"Sketch"});
        button(page, "All").click();
        page.getByLabel("Search events").fill("tomo");
        assertThat(names).hasText(new String[] {"Tomorrow"});
    }

    @Test
    void byKeyboardAlone(Visits visits) {
        Page page = visits.to(port).signedInWith(firm.manager()).open("/");
        assertThat(page.locator("h2")).hasText("No events yet");
        page.keyboard().press("Tab");
        assertThat(link(page, "Skip to the content")).isFocused();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        assertThat(link(page, "New event")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).focus();
        page.keyboard().type("Typed");
        page.getByLabel("Date").fill(Firm.day(5));
        page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).focus();
        page.keyboard().type("Server");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Typed");
        page.keyboard().press("Tab");
        assertThat(link(page, "All events")).isFocused();
        button(page, "Cancel event").focus();
        page.keyboard().press("Enter");
        assertThat(button(page, "Go back")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(button(page, "Cancel event")).isFocused();
    }

    @Test
    void inSpanish(Visits visits) {
        firm.publishes("Gala", Map.of("Camarero", 3));
        Page page = visits.to(port).inSpanish().signedInWith(firm.manager()).open("/");
        assertThat(page.locator("h1")).hasText("Eventos");
        assertThat(page.locator(".role-count")).hasText("0 de 3");
        assertThat(page.locator("html")).hasAttribute("lang", "es");
        button(page, "English").click();
        assertThat(page.locator("h1")).hasText("Events");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
    }

    @Test
    void aWallScreenLooksAndDoesNotTouch(Visits visits) {
        firm.publishes("Open", Map.of("Server", 3));
        String full = firm.publishes("Full", Map.of("Server", 1));
        firm.accepts("Ada", full, "Server");
        Page page = visits.to(port).signedInWith(firm.wallScreen()).open("/?wall");
        assertThat(page.locator(".wall-event h2")).hasText(new String[] {"Open"});
        assertThat(page.locator("button, a, input")).hasCount(0);
        firm.responds("Ada", full, "decline", "Server").then().statusCode(200);
        assertThat(page.locator(".wall-event h2")).hasCount(2);
        assertThat(page.locator("main")).containsText("Full");
    }

    @Test
    void whoMayOnlyLookIsOfferedNothingElse(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        Page page = visits.to(port).signedInWith(firm.wallScreen()).open("/#/events/" + eventId);
        assertThat(page.locator("h1")).hasText("Gala");
        assertThat(page.locator("main button, .button")).hasCount(0);
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
                .open("/");
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
