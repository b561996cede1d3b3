package io.muster.api.page;

import java.util.Map;
import java.util.UUID;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.answer;
import static io.muster.api.page.Controls.button;
import static io.muster.api.page.Controls.cards;
import static io.muster.api.page.Controls.link;

/** By keyboard alone: everything is reached by Tab and pressed by Enter, and one is never lost. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class KeyboardTest {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Test
    void theManagersWholeWay(Visits visits) {
        Firm acme = new Firm("acme", port, DevelopmentSecret.VALUE);
        String name = "Typed " + UUID.randomUUID();
        Page page = visits.to(port).expectingTrouble().open("/");
        Keyboard keyboard = new Keyboard(page);
        keyboard.press(button(page, "Manager of Acme Catering"));
        assertThat(page.locator("main")).isFocused();
        assertThat(page.locator(".light")).hasText("Live");

        keyboard.press(link(page, "New event").first());
        assertThat(page.locator("main")).isFocused();
        keyboard.press(button(page, "Save as draft"));
        assertThat(page.getByLabel("Date")).isFocused();
        // The fifth of May, whichever of the two the browser asks for first.
        page.keyboard().type("05052031");
        keyboard.type(field(page, "Role"), "Server");
        keyboard.press(button(page, "Add a role"));
        assertThat(field(page, "Role").nth(1)).isFocused();
        keyboard.press(button(page, "Drop").last());
        assertThat(field(page, "Role")).isFocused();
        keyboard.type(field(page, "Name"), name);
        keyboard.press("Enter");
        assertThat(page.locator("h1")).hasText(name);
        assertThat(page.locator("main")).isFocused();

        keyboard.press(button(page, "Publish"));
        assertThat(button(page, "Go back")).isFocused();
        keyboard.press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(button(page, "Publish")).isFocused();
        keyboard.press("Enter");
        keyboard.press(answer(page, "Publish"));
        assertThat(page.locator("h1")).isFocused();
        keyboard.press(button(page, "More"));
        assertThat(link(page, "Duplicate")).isFocused();
        assertThat(button(page, "Unpublish")).isVisible();
        keyboard.press("Escape");
        assertThat(button(page, "More")).isFocused();

        String eventId = page.url().replaceAll(".*/events/", "");
        acme.accepts("Ada", eventId, "Server");
        headcount(page, keyboard);
        keyboard.press(button(page, "Ada: actions"));
        keyboard.press(page.locator(".menu button", new Page.LocatorOptions().setHasText("Take out")));
        keyboard.goTo(page.getByLabel("Don’t let this person accept again"));
        keyboard.press("Space");
        keyboard.press(answer(page, "Remove from the event"));
        assertThat(page.locator("#people")).hasText("Nobody is in yet");
        assertThat(page.locator("#people")).isFocused();
        keyboard.press(button(page, "Let back in Ada"));
        assertThat(page.locator("#barred")).hasCount(0);
        assertThat(page.locator("#people")).isFocused();

        cards(page);
        keyboard.press(page.locator(".card-link", new Page.LocatorOptions().setHasText(name)));
        assertThat(page.locator("h1")).hasText(name);
        keyboard.press(button(page, "More"));
        keyboard.press(button(page, "Cancel event"));
        keyboard.press(answer(page, "Cancel event"));
        assertThat(page.locator(".event-state")).containsText("Cancelled");
        assertThat(page.locator("h1")).isFocused();
        keyboard.press(button(page, "Menu"));
        keyboard.press(button(page, "Sign out"));
        assertThat(page.getByLabel("Access token")).isVisible();
        assertThat(page.locator("main")).isFocused();
    }

    private static void headcount(Page page, Keyboard keyboard) {
        Locator change = button(page, "Change: How many Server");
        Locator count = page.getByLabel("How many Server");
        keyboard.press(change);
        assertThat(count).isFocused();
        keyboard.press("Escape");
        assertThat(change).isFocused();
        keyboard.press("Enter");
        page.keyboard().type("0");
        keyboard.press("Enter");
        assertThat(page.locator("#headcount-problem")).hasText("A whole number from 1 to 2,000.");
        assertThat(count).isFocused();
        keyboard.press("Backspace");
        page.keyboard().type("3");
        keyboard.press("Enter");
        assertThat(page.locator("role-block .role-count")).hasText("1 of 3");
        assertThat(change).isFocused();
    }

    @Test
    void acceptingAndGivingBack(Visits visits) {
        Firm acme = new Firm("acme", port, DevelopmentSecret.VALUE);
        String name = "Taken " + UUID.randomUUID();
        acme.publishes(name, Map.of("Server", 2));
        Page page = visits.to(port).open("/staff");
        Keyboard keyboard = new Keyboard(page);
        keyboard.press(button(page, "Server 5"));
        assertThat(page.locator("main")).isFocused();
        keyboard.press(button(page, "Accept Server, " + name));
        Locator card = page.locator("shift-card", new Page.LocatorOptions().setHasText(name));
        assertThat(card.locator(".shift-outcome")).hasText("You are in: Server, call time 17:00");
        // What is pressed next is not what would undo it.
        assertThat(card.locator("h3")).isFocused();
        keyboard.press(page.locator(".bar-nav a", new Page.LocatorOptions().setHasText("My shifts")));
        assertThat(card.locator("h3")).isVisible();
        keyboard.press(button(page, "I can’t come any more: " + name));
        keyboard.press(answer(page, "Give my place back"));
        assertThat(card.locator(".shift-outcome")).hasText("You have declined.");
        assertThat(card.locator("h3")).isFocused();
        keyboard.press(page.locator(".bar-nav a", new Page.LocatorOptions().setHasText("Settings")));
        keyboard.press(button(page, "Español"));
        assertThat(page.locator("h1")).hasText("Ajustes");
    }

    @Test
    void straightToTheContent(Visits visits) {
        Page page = visits.to(port)
                .signedInWith(Firm.at(port, DevelopmentSecret.VALUE).manager())
                .open("/");
        assertThat(page.locator("h2")).hasText("No events yet");
        Keyboard keyboard = new Keyboard(page);
        keyboard.press("Tab");
        assertThat(link(page, "Skip to the content")).isFocused();
        assertThat(link(page, "Skip to the content")).isInViewport();
        keyboard.press("Enter");
        keyboard.press("Tab");
        assertThat(link(page, "Make your first event")).isFocused();
    }

    private static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }
}
