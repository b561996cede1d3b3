package io.muster.api.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import com.mongodb.client.model.Filters;
import io.muster.identity.DevelopmentSecret;
import io.muster.store.CollectionNames;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.assertj.core.api.Assertions;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.answer;
import static io.muster.api.page.Controls.button;
import static io.muster.api.page.Controls.link;
import static io.muster.api.page.Controls.ofPerson;

/** The people of an event: putting in, moving, granting, and on the day who has come. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class EventPeopleTest {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database = "";

    @Inject
    ReactiveMongoClient client;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
    }

    private Page open(Visits visits, String eventId) {
        return visits.to(port)
                .after(Presses::count)
                .signedInWith(firm.manager())
                .open("/#/events/" + eventId);
    }

    private void asks(String name, String eventId) {
        firm.calls(firm.person(name))
                .body(Map.of("response", "accept", "role", "Server", "standby", true))
                .post("/api/events/" + eventId + "/respond")
                .then()
                .statusCode(200);
    }

    private static Locator block(Page page, String role) {
        return page.locator(
                "role-block",
                new Page.LocatorOptions()
                        .setHas(page.getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions().setName(role).setExact(true))));
    }

    @Test
    void somebodyIsPutInWhereAPlaceIsFree(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        firm.responds("Ada", eventId, "decline", "Server").then().statusCode(200);
        Page page = open(visits, eventId);
        assertThat(page.locator(".free")).hasCount(2);
        button(page, "Put somebody in as Server").first().click();
        page.getByRole(AriaRole.DIALOG).getByText("Ada").click();
        assertThat(button(page, "Ada: actions")).isVisible();
        assertThat(page.locator(".free")).hasCount(1);
        assertThat(block(page, "Server")).containsText("Not confirmed");
        Assertions.assertThat(Presses.of(page)).isLessThanOrEqualTo(3);
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "declined", "assigned");
    }

    /** Who takes another place while the page is open is found out a moment later, by the next that comes in. */
    @Test
    void whoHasAnotherPlaceAtTheTimeHasItBesideTheName(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        String lunch = firm.publishes("Lunch", Map.of("Server", 2));
        firm.accepts("Ada", eventId, "Server");
        firm.accepts("Ada", lunch, "Server");
        firm.accepts("Linus", lunch, "Server");
        Page page = open(visits, eventId);
        Locator conflicts = block(page, "Server").locator(".person-conflict");
        assertThat(conflicts).hasCount(1);
        assertThat(conflicts).containsText("Also in: Lunch, ");
        firm.accepts("Linus", eventId, "Server");
        assertThat(conflicts).hasCount(2);
        conflicts.first().click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Lunch");
    }

    /** Whom the firm alone knows nobody can ask. */
    @Test
    void whoHasNotAnsweredIsNamedAndWhoHasNoAccountIsPutIn(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        firm.hasMember(Map.of("name", "Ada", "userKey", firm.userKey("Ada")));
        firm.hasMember(Map.of("name", "Linus"));
        Page page = open(visits, eventId);
        Locator silent = page.locator("no-answer li");
        assertThat(silent).hasText(new String[] {"Ada", "Linus"});
        assertThat(page.locator("no-answer dl")).containsText("asked2");
        firm.accepts("Ada", eventId, "Server");
        assertThat(silent).hasText(new String[] {"Linus"});
        button(page, "Put somebody in as Server").first().click();
        page.getByRole(AriaRole.DIALOG).getByText("Linus").click();
        assertThat(button(page, "Linus: actions")).isVisible();
        assertThat(silent).hasCount(0);
        Assertions.assertThat(Presses.of(page)).isLessThanOrEqualTo(3);
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted", "assigned");
    }

    @Test
    void whoHasNotAnsweredIsRemindedWithTwoPressesThreeTimesADay(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        firm.hasMember(Map.of("name", "Ada", "userKey", firm.userKey("Ada")));
        Page page = open(visits, eventId);
        button(page, "Remind…").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Remind 1 person?");
        answer(page, "Send").click();
        Locator said = page.locator("no-answer [role=status]");
        assertThat(said).hasText("Sent. 2 more today.");
        Assertions.assertThat(Presses.of(page)).isLessThanOrEqualTo(2);
        Assertions.assertThat(noteOf(eventId)).isEqualTo("silent: Can you come? Please answer.");

        button(page, "Remind…").click();
        page.getByLabel("What it says").fill("Last call");
        answer(page, "Send").click();
        assertThat(said).hasText("Sent. 1 more today.");
        button(page, "Remind…").click();
        answer(page, "Send").click();
        assertThat(said).hasText("Sent. That was the last one today.");
        assertThat(button(page, "Remind…")).isDisabled();
    }

    private String noteOf(String eventId) {
        Document note = client.getDatabase(database)
                .getCollection(CollectionNames.DUE)
                .find(Filters.and(Filters.eq("e", new ObjectId(eventId)), Filters.eq("occasion", "notice")))
                .collect()
                .first()
                .await()
                .atMost(Duration.ofSeconds(5));
        Document data = note.get("data", Document.class);
        return data.getString("to") + ": " + data.getString("text");
    }

    @Test
    void somebodyIsMovedWithThreePressesAndOnlyWhereThereIsAPlace(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2, "Cook", 1, "Bar", 1));
        firm.accepts("Ada", eventId, "Server");
        firm.accepts("Grace", eventId, "Bar");
        Page page = open(visits, eventId);
        assertThat(ofPerson(page, "Ada", "Move to Bar")).hasAttribute("aria-disabled", "true");
        assertThat(ofPerson(page, "Ada", "Move to Bar")).containsText("full");
        ofPerson(page, "Ada", "Move to Cook").click();
        answer(page, "Move to Cook").click();
        assertThat(block(page, "Cook").locator(".person-name")).hasText("Ada");
        assertThat(block(page, "Server").locator(".person")).hasCount(0);
        Assertions.assertThat(Presses.of(page)).isLessThanOrEqualTo(3);
    }

    @Test
    void whoIsTakenOutIsTakenOutWithAReason(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        firm.accepts("Ada", eventId, "Server");
        Page page = open(visits, eventId);
        ofPerson(page, "Ada", "Take out").click();
        page.getByLabel("Reason").fill("Fewer guests");
        answer(page, "Remove from the event").click();
        assertThat(page.locator(".free")).hasCount(2);
        Assertions.assertThat(firm.calls(firm.manager())
                        .get("/api/events/" + eventId + "/journal")
                        .<List<String>>path("entries.reason"))
                .contains("Fewer guests");
    }

    @Test
    void aRequestIsGrantedAndAnotherRefused(Visits visits) {
        String eventId = firm.publishesRole("Gala", Map.of("role", "Server", "count", 2, "approval", true));
        asks("Ada", eventId);
        asks("Grace", eventId);
        Page page = open(visits, eventId);
        button(page, "Grant Ada").click();
        answer(page, "Put in").click();
        assertThat(block(page, "Server").locator(".person-name")).hasText("Ada");
        button(page, "Refuse Grace").click();
        answer(page, "Refuse").click();
        assertThat(page.locator(".others")).containsText("refused");
        Assertions.assertThat(firm.journal(eventId))
                .containsExactly("created", "standby", "standby", "assigned", "refused");
    }

    @Test
    void whoWaitsIsPutInOnlyWhereAPlaceIsFree(Visits visits) {
        String eventId = firm.publishesRole("Gala", Map.of("role", "Server", "count", 1, "approval", true));
        asks("Ada", eventId);
        asks("Grace", eventId);
        Page page = open(visits, eventId);
        assertThat(button(page, "Grant Grace")).isVisible();
        firm.calls(firm.manager())
                .body(Map.of("role", "Server"))
                .put("/api/events/" + eventId + "/staff/" + firm.userKey("Ada"))
                .then()
                .statusCode(200);
        assertThat(page.locator(".others li")).containsText(new String[] {"no place free"});
        assertThat(button(page, "Grant Grace")).hasCount(0);
        assertThat(button(page, "Refuse Grace")).isVisible();
    }

    /** Two managers at once: who comes second is told why it is refused, in the language of the page. */
    @Test
    void whatTheManagersHandIsRefusedForIsSaid(Visits visits) {
        String eventId = firm.publishesRole("Gala", Map.of("role", "Server", "count", 1, "approval", true));
        asks("Ada", eventId);
        Page page = visits.to(port)
                .inSpanish()
                .signedInWith(firm.manager())
                .expectingTrouble()
                .open("/#/events/" + eventId);
        button(page, "Aceptar Ada").click();
        page.route("**/staff/*", route -> {
            asks("Grace", eventId);
            firm.calls(firm.manager())
                    .body(Map.of("role", "Server"))
                    .put("/api/events/" + eventId + "/staff/" + firm.userKey("Grace"))
                    .then()
                    .statusCode(200);
            route.resume();
        });
        answer(page, "Poner").click();
        assertThat(page.locator("people-list [role=alert]")).hasText("Ya no queda ninguna plaza libre de Server.");
    }

    @Test
    void onTheDayWhoHasNotComeStandsFirstAndAPressNotesIt(Visits visits) {
        String eventId = today();
        firm.accepts("Ada", eventId, "Server");
        firm.accepts("Grace", eventId, "Server");
        firm.hasMember(Map.of("name", "Grace", "userKey", firm.userKey("Grace"), "phone", "+34 600 417 083"));
        Page page = open(visits, eventId);
        Locator server = block(page, "Server");
        assertThat(page.locator("not-here li")).hasCount(2);
        assertThat(link(page, "+34 600 417 083")).hasAttribute("href", "tel:+34600417083");
        assertThat(server.locator(".role-count")).hasText("0 of 2 here");
        page.getByLabel("Ada has come").check();
        assertThat(server.locator(".role-count")).hasText("1 of 2 here");
        assertThat(server.locator(".person-name")).hasText(new String[] {"Grace", "Ada"});
        assertThat(page.locator("not-here li")).containsText(new String[] {"Grace"});
        assertThat(page.locator(".undo")).containsText("Ada has come");
        Assertions.assertThat(states(eventId)).containsExactlyInAnyOrder("arrived", null);
        button(page, "Undo").click();
        assertThat(server.locator(".role-count")).hasText("0 of 2 here");
        ofPerson(page, "Grace", "Did not come").click();
        assertThat(server).containsText("did not come");
        // Another page that looks hears of it.
        Page other = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        assertThat(other.locator(".light")).hasText("Live");
        page.getByLabel("Ada has come").check();
        assertThat(other.locator(".role-count")).hasText("1 of 2 here");
        ofPerson(page, "Ada", "Left now").click();
        assertThat(other.locator("role-block")).containsText("left ");
    }

    /** Once it is over it says who came, and for how many hours. */
    @Test
    void afterwardsWhoCameAndTheHoursAreThereAndInASheet(Visits visits) {
        String eventId = today();
        firm.accepts("Ada", eventId, "Server");
        firm.accepts("Grace", eventId, "Server");
        firm.calls(firm.manager())
                .body(Map.of("state", "arrived"))
                .put("/api/events/" + eventId + "/staff/" + firm.userKey("Ada") + "/attendance")
                .then()
                .statusCode(200);
        Page page = visits.to(port)
                .after(context -> context.clock().setFixedTime(new Date(System.currentTimeMillis() + 10 * 3_600_000L)))
                .signedInWith(firm.manager())
                .open("/#/events/" + eventId);
        Locator server = block(page, "Server");
        assertThat(server.locator(".block-head")).containsText("1 of 2 here");
        assertThat(server.locator(".block-head")).containsText("6 h");
        assertThat(server.locator(".person").filter(new Locator.FilterOptions().setHasText("Ada")))
                .containsText(" · 6 h");
        assertThat(page.locator("not-here li")).hasCount(0);
        String sheet = page.waitForDownload(() -> button(page, "Roster as CSV").click())
                .suggestedFilename();
        Assertions.assertThat(sheet).endsWith(".csv");
    }

    /** From an hour ago for some hours, in UTC. */
    private String today() {
        ZonedDateTime start = Instant.now().atZone(ZoneOffset.UTC).minusHours(1);
        DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm");
        return firm.makes(Map.of(
                "status",
                "published",
                "event_name",
                "Now",
                "date",
                start.toLocalDate().toString(),
                "start_time",
                start.format(time),
                "end_time",
                start.plusHours(6).format(time),
                "timezone",
                "UTC",
                "roles",
                List.of(Map.of("role", "Server", "count", 3))));
    }

    private List<String> states(String eventId) {
        return firm.calls(firm.manager())
                .get("/api/events/" + eventId + "/roster")
                .path("roster.attendance");
    }

    @Test
    void aRosterIsPrintedWithALineForEachPlace(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        firm.accepts("Zoe Adams", eventId, "Server");
        firm.accepts("Ada Young", eventId, "Server");
        firm.hasMember(Map.of("name", "Ada Young", "userKey", firm.userKey("Ada Young"), "phone", "600 417 083"));
        Page page = open(visits, eventId);
        assertThat(page.locator(".person")).hasCount(2);
        assertThat(ofPerson(page, "Ada Young", "Call")).hasAttribute("href", "tel:600417083");
        page.evaluate("void (window.print = () => dispatchEvent(new Event('beforeprint')))");
        button(page, "Print roster").click();
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator(".sheet tbody tr"))
                .hasText(new String[] {"1 Zoe Adams", "2 Ada Young 600 417 083", "3 free"});
        assertThat(page.locator(".sheet")).containsText("call time 17:00");
        assertThat(page.locator(".top")).isHidden();
        page.evaluate("dispatchEvent(new Event('afterprint'))");
        assertThat(page.locator(".sheet")).hasCount(0);
    }
}
