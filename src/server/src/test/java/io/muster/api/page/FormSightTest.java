package io.muster.api.page;

import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.button;

/** What the form shows before anything is sent: the staff's own card, whom it reaches, and what is odd. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class FormSightTest {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
    }

    private Page form(Visits visits) {
        return visits.to(port).in("UTC").signedInWith(firm.manager()).open("/#/new");
    }

    private static void fillIn(Page page) {
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Gala");
        page.getByLabel("Date").fill(Firm.day(7));
        page.getByLabel("Starts").fill("13:00");
        page.getByLabel("Ends").fill("20:00");
        page.getByLabel("Pay").fill("13 €/h");
        page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).fill("Camarero");
        page.getByLabel("How many").fill("30");
        page.getByLabel("Call time").fill("11:30");
    }

    @Test
    void whatStaffWillSeeIsThereWhileItIsTyped(Visits visits) {
        Page page = form(visits);
        fillIn(page);
        Locator card = page.locator(".preview-screen .shift");
        assertThat(card.locator(".shift-hours")).hasText("13:00–20:00");
        assertThat(card.locator(".shift-pay")).hasText("≈ €91");
        assertThat(card.locator(".take")).containsText("Camarero");
        assertThat(card.locator(".take")).containsText("30 left");
        assertThat(card.locator(".shift-be")).containsText("11:30");
        assertThat(page.locator(".preview-sum")).containsText("1 event, 30 places");
        assertThat(page.locator("#end_time-help")).hasText("7 h, ends the same day");
        page.getByLabel("Add a day").fill(Firm.day(8));
        page.getByLabel("Add a day").dispatchEvent("change");
        assertThat(page.locator(".preview-sum")).containsText("2 events, 60 places");
        // Nothing on the card can be pressed.
        assertThat(page.locator(".form-preview").locator("button, a, [tabindex]"))
                .hasCount(0);
    }

    @Test
    void howManyItReachesIsSaidBeforeItIsPublished(Visits visits) {
        firm.calls(firm.manager())
                .body(Map.of("name", "Bar"))
                .put("/api/teams/bar")
                .then()
                .statusCode(201);
        firm.hasMember(Map.of("name", "Ada", "userKey", firm.userKey("Ada"), "teams", List.of("bar")));
        firm.hasMember(Map.of("name", "Grace", "userKey", firm.userKey("Grace")));
        firm.hasMember(Map.of("name", "Linus", "teams", List.of("bar")));
        Page page = form(visits);
        fillIn(page);
        assertThat(page.locator(".form-reach")).hasText("Reaches 3 people");
        assertThat(button(page, "Publish 1 event to 3 people")).isVisible();
        button(page, "Add Bar").click();
        assertThat(page.locator(".form-reach")).hasText("Reaches 2 people");
        assertThat(page.locator(".preview-sum")).containsText("2 people, 1 of them without an account");
        button(page, "Publish 1 event to 2 people").click();
        assertThat(page.locator("h1")).hasText("Gala");
        assertThat(page.locator("no-answer li")).hasText(new String[] {"Ada", "Linus"});
    }

    @Test
    void whatIsOddIsWarnedOfAndBlocksNothing(Visits visits) {
        firm.calls(firm.manager())
                .body(Map.of("name", "Bar"))
                .put("/api/teams/bar")
                .then()
                .statusCode(201);
        Page page = form(visits);
        fillIn(page);
        assertThat(page.locator(".field-warning").filter(new Locator.FilterOptions().setHasText("▲")))
                .hasCount(0);
        page.getByLabel("Date").fill(Firm.day(-3));
        assertThat(page.locator("#date-warning")).containsText("This has passed already. You can go on.");
        page.getByLabel("Ends").fill("12:00");
        assertThat(page.locator("#end_time-warning")).containsText("That would be 23 hours");
        page.getByLabel("Only for these teams").fill("kitchen");
        assertThat(page.locator("#teams-warning")).containsText("Your firm has no team kitchen.");
        assertThat(page.getByLabel("Date")).hasAttribute("aria-invalid", "false");
        button(page, "Save as draft").click();
        assertThat(page.locator("h1")).hasText("Gala");
    }
}
