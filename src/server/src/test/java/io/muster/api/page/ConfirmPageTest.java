package io.muster.api.page;

import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
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
import static io.muster.api.page.Controls.tab;

/** Who is in confirms other times and another place on the phone. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class ConfirmPageTest {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
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
}
