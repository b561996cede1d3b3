package io.muster.api.page;

import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Page;
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
import static io.muster.api.page.Controls.accept;
import static io.muster.api.page.Controls.button;
import static io.muster.api.page.Controls.outcome;
import static io.muster.api.page.Controls.tab;

/** What a phone says to those who wait for a place, or have asked for one. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class StandbyPageTest {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
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

        firm.takesOut("Ada", eventId, false);
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
}
