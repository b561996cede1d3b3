package io.muster.api.page;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.answer;
import static io.muster.api.page.Controls.button;
import static io.muster.api.page.Controls.more;
import static io.muster.api.page.Controls.ofPerson;

/** One event on the board: what happens to it, its people, and what can be done with it. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class EventPageTest {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
    }

    @Test
    void oneEventTellsWhatHappensAsItHappens(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        firm.accepts("Ada", eventId, "Server");
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        assertThat(page.locator("people-list")).containsText("Ada");
        assertThat(page.locator(".light")).hasText("Live");

        firm.accepts("Grace", eventId, "Server");
        Locator grace = page.locator(".person", new Page.LocatorOptions().setHasText("Grace"));
        assertThat(grace).isVisible();
        assertThat(page.locator(".feed li").first()).containsText("Grace accepted as Server");
        assertThat(page.locator(".feed-said")).hasText("Grace accepted as Server");
        assertThat(page.locator("event-feed [aria-live]")).hasCount(0);
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
                                    .put("userKey", firm.userKey("Grace"))
                                    .put("role", "Server")
                                    .put("changed", new JsonArray()));
                    route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(journal.encode()));
                }))
                .open("/#/events/" + eventId);
        assertThat(page.locator(".feed li").first()).containsText(firm.userKey("Grace") + " accepted as Server");
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
        assertThat(page.locator("role-block .role-count")).containsText("2 of 2");
    }

    @Test
    void takingAPersonOutFreesTheSeat(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 1));
        firm.accepts("Ada", eventId, "Server");
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        ofPerson(page, "Ada", "Take out").click();
        answer(page, "Remove from the event").click();
        assertThat(page.locator("role-block .role-count")).hasText("0 of 1");
        assertThat(page.locator(".feed li").first()).containsText("Ada was removed");
    }

    @Test
    void whoTakesAPersonOutIsToldWhoGetsThePlace(Visits visits) {
        String eventId = firm.publishesRole("Gala", Map.of("role", "Server", "count", 1, "waitlist", true));
        firm.accepts("Ada", eventId, "Server");
        firm.calls(firm.person("Grace"))
                .body(Map.of("response", "accept", "role", "Server", "standby", true))
                .post("/api/events/" + eventId + "/respond")
                .then()
                .statusCode(200);
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        more(page, "Unpublish").click();
        assertThat(page.getByRole(AriaRole.DIALOG))
                .containsText("2 people who are in or on standby stay so and keep seeing it.");
        button(page, "Go back").click();
        ofPerson(page, "Ada", "Take out").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Grace gets the place as Server at once");
        answer(page, "Remove from the event").click();
        assertThat(button(page, "Grace: actions")).isVisible();
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
        ofPerson(page, "Steward 1987", "Take out").click();
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
        more(page, "Unpublish").click();
        assertThat(page.getByRole(AriaRole.DIALOG))
                .containsText("1 person who is in keeps the place and keeps seeing it. Everybody else no longer does.");
        button(page, "Go back").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted");
    }

    @Test
    void cancellingAsksFirstAndCanBeTakenBack(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        more(page, "Cancel event").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Nobody is in.");
        answer(page, "Cancel event").click();
        assertThat(page.locator(".event-state")).containsText("Cancelled");
        isNotOffered(page, "Cancel event");
        more(page, "Reopen").click();
        answer(page, "Reopen").click();
        assertThat(more(page, "Cancel event")).isVisible();
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "cancelled", "reopened");
    }

    @Test
    void unpublishedItIsADraftAgain(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        more(page, "Unpublish").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Nobody is in, so nobody sees it any more.");
        answer(page, "Unpublish").click();
        assertThat(page.locator(".event-state")).containsText("Draft");
        more(page, "Delete").click();
        answer(page, "Delete").click();
        assertThat(page.locator(".empty h2")).hasText("No events yet");
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "unpublished", "deleted");
    }

    @Test
    void completingAsksFirstAndIsTheEnd(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        firm.accepts("Ada", eventId, "Server");
        moves(eventId, -2);
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        more(page, "Complete").click();
        assertThat(page.getByRole(AriaRole.DIALOG))
                .containsText("Nobody can accept or decline afterwards. 1 person is in.");
        answer(page, "Complete").click();
        assertThat(page.locator(".event-state")).containsText("Completed");
        isNotOffered(page, "Complete");
    }

    /** What makes no sense is not offered: not the end of what has not begun, nor a way back from what is over. */
    @Test
    void anEventIsOfferedWhatMakesSenseForItsDay(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        assertThat(more(page, "Unpublish")).isVisible();
        assertThat(more(page, "Cancel event")).isVisible();
        isNotOffered(page, "Complete");
        moves(eventId, -3);
        assertThat(more(page, "Complete")).isVisible();
        isNotOffered(page, "Unpublish");
        isNotOffered(page, "Cancel event");
    }

    private static void isNotOffered(Page page, String name) {
        assertThat(more(page, "Duplicate")).isVisible();
        assertThat(more(page, name)).hasCount(0);
    }

    private void moves(String eventId, int fromNow) {
        firm.calls(firm.manager())
                .body(Map.of("date", Firm.day(fromNow), "end_time", "17:00"))
                .patch("/api/events/" + eventId)
                .then()
                .statusCode(200);
    }

    @Test
    void theFeedOfALongJournalShowsTheLatest(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        Page page = visits.to(port)
                .signedInWith(firm.manager())
                .after(context -> {
                    context.route(url -> url.endsWith("/api/events/" + eventId), route -> {
                        APIResponse answer = route.fetch();
                        route.fulfill(new Route.FulfillOptions()
                                .setResponse(answer)
                                .setBody(new JsonObject(answer.text())
                                        .put("version", 30_000)
                                        .encode()));
                    });
                    context.route(
                            url -> url.contains("/journal"),
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setContentType("application/json")
                                    .setBody(journalAfter(route.request().url()))));
                })
                .open("/#/events/" + eventId);
        assertThat(page.locator(".feed li")).hasCount(40);
        assertThat(page.locator(".feed li").first()).containsText("oidc:30000 accepted as Server");
    }

    /** Of a journal of thirty thousand lines. */
    private static String journalAfter(String url) {
        int after = Integer.parseInt(url.replaceAll(".*after=(\\d+).*", "$1"));
        JsonArray entries = new JsonArray();
        for (int version = after + 1; version <= Math.min(30_000, after + 500); version++) {
            entries.add(new JsonObject()
                    .put("version", version)
                    .put("at", "2026-12-01T10:00:00.000Z")
                    .put("kind", "accepted")
                    .put("userKey", "oidc:" + version)
                    .put("role", "Server")
                    .put("changed", new JsonArray()));
        }
        return new JsonObject().put("entries", entries).encode();
    }

    /** The journal tells that the roles changed, and not what they were before. */
    @Test
    void theChartDrawsTheHeadcountWhereItIsKnown(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        firm.accepts("Ada", eventId, "Server");
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        Locator line = page.locator(".chart-capacity");
        assertThat(line).hasAttribute("x1", "0");
        assertThat(page.locator("fill-chart")).not().containsText("dashed");
        assertThat(page.locator(".light")).hasText("Live");
        firm.calls(firm.manager())
                .body(Map.of("roles", List.of(Firm.role(Map.entry("Server", 5)))))
                .patch("/api/events/" + eventId)
                .then()
                .statusCode(200);
        for (int look = 0; look < 2; look++) {
            assertThat(page.locator(".chart-number")).hasText("1 of 5");
            assertThat(page.locator("fill-chart")).containsText("The dashed line is how many are asked for since");
            assertThat(line).not().hasAttribute("x1", "0");
            page.reload();
        }
    }
}
