package io.muster.api.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
import static io.muster.api.page.Controls.button;
import static io.muster.api.page.Controls.cards;
import static io.muster.api.page.Controls.link;
import static io.muster.api.page.Controls.menu;

/** What is typed into the form of an event is neither lost nor recorded twice, and nothing else is changed by it. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class FormTest {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
    }

    @Test
    void anEventWhoseAnswerIsLostIsMadeOnce(Visits visits) {
        Page page =
                visits.to(port).signedInWith(firm.manager()).expectingTrouble().open("/#/new");
        fillIn(page, "Gala");
        losesTheFirstAnswer(page, "**/api/events", "POST");
        button(page, "Save as draft").click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("No connection. Nothing is lost: try again.");
        page.reload();
        assertThat(page.getByLabel("Date")).hasValue(Firm.day(7));
        page.getByLabel("City").fill("Denver");
        button(page, "Save as draft").click();
        assertThat(page.locator("h1")).hasText("Gala");
        assertThat(page.locator(".event-head")).containsText("Denver");
        cards(page);
        assertThat(page.locator("event-card")).hasCount(1);
        Assertions.assertThat(firm.calls(firm.manager()).get("/api/events").<List<Object>>path("events"))
                .hasSize(1);
    }

    @Test
    void aChangeWhoseAnswerIsLostIsBlamedOnNobody(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        Page page = edit(visits, eventId);
        page.getByLabel("City").fill("Denver");
        losesTheFirstAnswer(page, "**/api/events/" + eventId, "PATCH");
        button(page, "Save").click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("No connection. Nothing is lost: try again.");
        button(page, "Save").click();
        assertThat(page.locator(".event-head")).containsText("Denver");
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "updated");
    }

    @Test
    void afterSomebodyElsesChangeBothAreSaved(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        Page page = edit(visits, eventId);
        page.getByLabel("Venue").fill("Hall 4");
        page.getByLabel("Uniform").fill("Black");
        changes(eventId, Map.of("city", "Denver", "uniform", "White"));
        button(page, "Save").click();
        assertThat(page.locator(".form-foot [role=alert]"))
                .containsText("Somebody else changed this event meanwhile: City and Uniform.");
        assertThat(page.getByLabel("City")).hasValue("Denver");
        assertThat(page.locator("#uniform-error")).hasText("Somebody else changed this too, to: White");
        button(page, "Save").click();
        assertThat(page.locator(".event-head")).containsText("Hall 4");
        assertThat(page.locator(".event-head")).containsText("Denver");
        assertThat(page.locator(".details")).containsText("Black");
    }

    @Test
    void theDeadlineOfACopyIsAsFarBeforeItsDay(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        changes(eventId, Map.of("respond_by", Firm.day(12) + "T20:00:00Z"));
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/new/" + eventId);
        Locator deadline = page.getByLabel("Respond by");
        assertThat(deadline).hasValue("");
        page.getByLabel("Date").fill(Firm.day(28));
        assertThat(deadline).hasValue(Pattern.compile(Firm.day(26) + "T1[34]:00"));
        page.getByLabel("Date").fill(Firm.day(1));
        assertThat(deadline).hasValue("");
        button(page, "Save and publish").click();
        assertThat(page.locator("h1")).hasText("Gala");
        firm.accepts("Ada", page.url().replaceAll(".*/events/", ""), "Server");
    }

    @Test
    void whatIsTypedIsThereAfterwardsHoweverThePageWasLeft(Visits visits) {
        Page page =
                visits.to(port).signedInWith(firm.manager()).expectingTrouble().open("/#/new");
        Locator name = page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true));
        name.fill("Gala");
        page.reload();
        assertThat(name).hasValue("Gala");
        assertThat(page.locator(".form-kept")).containsText("This is what you had typed here before.");
        link(page, "Back without saving").click();
        page.goBack();
        assertThat(name).hasValue("Gala");
        menu(page, "Español").click();
        assertThat(page.getByLabel("Nombre")).hasValue("Gala");
        menu(page, "English").click();
        assertThat(name).hasValue("Gala");
        page.getByLabel("Date").fill(Firm.day(7));
        page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).fill("Server");
        page.route(
                "**/api/events",
                route -> route.fulfill(new Route.FulfillOptions().setStatus(401).setBody("{}")));
        button(page, "Save as draft").click();
        assertThat(page.locator("sign-in").getByRole(AriaRole.ALERT)).containsText("signed out");
        page.unrouteAll();
        page.getByLabel("Access token").fill(firm.manager());
        button(page, "Sign in").click();
        assertThat(name).hasValue("Gala");
        assertThat(page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("Server");

        button(page, "Discard it").click();
        assertThat(name).hasValue("");
        page.reload();
        assertThat(name).hasValue("");
        name.fill("Secret");
        menu(page, "Sign out").click();
        Assertions.assertThat(
                        page.evaluate("Object.values(localStorage).join()").toString())
                .doesNotContain("Secret");
    }

    @Test
    void aDeadlineIsShownOnTheEventsClockAndSaysWhose(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        changes(eventId, Map.of("respond_by", "2031-07-01T18:00:00Z"));
        Page near = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        assertThat(near.locator(".details")).containsText(Pattern.compile("1 Jul 2031, 12:00(?! ·)"));
        Page far =
                visits.to(port).in("Europe/Madrid").signedInWith(firm.manager()).open("/#/events/" + eventId);
        assertThat(far.locator(".details"))
                .containsText(Pattern.compile("1 Jul 2031, 12:00 · (Mountain Time|Denver time)"));
        // The staff are told of one that is near.
        ZonedDateTime soon = Instant.now()
                .plus(Duration.ofHours(6))
                .truncatedTo(ChronoUnit.HOURS)
                .atZone(ZoneId.of("America/Denver"));
        Page staff = visits.to(port)
                .in("Europe/Madrid")
                .signedInWith(firm.person("Ada"))
                .open("/staff");
        assertThat(staff.locator("shift-card h3")).hasText("Gala");
        assertThat(staff.locator("shift-card")).not().containsText("Respond by");
        changes(eventId, Map.of("respond_by", soon.toInstant().toString()));
        assertThat(staff.locator("shift-card"))
                .containsText(Pattern.compile("Respond by .*" + soon.toLocalTime() + " · (Mountain Time|Denver time)"));
    }

    /** The service says what its default is. */
    @Test
    void anEmptyZoneIsTheServicesOwn(Visits visits) {
        Assertions.assertThat(firm.calls(firm.manager()).get("/settings.json").<String>path("defaultTimezone"))
                .isEqualTo("UTC");
        AtomicReference<JsonObject> sent = new AtomicReference<>();
        Page page = visits.to(port)
                .signedInWith(firm.manager())
                .after(context -> {
                    context.route(
                            "**/settings.json",
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setContentType("application/json")
                                    .setBody("{\"defaultTimezone\":\"Asia/Tokyo\"}")));
                    context.onRequest(request -> {
                        if (request.method().equals("POST")) {
                            sent.set(new JsonObject(request.postData()));
                        }
                    });
                })
                .open("/#/new");
        fillIn(page, "Gala");
        page.getByLabel("Time zone").fill("");
        assertThat(page.locator("#respond_by-help")).hasText("By the clock of Asia/Tokyo.");
        page.getByLabel("Respond by").fill(Firm.day(3) + "T12:00");
        button(page, "Save as draft").click();
        assertThat(page.locator("h1")).hasText("Gala");
        Assertions.assertThat(Objects.requireNonNull(sent.get()).getString("respond_by"))
                .isEqualTo(Firm.day(3) + "T03:00:00.000Z");
        Assertions.assertThat(Objects.requireNonNull(sent.get()).getValue("timezone"))
                .isNull();
    }

    /** In the hour that comes twice, the form cannot tell the second from the first. */
    @Test
    void savedUntouchedNothingIsChanged(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        changes(eventId, Map.of("date", "2031-11-05", "respond_by", "2031-11-02T08:30:00Z"));
        Page page = edit(visits, eventId);
        button(page, "Save").click();
        assertThat(page.locator("h1")).hasText("Gala");
        link(page, "Edit").click();
        page.getByLabel("City").fill("Denver");
        button(page, "Save").click();
        assertThat(page.locator(".event-head")).containsText("Denver");
        Assertions.assertThat(
                        firm.calls(firm.manager()).get("/api/events/" + eventId).<String>path("respond_by"))
                .isEqualTo("2031-11-02T08:30:00.000Z");
    }

    @Test
    void whatTheServiceWarnsOfIsShownAndStopsNothing(Visits visits) {
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/new");
        page.route("**/api/events", route -> {
            APIResponse answer = route.fetch();
            JsonObject event = new JsonObject(answer.text())
                    .put(
                            "warnings",
                            new JsonArray()
                                    .add(new JsonObject()
                                            .put("field", "respond_by")
                                            .put("code", "SOMETHING_UNUSUAL")
                                            .put("message", "Nobody can respond any more.")));
            route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(event.encode()));
        });
        fillIn(page, "Gala");
        button(page, "Save as draft").click();
        assertThat(page.locator("h1")).hasText("Gala");
        assertThat(page.locator(".event-warnings li")).hasText("Nobody can respond any more.");
        button(page, "OK").click();
        assertThat(page.locator(".event-warnings")).hasCount(0);
        assertThat(page.locator("h1")).isFocused();
    }

    /** What people see as blank is blank, and names that look the same are one. */
    /** What other events have, and what the firm has written down, is offered. */
    @Test
    void rolesTeamsQualificationsAndPlacesThatAreKnownAreOffered(Visits visits) {
        firm.publishesRole("Gala", Map.of("role", "Sommelier", "count", 2, "requires", List.of("First aid")));
        firm.calls(firm.manager())
                .body(Map.of("name", "Front of house"))
                .put("/api/teams/front")
                .then()
                .statusCode(201);
        firm.hasMember(Map.of("name", "Ada", "qualifications", List.of(Map.of("name", "Food hygiene"))));
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/");
        assertThat(page.locator(".light")).hasText("Live");
        page.evaluate("location.hash = '/new'");
        page.getByLabel("Date").fill(Firm.day(9));
        button(page, "Add Sommelier").click();
        assertThat(page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("Sommelier");
        assertThat(page.getByLabel("How many")).isFocused();
        assertThat(button(page, "Add Sommelier")).hasCount(0);
        page.getByText("How people get in").first().click();
        button(page, "Add First aid").click();
        button(page, "Add Food hygiene").click();
        button(page, "Add Front of house").click();
        assertThat(page.locator("#teams")).hasValue("front");
        button(page, "Save as draft").click();
        assertThat(page.locator("h1")).hasText("Unnamed event");
        String eventId = page.url().replaceAll(".*/events/", "");
        Assertions.assertThat(firm.calls(firm.manager())
                        .get("/api/events/" + eventId)
                        .<List<String>>path("roles[0].requires"))
                .containsExactly("First aid", "Food hygiene");
    }

    /** The first is made, and the others by one call, with one key: none is made twice where the answer is lost. */
    @Test
    void anEventIsMadeForSeveralDaysAtOnce(Visits visits) {
        Page page =
                visits.to(port).signedInWith(firm.manager()).expectingTrouble().open("/#/new");
        fillIn(page, "Gala");
        for (int day : List.of(8, 9)) {
            page.getByLabel("Add a day").fill(Firm.day(day));
            page.getByLabel("Add a day").dispatchEvent("change");
        }
        losesTheFirstAnswer(page, "**/copies", "POST");
        button(page, "Publish 3 events").click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("No connection. Nothing is lost: try again.");
        page.reload();
        button(page, "Publish 3 events").click();
        assertThat(page.locator(".row .name")).hasText(new String[] {"Gala", "Gala", "Gala"});
        Assertions.assertThat(firm.calls(firm.manager()).get("/api/events").<List<String>>path("events.status"))
                .containsExactly("published", "published", "published");
    }

    @Test
    void rolesThatLookTheSameAreOne(Visits visits) {
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/new");
        fillIn(page, "Gala");
        button(page, "Add a role").click();
        page.locator("#role-1-role").fill("server\u00a0");
        button(page, "Save as draft").click();
        assertThat(page.locator("#role-1-role-error")).hasText("There is a role of this name already.");
        page.locator("#role-1-role").fill("\u200b");
        button(page, "Save as draft").click();
        assertThat(page.locator("#role-1-role-error")).hasText("Name the role.");
    }

    /** By the event's clock, which is not the reader's. */
    @Test
    void anEventOpensToTeamsAtATimeOfTheirOwn(Visits visits) {
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/new");
        fillIn(page, "Gala");
        page.getByLabel("Time zone").fill("America/Denver");
        page.getByLabel("Opens", new Page.GetByLabelOptions().setExact(true)).fill(Firm.day(3) + "T10:00");
        button(page, "Open it to teams at another time").click();
        assertThat(page.locator("#wave-0-teams")).isFocused();
        button(page, "Open it to teams at another time").click();
        assertThat(button(page, "Open it to teams at another time")).hasCount(0);
        page.locator("#wave-0-teams").fill("regulars, cooks");
        page.locator("#wave-0-opens_at").fill(Firm.day(2) + "T10:00");
        page.locator("#wave-1-teams").fill("cooks");
        button(page, "Save as draft").click();
        assertThat(page.locator("#wave-1-teams-error")).hasText("‘cooks’ has a time of its own already.");
        assertThat(page.locator("#wave-1-opens_at-error")).hasText("Say when it opens to them.");
        Visit.keep(page, "form-waves");
        page.locator(".form-wave button").last().click();
        button(page, "Save as draft").click();

        assertThat(page.locator("h1")).hasText("Gala");
        assertThat(page.locator(".details")).containsText("Opens to teams");
        assertThat(page.locator(".details")).containsText("regulars, cooks: ");
        String eventId = page.url().substring(page.url().lastIndexOf('/') + 1);
        Map<String, Object> wave =
                firm.calls(firm.manager()).get("/api/events/" + eventId).path("waves[0]");
        Assertions.assertThat(wave).containsEntry("audience_team_ids", List.of("regulars", "cooks"));
        Assertions.assertThat(String.valueOf(wave.get("opens_at"))).matches(Firm.day(2) + "T1[67]:00:00.000Z");
    }

    /** By keyboard alone, on a small phone: what is folded is unfolded, and where it is wrong it unfolds by itself. */
    @Test
    void aRoleHasAWaitingListOrRequestsAndWhatItNeeds(Visits visits) {
        Page page = visits.to(port)
                .onAScreenOf(320, 740)
                .signedInWith(firm.manager())
                .open("/#/new");
        fillIn(page, "Gala");
        Locator role = page.locator(".form-role");
        assertThat(role.locator("summary")).containsText("First come");
        assertThat(page.locator("#role-0-entry")).isHidden();
        role.locator("summary").focus();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        assertThat(page.getByLabel("Who gets a place")).isFocused();
        page.keyboard().press("ArrowDown");
        assertThat(role.locator("summary")).containsText("With a waiting list · up to 50");
        page.getByLabel("At most on standby").fill("0");
        page.getByLabel("Qualifications").fill("First aid\nBar, wine");
        role.locator("summary").click();
        page.reload();
        assertThat(page.locator("#role-0-requires")).hasValue("First aid\nBar, wine");
        button(page, "Save as draft").click();
        assertThat(page.locator("#role-0-standby_max-error")).hasText("A whole number from 1 to 500.");
        assertThat(page.locator("#role-0-standby_max")).isFocused();
        Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .isEqualTo(320);
        page.locator("#role-0-standby_max").fill("7");
        page.locator("fieldset > details summary").click();
        page.getByLabel("Can say no until").fill(Firm.day(5) + "T10:00");
        page.getByLabel("Standby gets in until").fill(Firm.day(6) + "T10:00");
        Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .isEqualTo(320);
        assertThat(page.locator("fieldset > details summary"))
                .containsText(Pattern.compile("Can say no until .*, 10:00, Standby gets in until .*, 10:00"));
        Visit.keep(page, "form-standby");
        button(page, "Save as draft").click();

        assertThat(page.locator("h1")).hasText("Gala");
        assertThat(page.locator(".details")).containsText("Can say no until");
        String eventId = page.url().replaceAll(".*/events/", "");
        Map<String, Object> stored = role(eventId);
        Assertions.assertThat(stored)
                .containsEntry("waitlist", true)
                .containsEntry("standby_max", 7)
                .containsEntry("requires", List.of("First aid", "Bar, wine"));
        Assertions.assertThat(
                        firm.calls(firm.manager()).get("/api/events/" + eventId).<String>path("promote_until"))
                .startsWith(Firm.day(6));

        page.evaluate("id => location.hash = `/events/${id}/edit`", eventId);
        role.locator("summary").click();
        page.getByLabel("Who gets a place").selectOption("I decide");
        button(page, "Save").click();
        assertThat(page.locator("h1")).hasText("Gala");
        Assertions.assertThat(role(eventId))
                .containsEntry("waitlist", false)
                .containsEntry("approval", true)
                .containsEntry("standby_max", 7)
                .containsEntry("requires", List.of("First aid", "Bar, wine"));
    }

    private Map<String, Object> role(String eventId) {
        return firm.calls(firm.manager()).get("/api/events/" + eventId).path("roles[0]");
    }

    @Test
    void aRoleThatIsCalledOtherwiseKeepsItsPeople(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 1));
        firm.accepts("Ada", eventId, "Server");
        Page page = edit(visits, eventId);
        page.locator("#role-0-role").fill("Waiter");
        button(page, "Save").click();
        assertThat(page.locator(".person")).containsText("Ada");
        assertThat(page.locator("role-block h2")).hasText("Waiter");
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted", "updated");
    }

    private Page edit(Visits visits, String eventId) {
        Page page =
                visits.to(port).signedInWith(firm.manager()).expectingTrouble().open("/#/events/" + eventId + "/edit");
        assertThat(page.locator("h1")).hasText("Edit event");
        return page;
    }

    private void changes(String eventId, Map<String, Object> fields) {
        firm.calls(firm.manager())
                .body(fields)
                .patch("/api/events/" + eventId)
                .then()
                .statusCode(200);
    }

    private static void fillIn(Page page, String name) {
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        page.getByLabel("Date").fill(Firm.day(7));
        page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).fill("Server");
    }

    /** It arrives, and its answer does not. */
    private static void losesTheFirstAnswer(Page page, String address, String method) {
        AtomicInteger requests = new AtomicInteger();
        page.route(address, route -> {
            if (route.request().method().equals(method) && requests.getAndIncrement() == 0) {
                route.fetch();
                route.abort();
            } else {
                route.resume();
            }
        });
    }
}
