package io.muster.api.page;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
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
import static io.muster.api.page.Controls.button;

/** The staff's page, as its visitors have it. */
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
        takesOut(eventId, "Ada", false);
        assertThat(outcome(page)).hasText("You are not in any more: you have been taken out of this event.");
        assertThat(page.locator("shift-card")).not().containsText("You are in");
        accept(page).click();
        assertThat(outcome(page)).hasText("You are in: Server, call time 17:00");

        tab(page, "My shifts").click();
        assertThat(page.locator(".is-next h3")).hasText("Gala");
        takesOut(eventId, "Ada", true);
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
    void whoAsksForAPlaceWaitsAndIsToldWhenTheManagerRefuses(Visits visits) {
        String eventId = firm.publishesRole("Gala", Map.of("role", "Server", "count", 2, "approval", true));
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        assertThat(page.locator(".takes")).containsText("The manager decides who gets in");
        assertThat(accept(page)).containsText("Ask");
        accept(page).click();
        assertThat(outcome(page)).hasText("You are waiting for the manager’s answer: Server");
        assertThat(accept(page)).containsText("Asked");
        assertThat(accept(page)).isDisabled();
        page.reload();
        assertThat(outcome(page)).hasText("You are waiting for the manager’s answer: Server");

        takesOut(eventId, "Ada", false);
        assertThat(outcome(page)).hasText("The manager has refused your request.");
        assertThat(page.locator("shift-card"))
                .not()
                .containsText(Pattern.compile("declined", Pattern.CASE_INSENSITIVE));
        assertThat(accept(page)).isDisabled();
        page.reload();
        assertThat(outcome(page)).hasText("The manager has refused your request.");
        assertThat(page.locator("shift-card"))
                .not()
                .containsText(Pattern.compile("declined", Pattern.CASE_INSENSITIVE));
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "standby", "refused");
    }

    @Test
    void whoWaitsForAFullRoleGetsThePlaceThatFrees(Visits visits) {
        String eventId = firm.publishesRole("Gala", Map.of("role", "Server", "count", 1, "waitlist", true));
        firm.accepts("Grace", eventId, "Server");
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        assertThat(page.locator(".takes")).containsText("Full. Nobody is on standby yet");
        assertThat(accept(page)).containsText("Wait");
        accept(page).click();
        assertThat(outcome(page)).hasText("You are on standby: Server, number 1");
        firm.responds("Grace", eventId, "decline", "Server").then().statusCode(200);
        assertThat(outcome(page)).hasText("You are in: Server");
        Assertions.assertThat(firm.journal(eventId))
                .containsExactly("created", "accepted", "standby", "declined", "promoted");
    }

    /** Who waits is told what becomes of it as who is in is, also by the page that is opened afterwards. */
    @Test
    void whatIsCancelledStaysWithWhoWaitsUntilItIsRead(Visits visits) {
        String eventId = firm.publishesRole("Gala", Map.of("role", "Server", "count", 1, "waitlist", true));
        firm.accepts("Grace", eventId, "Server");
        waits("Ada", eventId);
        Visit ada = visits.to(port).signedInWith(firm.person("Ada"));
        Page page = ada.open("/staff#mine");
        assertThat(page.locator("shift-card h3")).hasText("Gala");
        page.close();
        firm.calls(firm.manager())
                .body(Map.of("reason", "Storm"))
                .post("/api/events/" + eventId + "/cancel")
                .then()
                .statusCode(200);

        Page later = ada.open("/staff");
        assertThat(later.locator(".bar-mark")).hasText("1 change to read");
        tab(later, "My shifts").click();
        assertThat(later.locator(".change")).containsText(Pattern.compile("Cancelled: Gala, .*: “Storm”"));
        assertThat(later.locator(".shift-in")).hasText("You were on standby: Server");
        assertThat(later.locator("shift-card .notice")).hasText("This event is cancelled. Storm");
        assertThat(button(later, "Stop waiting: Gala")).hasCount(0);
        button(later, "Seen: Gala").click();
        later.reload();
        assertThat(later.locator(".shift-in")).hasText("You were on standby: Server");
        assertThat(later.locator(".change")).hasCount(0);
    }

    @Test
    void whatIsUnpublishedStaysWithWhoWaitsWhoMayStop(Visits visits) {
        String eventId = firm.publishesRole("Gala", Map.of("role", "Server", "count", 2, "approval", true));
        waits("Ada", eventId);
        firm.calls(firm.manager())
                .post("/api/events/" + eventId + "/unpublish")
                .then()
                .statusCode(200);
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff#mine");
        assertThat(page.locator("shift-card")).containsText("No longer open to others. You keep your position.");
        assertThat(outcome(page)).hasText("You are waiting for the manager’s answer: Server");
        button(page, "Take my request back: Gala").click();
        assertThat(button(page, "Go back")).isFocused();
        button(page, "Take it back").click();
        assertThat(outcome(page)).hasText("You have declined.");
        assertThat(page.locator("shift-card h3")).isFocused();
        assertThat(page.locator(".change")).hasCount(0);
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "standby", "unpublished", "declined");
    }

    @Test
    void whoGetsTheFreedPlaceReadsItAndWhatIsCompletedIsNotWaitedFor(Visits visits) {
        Map<String, Object> role = Map.of("role", "Server", "count", 1, "waitlist", true);
        String gala = firm.publishesRole("Gala", role);
        String ball = firm.publishesRole("Ball", role);
        firm.accepts("Grace", gala, "Server");
        firm.accepts("Grace", ball, "Server");
        waits("Ada", gala);
        waits("Ada", ball);
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff#mine");
        assertThat(page.getByText("You wait for these")).isVisible();
        assertThat(outcome(page))
                .hasText(new String[] {"You are on standby: Server, number 1", "You are on standby: Server, number 1"});
        firm.responds("Grace", gala, "decline", "Server").then().statusCode(200);
        assertThat(page.locator(".change")).containsText("You are in: Gala");
        assertThat(page.locator(".is-next h3")).hasText("Gala");
        button(page, "Seen: Gala").click();
        firm.calls(firm.manager())
                .post("/api/events/" + ball + "/complete")
                .then()
                .statusCode(200);
        assertThat(page.locator(".shift-in")).hasText("You were on standby: Server");
        page.reload();
        assertThat(page.locator(".shift-in")).hasText("You were on standby: Server");
        assertThat(page.getByText("You wait for these")).hasCount(0);
    }

    private void waits(String name, String eventId) {
        firm.calls(firm.person(name))
                .body(Map.of("response", "accept", "role", "Server", "standby", true))
                .post("/api/events/" + eventId + "/respond")
                .then()
                .statusCode(200);
    }

    /** A changed hall is asked about on the card, and on the board one sees who has not answered. */
    @Test
    void whoseHallHasChangedConfirmsItAndTheBoardSeesIt(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        firm.accepts("Ada", eventId, "Server");
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        tab(page, "My shifts").click();
        Page board = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        assertThat(board.locator(".person")).containsText("Ada");
        assertThat(page.locator("confirm-times")).isEmpty();
        firm.calls(firm.manager())
                .contentType("application/json")
                .body(Map.of("venue_name", "Hall 9"))
                .patch("/api/events/" + eventId)
                .then()
                .statusCode(200);

        assertThat(page.locator("shift-card")).containsText("Please confirm times and place");
        assertThat(board.locator(".person")).containsText("Not confirmed");
        button(page, "Confirm: Gala").click();

        assertThat(page.locator("confirm-times")).isEmpty();
        assertThat(page.locator("shift-card h3")).isFocused();
        assertThat(page.locator(".is-next")).containsText("Hall 9");
        assertThat(board.locator(".person")).not().containsText("Not confirmed");
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted", "updated", "confirmed");
    }

    /** One who is asked sees what it is about, and a press that fails can be pressed again at once. */
    @Test
    void whoseRoleHasOtherHoursSeesThemAndConfirmsThemAfterAFailure(Visits visits) {
        String eventId = firm.publishesRole("Gala", Map.of("role", "Server", "count", 2));
        firm.accepts("Ada", eventId, "Server");
        Page page = visits.to(port)
                .signedInWith(firm.person("Ada"))
                .expectingTrouble()
                .open("/staff");
        tab(page, "My shifts").click();
        assertThat(page.locator(".is-next")).isVisible();
        assertThat(page.locator(".shift-own")).hasCount(0);
        firm.calls(firm.manager())
                .contentType("application/json")
                .body(Map.of("roles", List.of(Map.of("role", "Server", "count", 2, "end_time", "21:30"))))
                .patch("/api/events/" + eventId)
                .then()
                .statusCode(200);
        assertThat(page.locator(".shift-own")).hasText("Your hours: until 21:30");

        page.route("**/respond", Route::abort);
        button(page, "Confirm: Gala").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("confirm-times [role=alert]"))
                .hasText("No connection, so it isn’t sure whether this arrived. Press again: it counts once.");
        assertThat(button(page, "Confirm: Gala")).isFocused();
        page.unrouteAll();
        page.keyboard().press("Enter");
        assertThat(page.locator("confirm-times")).isEmpty();
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted", "updated", "confirmed");
    }

    /** Whatever is pressed: a token that is not taken any more is the end of the session. */
    @Test
    void aConfirmationWhoseTokenHasRunOutLeadsToTheSignIn(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 2));
        firm.accepts("Ada", eventId, "Server");
        firm.calls(firm.manager())
                .body(Map.of("start_time", "17:30"))
                .patch("/api/events/" + eventId)
                .then()
                .statusCode(200);
        Page page = visits.to(port)
                .signedInWith(firm.person("Ada"))
                .expectingTrouble()
                .open("/staff");
        tab(page, "My shifts").click();
        page.route(
                "**/respond",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(401)
                        .setContentType("application/problem+json")
                        .setBody("{\"code\":\"UNAUTHENTICATED\"}")));
        button(page, "Confirm: Gala").click();

        assertThat(page.getByLabel("Access token")).isVisible();
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

    private void takesOut(String eventId, String name, boolean bar) {
        firm.calls(firm.manager())
                .delete("/api/events/" + eventId + "/staff/" + firm.userKey(name) + "?bar=" + bar)
                .then()
                .statusCode(200);
    }

    /** A press without a network lets the hand go, and is sent by itself: also by the page that is opened afterwards. */
    @Test
    void aPressOnADeadNetworkIsKeptAndSentByItself(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 5));
        Visit ada = visits.to(port).signedInWith(firm.person("Ada")).expectingTrouble();
        Page page = ada.open("/staff");
        page.route("**/respond", Route::abort);
        accept(page).click();
        assertThat(outcome(page))
                .hasText(
                        "No connection. Your answer is kept here and sent by itself.",
                        new LocatorAssertions.HasTextOptions().setTimeout(8_000));
        assertThat(page.locator("shift-card h3")).isFocused();
        page.reload();
        assertThat(outcome(page)).hasText("No connection. Your answer is kept here and sent by itself.");
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created");
        page.unrouteAll();
        assertThat(outcome(page)).hasText("You are in: Server, call time 17:00");
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted");
    }

    @Test
    void ofTwoWhoPressForTheLastPlaceOneIsInAndTheOtherIsTold(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 1));
        List<Page> pages = Stream.of("Ada", "Grace")
                .map(name -> visits.to(port)
                        .signedInWith(firm.person(name))
                        .expectingTrouble()
                        .open("/staff"))
                .toList();
        pages.forEach(page -> assertThat(accept(page)).isEnabled());
        pressAtOnce(pages, 1);

        pages.forEach(page -> assertThat(outcome(page)).not().isEmpty());
        Assertions.assertThat(pages.stream().map(page -> outcome(page).innerText()))
                .containsExactlyInAnyOrder("You are in: Server, call time 17:00", "No spots left for role ‘Server’");
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted");
    }

    @Test
    void aDoubleClickAndAStormOfEnterSendOneRequest(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 5));
        List<String> sent = new CopyOnWriteArrayList<>();
        Page page = visits.to(port)
                .signedInWith(firm.person("Ada"))
                .after(context -> countResponses(context, sent))
                .open("/staff");
        accept(page).focus();
        pressAtOnce(List.of(page), 20);
        page.waitForCondition(() -> (boolean) page.evaluate("window.werePressed === true"));
        for (int press = 0; press < 5; press++) {
            page.keyboard().press("Enter");
        }
        assertThat(outcome(page)).hasText("You are in: Server, call time 17:00");
        Assertions.assertThat(sent).hasSize(1);
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted");
    }

    @Test
    void aSecondTabSendsNoneOfItsOwn(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 5));
        List<String> sent = new CopyOnWriteArrayList<>();
        Visit ada = visits.to(port).signedInWith(firm.person("Ada")).after(context -> countResponses(context, sent));
        List<Page> tabs = List.of(ada.open("/staff"), ada.open("/staff"));
        tabs.forEach(tab -> assertThat(accept(tab)).isEnabled());
        pressAtOnce(tabs, 1);
        tabs.forEach(tab -> assertThat(tab.locator(".shift.is-in")).isVisible());
        Assertions.assertThat(sent).hasSize(1);
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted");
    }

    @Test
    void anAnswerLostOnTheWayIsAskedForAgainAndNothingIsRecordedTwice(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 5));
        AtomicInteger requests = new AtomicInteger();
        Page page = visits.to(port)
                .signedInWith(firm.person("Ada"))
                .expectingTrouble()
                .open("/staff");
        page.route("**/respond", route -> {
            switch (requests.incrementAndGet()) {
                case 1 -> route.abort();
                case 2 -> {
                    route.fetch();
                    route.abort();
                }
                default -> route.resume();
            }
        });
        accept(page).click();
        assertThat(outcome(page)).hasText("You are in: Server, call time 17:00");
        Assertions.assertThat(requests).hasValue(3);
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted");
    }

    @Test
    void bothButtonsRestUntilTheAnswer(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 5));
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        Visit.holdBack(page, "/respond");
        accept(page).click();
        Locator buttons = page.locator("shift-card button");
        assertThat(page.locator(".take-why")).hasText("Sending…");
        assertThat(buttons).hasCount(2);
        assertThat(buttons.nth(0)).isDisabled();
        assertThat(buttons.nth(1)).isDisabled();
        Visit.letGo(page);
        assertThat(outcome(page)).hasText("You are in: Server, call time 17:00");
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

    /** On another phone, a moment before. */
    @Test
    void whoHasAcceptedElsewhereIsToldSo(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 5));
        Page page = visits.to(port)
                .signedInWith(firm.person("Ada"))
                .expectingTrouble()
                .open("/staff");
        page.route("**/respond", route -> {
            firm.accepts("Ada", eventId, "Server");
            route.resume();
        });
        accept(page).click();
        assertThat(outcome(page)).hasText("You have already accepted, as Server.");
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted");
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

    private static void countResponses(BrowserContext context, List<String> sent) {
        context.onRequest(request -> {
            if (request.url().endsWith("/respond")) {
                sent.add(request.url());
            }
        });
    }

    /** Every page presses ACCEPT at the same instant, by its own clock, so often. */
    private static void pressAtOnce(List<Page> pages, int times) {
        double soon = (double) pages.get(0).evaluate("Date.now() + 500.5");
        pages.forEach(page -> page.evaluate(
                "([at, times]) => void setTimeout(() => { const button = document.querySelector('.take');"
                        + " for (let press = 0; press < times; press += 1) button.click(); window.werePressed = true;"
                        + " }, at - Date.now())",
                List.of(soon, times)));
    }

    private static Locator accept(Page page) {
        return page.locator(".take");
    }

    private static Locator outcome(Page page) {
        return page.locator(".shift-outcome");
    }

    private static Locator tab(Page page, String name) {
        return page.locator(".bar-nav").getByText(name);
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

    private Page phone(Visits visits, String name) {
        return visits.to(port)
                .onAScreenOf(360, 740)
                .after(Presses::count)
                .signedInWith(firm.person(name))
                .open("/staff");
    }
}
