package io.muster.api.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

/** Whoever goes through a page by Tab sees the whole outline of what has the focus: nothing around it cuts it off. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class FocusTest {
    private static final int MOST_STOPS = 60;

    /** Of what has the focus: its words, and what cuts its outline off, if anything does. Null at the end of the page. */
    private static final String AT = """
            () => {
              const at = document.activeElement;
              if (at === null || at === document.body || at.dataset.wasHere) return null;
              at.dataset.wasHere = "yes";
              const part = ["", "::before", "::after"].find((each) => {
                const { outlineStyle, outlineWidth } = getComputedStyle(at, each);
                return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
              });
              const words = `${at.tagName} ${at.textContent.trim().slice(0, 40)}`;
              if (part === undefined) return { words, cutBy: "there is none" };
              const style = getComputedStyle(at, part);
              const around = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset) - 0.5;
              let drawn = at;
              while (part !== "" && getComputedStyle(drawn).position === "static") drawn = drawn.parentElement;
              const box = drawn.getBoundingClientRect();
              for (let each = drawn.parentElement; each !== null && each !== document.body; each = each.parentElement) {
                const { overflowX, contentVisibility, contain } = getComputedStyle(each);
                if (overflowX === "visible" && contentVisibility !== "auto" && !/paint|content|strict/.test(contain)) continue;
                const edge = each.getBoundingClientRect();
                if (
                  box.left - around < edge.left ||
                  box.top - around < edge.top ||
                  box.right + around > edge.right ||
                  box.bottom + around > edge.bottom
                ) {
                  return { words, cutBy: `${each.tagName}.${each.className}` };
                }
              }
              return { words, cutBy: "" };
            }""";

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;
    private String eventId;

    @BeforeEach
    void anEventOnWhichMuchHappened() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
        eventId = firm.publishes("Gala", Map.of("Server", 3));
        firm.publishes("Lunch", Map.of("Server", 3));
        for (String name : List.of("Ada", "Grace")) {
            firm.accepts(name, eventId, "Server");
        }
        firm.calls(firm.manager())
                .delete("/api/events/" + eventId + "/staff/" + firm.userKey("Grace") + "?bar=true")
                .then()
                .statusCode(200);
    }

    private static List<String> stops(Page page) {
        List<String> stops = new ArrayList<>();
        for (int i = 0; i < MOST_STOPS; i++) {
            page.keyboard().press("Tab");
            if (!(page.evaluate(AT) instanceof Map<?, ?> at)) {
                break;
            }
            Assertions.assertThat(at.get("cutBy"))
                    .as("the outline of %s", at.get("words"))
                    .isEqualTo("");
            stops.add(String.valueOf(at.get("words")));
        }
        return stops;
    }

    @Test
    void onTheBoard(Visits visits) {
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/cards");
        assertThat(page.locator("event-card")).hasCount(2);

        Assertions.assertThat(stops(page)).contains("A Gala", "A Lunch");
    }

    @Test
    void onTheWeek(Visits visits) {
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/?from=" + Firm.day(10) + "&event=" + eventId);
        assertThat(page.locator(".row")).hasCount(2);
        assertThat(page.locator(".peek .feed li").first()).isVisible();

        Assertions.assertThat(stops(page)).contains("A Gala", "A Lunch", "A Edit", "BUTTON ⋯");
    }

    @Test
    void onTheEventsPage(Visits visits) {
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        assertThat(page.locator("#barred")).isVisible();

        Assertions.assertThat(stops(page)).contains("BUTTON ⋯", "BUTTON Put in", "BUTTON Let back in");
    }

    @Test
    void onTheStaffsPage(Visits visits) {
        Page page = visits.to(port).signedInWith(firm.person("Edsger")).open("/staff");
        assertThat(page.locator("shift-card")).hasCount(2);

        Assertions.assertThat(stops(page))
                .filteredOn(words -> words.contains(" left"))
                .hasSize(2);
    }
}
