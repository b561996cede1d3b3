package io.muster.api.page;

import java.nio.file.Path;
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
import io.restassured.RestAssured;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.accept;
import static io.muster.api.page.Controls.answer;
import static io.muster.api.page.Controls.button;
import static io.muster.api.page.Controls.link;
import static io.muster.api.page.Controls.outcome;
import static io.muster.api.page.Controls.tab;
import static org.hamcrest.Matchers.containsString;

/** The page of the staff, as its visitors have it. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class StaffPageTest {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
    }

    @Test
    void acceptingSaysInWordsThatOneIsIn(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        accept(page).click();
        assertThat(outcome(page)).hasText("You are in: Server, call time 17:00");
        tab(page, "My shifts").click();
        assertThat(page.locator(".is-next .shift-call")).hasText("Be there at 17:00");
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted");
    }

    @Test
    void givingBackAsksFirstAndTheCardStaysAndSaysSo(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        firm.accepts("Ada", eventId, "Server");
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        tab(page, "My shifts").click();
        button(page, "I can’t come any more: Gala").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Your place as Server goes to somebody else at once.");
        assertThat(button(page, "Go back")).isFocused();
        button(page, "Go back").click();
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted");

        button(page, "I can’t come any more: Gala").click();
        button(page, "Give my place back").click();
        assertThat(outcome(page)).hasText("You have declined.");
        assertThat(page.locator("shift-card h3")).isFocused();
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted", "declined");
        tab(page, "Find a shift").click();
        tab(page, "My shifts").click();
        assertThat(page.locator(".empty h2")).hasText("You have no shifts yet");
    }

    /** Whatever becomes of the event, no card says that one is in who is not. */
    @Test
    void whatHasTheFocusKeepsItWhereItsShiftMoves(Visits visits) {
        String gala = firm.publishes("Gala", Map.of("Server", 2));
        String ball = firm.publishes("Ball", Map.of("Server", 2));
        firm.accepts("Ada", gala, "Server");
        firm.accepts("Ada", ball, "Server");
        isOn(gala, 10);
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        tab(page, "My shifts").click();
        assertThat(page.locator("shift-card h3").first()).hasText("Gala");
        button(page, "I can’t come any more: Gala").focus();

        isOn(gala, 20);

        assertThat(page.locator("shift-card h3").first()).hasText("Ball");
        assertThat(button(page, "I can’t come any more: Gala")).isFocused();
    }

    private void isOn(String eventId, int fromNow) {
        firm.calls(firm.manager())
                .body(Map.of("date", Firm.day(fromNow)))
                .patch("/api/events/" + eventId)
                .then()
                .statusCode(200);
    }

    @Test
    void whoIsTakenOutIsToldSo(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        accept(page).click();
        assertThat(outcome(page)).hasText("You are in: Server, call time 17:00");
        firm.takesOut("Ada", eventId, false);
        assertThat(outcome(page)).hasText("You are not in any more: you have been taken out of this event.");
        assertThat(page.locator("shift-card")).not().containsText("You are in");
        accept(page).click();
        assertThat(outcome(page)).hasText("You are in: Server, call time 17:00");

        tab(page, "My shifts").click();
        assertThat(page.locator(".is-next h3")).hasText("Gala");
        firm.takesOut("Ada", eventId, true);
        assertThat(page.locator(".change")).containsText("You are not in any more: Gala");
        assertThat(page.locator("shift-card")).hasCount(0);
        // It stands there until it is read.
        page.reload();
        assertThat(page.locator(".change")).containsText("You are not in any more: Gala");
        button(page, "Seen: Gala").click();
        assertThat(page.locator(".change")).hasCount(0);
        page.reload();
        assertThat(page.locator(".empty h2")).hasText("You have no shifts yet");
        assertThat(page.locator(".change")).hasCount(0);
    }

    @Test
    void whoseEventIsCancelledIsNotToldToBeIn(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        accept(page).click();
        assertThat(outcome(page)).hasText("You are in: Server, call time 17:00");
        firm.calls(firm.manager())
                .post("/api/events/" + eventId + "/cancel")
                .then()
                .statusCode(200);
        assertThat(outcome(page)).hasText("This event is cancelled.");
        tab(page, "My shifts").click();
        assertThat(page.locator(".change")).containsText("Cancelled: Gala");
        assertThat(page.locator("shift-card")).containsText("This event is cancelled.");
        assertThat(page.locator(".shift-in")).hasText("You were in: Server");
    }

    @Test
    void anEventThatOpensLaterSaysWhenByItsOwnClock(Visits visits) {
        firm.makes(Map.of(
                "status",
                "published",
                "event_name",
                "Gala",
                "date",
                Firm.day(14),
                "timezone",
                "America/Denver",
                "opens_at",
                Firm.day(7) + "T17:00:00Z",
                "roles",
                List.of(Map.of("role", "Server", "count", 2))));
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");

        assertThat(page.locator(".takes")).containsText(Pattern.compile("Opens: .*, (09|10|11):00"));
        assertThat(accept(page)).isDisabled();
    }

    @Test
    void aFullRoleIsGreyedAndComesBackWhenAPlaceFrees(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 1));
        firm.accepts("Grace", eventId, "Server");
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        page.getByText("1 full").click();
        assertThat(page.locator(".takes")).containsText("Full, until a place frees");
        assertThat(accept(page)).isDisabled();
        firm.responds("Grace", eventId, "decline", "Server").then().statusCode(200);
        assertThat(page.locator(".takes")).containsText("1 left");
        assertThat(accept(page)).isEnabled();
    }

    @Test
    void aNewShiftAppearsAndOneThatIsCancelledGoes(Visits visits) {
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        assertThat(page.locator(".empty h2")).hasText("Nothing is open right now");
        assertThat(page.locator(".light")).hasText("Live");
        String eventId = firm.publishes("Gala", Map.of("Server", 1));
        assertThat(page.locator("shift-card h3")).hasText("Gala");
        firm.calls(firm.manager())
                .post("/api/events/" + eventId + "/cancel")
                .then()
                .statusCode(200);
        assertThat(page.locator(".empty h2")).hasText("Nothing is open right now");
    }

    @Test
    void decliningIsSaidAndCanBeThoughtOver(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 1));
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        button(page, "Decline: Gala").click();
        assertThat(outcome(page)).hasText("You have declined.");
        assertThat(button(page, "Declined: Gala")).isDisabled();
        accept(page).click();
        assertThat(outcome(page)).hasText("You are in: Server, call time 17:00");
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "declined", "accepted");
    }

    @Test
    void whoIsInKeepsSeeingWhatIsUnpublishedAndTheOthersDoNot(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 5));
        firm.accepts("Ada", eventId, "Server");
        Page ada = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        tab(ada, "My shifts").click();
        Page grace = visits.to(port).signedInWith(firm.person("Grace")).open("/staff");
        assertThat(grace.locator("shift-card h3")).hasText("Gala");
        firm.calls(firm.manager())
                .post("/api/events/" + eventId + "/unpublish")
                .then()
                .statusCode(200);
        assertThat(grace.locator("shift-card")).hasCount(0);
        assertThat(ada.locator("shift-card")).containsText("No longer open to others. Your place is still yours.");
    }

    @Test
    void theZoneIsNamedWhereItIsNotTheReaders(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 5));
        Page near = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        assertThat(near.locator(".shift-hours")).hasText("18:00–23:00");
        Page far = visits.to(port)
                .in("Europe/Madrid")
                .signedInWith(firm.person("Ada"))
                .open("/staff");
        assertThat(far.locator(".shift-hours")).hasText(Pattern.compile("^18:00–23:00 · (Mountain Time|Denver time)$"));
    }

    @Test
    void inSpanish(Visits visits) {
        firm.publishes("Gala", Map.of("Camarero", 1));
        Page page = visits.to(port).inSpanish().signedInWith(firm.person("Ada")).open("/staff");
        assertThat(page.locator(".takes")).containsText("queda 1");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Aceptar Camarero, Gala"))
                .click();
        assertThat(outcome(page)).hasText("Tienes plaza: Camarero, preséntate a las 17:00");
    }

    /** On a cheap phone the first shift that fits is on the first screen, one press takes it, and two give it back. */
    @Test
    void theFirstFittingShiftIsOnTheFirstScreenAndTakenWithOnePress(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        Page page = phone(visits, "Ada");
        accept(page).waitFor();
        Assertions.assertThat(page.locator("shift-card").boundingBox().height).isLessThanOrEqualTo(170);
        Assertions.assertThat(accept(page).boundingBox().height).isGreaterThanOrEqualTo(48);
        Assertions.assertThat(accept(page).boundingBox().y).isLessThan(740 - 60 - 52);
        accept(page).click();
        assertThat(outcome(page)).hasText("You are in: Server, call time 17:00");
        Assertions.assertThat(Presses.of(page)).isEqualTo(1);
        button(page, "I can’t come any more: Gala").click();
        button(page, "Give my place back").click();
        assertThat(outcome(page)).hasText("You have declined.");
        Assertions.assertThat(Presses.of(page)).isEqualTo(3);
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted", "declined");
    }

    @Test
    void whatIsFullOrAtTheSameTimeIsFoldedAndTheSecondIsAskedAbout(Visits visits) {
        firm.accepts("Ada", firm.publishes("Gala", Map.of("Server", 2)), "Server");
        firm.accepts("Grace", firm.publishes("Full", Map.of("Server", 1)), "Server");
        String same = firm.publishes("Same", Map.of("Cook", 1));
        Page page = phone(visits, "Ada");
        page.getByText("1 full, 1 overlaps").click();
        assertThat(page.locator("shift-card h3")).hasText(new String[] {"Full", "Same"});
        assertThat(page.locator(".shift-warn").last()).containsText("At the same time as your shift of 18:00, Gala.");
        button(page, "Accept Cook, Same").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("You are in at Gala, 18:00–23:00.");
        page.getByRole(AriaRole.DIALOG).getByText("Accept").click();
        assertThat(outcome(page).filter(new Locator.FilterOptions().setHasText("You are in")))
                .hasText("You are in: Cook, call time 17:00");
        Assertions.assertThat(firm.journal(same)).containsExactly("created", "accepted");
    }

    @Test
    void shiftsAreChosenByRoleAndByDay(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 2));
        firm.publishes("Lunch", Map.of("Cook", 2));
        Page page = phone(visits, "Ada");
        page.getByLabel("Role").selectOption("Cook");
        assertThat(page.locator("shift-card h3")).hasText("Lunch");
        page.reload();
        assertThat(page.locator("shift-card h3")).hasText("Lunch");
        page.getByLabel("When").selectOption("Today");
        assertThat(page.locator(".empty h2")).hasText("Nothing fits");
    }

    /** What the manager has changed meanwhile is told once, and until it is read. */
    @Test
    void anotherHourAndAnotherHallStandThereUntilTheyAreRead(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        firm.accepts("Ada", eventId, "Server");
        Visit ada = visits.to(port).onAScreenOf(360, 740).signedInWith(firm.person("Ada"));
        Page page = ada.open("/staff#mine");
        assertThat(page.locator(".is-next")).isVisible();
        page.close();
        firm.calls(firm.manager())
                .body(Map.of("start_time", "19:00", "venue_name", "Hall 9"))
                .patch("/api/events/" + eventId)
                .then()
                .statusCode(200);
        Page later = ada.open("/staff");
        later.getByLabel("Access token").or(later.locator(".bar-nav")).first().waitFor();
        assertThat(later.locator(".bar-mark")).hasText("2 changes to read");
        tab(later, "My shifts").click();
        assertThat(later.locator(".change").first()).containsText("Gala: 19:00–23:00, before 18:00–23:00");
        assertThat(later.locator(".change").last()).containsText("Hall 9");
        button(later, "Seen: Gala").first().click();
        assertThat(later.locator(".change")).hasCount(0);
    }

    @Test
    void theNextShiftGoesToTheCalendar(Visits visits) {
        firm.accepts("Ada", firm.publishes("Gala", Map.of("Server", 2)), "Server");
        Page page = phone(visits, "Ada");
        tab(page, "My shifts").click();
        assertThat(page.locator(".weekline li")).hasCount(7);
        String name =
                page.waitForDownload(() -> button(page, "To calendar").click()).suggestedFilename();
        Assertions.assertThat(name).isEqualTo(Firm.day(14) + ".ics");
    }

    @Test
    void ownShiftsAreSubscribedTo(Visits visits) {
        firm.accepts("Ada", firm.publishes("Gala", Map.of("Server", 2)), "Server");
        Page page = phone(visits, "Ada");
        tab(page, "My shifts").click();
        Path file =
                page.waitForDownload(() -> button(page, "To calendar").click()).path();
        Assertions.assertThat(file).content().contains("PRODID:-//Muster//Muster//EN", "SUMMARY:Gala\\, Server");
        tab(page, "Settings").click();
        button(page, "Subscribe to calendar…").click();
        answer(page, "Make a link").click();
        String first = page.getByLabel("Link", new Page.GetByLabelOptions().setExact(true))
                .inputValue();
        Assertions.assertThat(first).matches("http://localhost:\\d+/calendar/[\\w-]{22}\\.ics");
        assertThat(link(page, "Open in my calendar")).hasAttribute("href", first.replace("http:", "webcal:"));
        RestAssured.given().get(first).then().statusCode(200).body(containsString("SUMMARY:Gala"));
        answer(page, "Close").click();
        button(page, "Subscribe to calendar…").click();
        assertThat(page.locator(".calendar-link")).containsText("There is a link already");
        answer(page, "Make a new link").click();
        page.getByLabel("Link", new Page.GetByLabelOptions().setExact(true)).waitFor();
        RestAssured.given().get(first).then().statusCode(404);
        answer(page, "End the link").click();
        assertThat(button(page, "Make a link")).isVisible();
    }

    private Page phone(Visits visits, String name) {
        return visits.to(port)
                .onAScreenOf(360, 740)
                .after(Presses::count)
                .signedInWith(firm.person(name))
                .open("/staff");
    }
}
