package io.muster.api.page;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.answer;
import static io.muster.api.page.Controls.menu;
import static org.hamcrest.Matchers.containsString;

/** The wall is read across a room: nobody scrolls, and no word is in two halves. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class WallTest {
    /** The words that stand on two lines. */
    private static final String BROKEN_WORDS = """
            () => [...document.querySelectorAll(".wall-roles .role-name")].flatMap((name) => {
              const node = [...name.childNodes].find((each) => each.nodeType === Node.TEXT_NODE && each.data.trim() !== "");
              return [...node.data.matchAll(/[\\p{L}]+/gu)].filter((word) => {
                const range = document.createRange();
                range.setStart(node, word.index);
                range.setEnd(node, word.index + word[0].length);
                return range.getClientRects().length > 1;
              }).map((word) => word[0]);
            })""";

    private static final String RUNS_OVER = """
            () => [...document.querySelectorAll(".wall-event")].some((row) =>
              [...row.querySelectorAll("h2, .role-name, .wall-when, .gap")].some((part) =>
                part.scrollWidth > part.clientWidth + 1 || part.getBoundingClientRect().right > row.getBoundingClientRect().right))""";

    private static final String SMALLEST = """
            () => Math.min(...[...document.querySelectorAll(".wall-main *")].filter((each) =>
              [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "") && !each.closest(".unseen, .mark"))
              .map((each) => parseFloat(getComputedStyle(each).fontSize)))""";

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Test
    void atTheSizeOfATelevisionLongNamesStayWholeAndNothingScrolls(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        for (int i = 0; i < 24; i++) {
            String name = List.of("Congress lunch", "Anniversary of the museum’s friends", "Gala", "Wedding", "Fair")
                    .get(i % 5);
            firm.publishes(
                    name,
                    Map.of(
                            "Veranstaltungstechnikerin",
                            24,
                            "Guardarropa nocturno",
                            8,
                            "Camarero de barra principal",
                            61));
        }
        Page page = visits.to(port)
                .onAScreenOf(1920, 1080)
                .signedInWith(firm.wallScreen())
                .open("/?wall");
        assertThat(page.locator(".wall-more")).isVisible();
        page.waitForCondition(() -> (boolean) page.evaluate("document.documentElement.scrollHeight <= innerHeight"));
        Visit.keep(page, "wall-long-names");
        page.waitForCondition(() -> page.locator(".wall-event").count() >= 4);
        Assertions.assertThat(((Number) page.evaluate(SMALLEST)).doubleValue())
                .as("px of the smallest word, at six metres")
                .isGreaterThanOrEqualTo(29.5);

        Assertions.assertThat((List<?>) page.evaluate(BROKEN_WORDS)).isEmpty();
        Assertions.assertThat(page.evaluate(RUNS_OVER)).isEqualTo(false);
        Assertions.assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
    }

    /** What starts first, and the one that lacks most, of this week; the rest has its turn. */
    @Test
    void whatStartsFirstAndWhatLacksMostStandsThereAndTheRestHasItsTurn(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        for (int i = 0; i < 30; i++) {
            firm.makes(Firm.event("Event " + i, 1 + i / 10, "published", Map.of("Server", 2)));
        }
        firm.makes(Firm.event("Congress", 5, "published", Map.of("Server", 40)));
        String full = firm.makes(Firm.event("Full", 1, "published", Map.of("Server", 1)));
        firm.accepts("Grace", full, "Server");
        Page page = visits.to(port)
                .in("UTC")
                .onAScreenOf(1920, 1080)
                .after(context -> context.clock().install())
                .signedInWith(firm.wallScreen())
                .open("/?wall");
        assertThat(page.locator(".wall-loud b")).hasText("100");
        assertThat(page.locator(".wall-event h2").last()).hasText("Congress");
        page.waitForCondition(() -> page.locator(".wall-event").count() >= 7);
        assertThat(page.locator(".wall-event h2").first()).hasText(Pattern.compile("Event \\d"));
        assertThat(page.locator(".wall-strip li")).hasCount(7);
        assertThat(page.locator(".wall-more")).hasText(Pattern.compile("rows 1–\\d+ of 31"));
        page.clock().runFor(16_000);
        assertThat(page.locator(".wall-more")).not().hasText(Pattern.compile("rows 1–.*"));
        assertThat(page.locator(".wall-event h2").last()).hasText("Congress");
        firm.accepts("Ada", firm.makes(Firm.event("Brunch", 1, "published", Map.of("Cook", 2))), "Cook");
        assertThat(page.locator(".wall-foot")).containsText("Ada took Cook, Brunch");
    }

    /** A screen that is turned, or a window that grows, has room for other rows at once. */
    @Test
    void whatFitsIsMeasuredAnewWhereTheScreenChanges(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        for (int i = 0; i < 30; i++) {
            firm.makes(Firm.event("Event " + i, 1 + i / 10, "published", Map.of("Server", 2)));
        }
        Page page = visits.to(port)
                .in("UTC")
                .onAScreenOf(600, 1000)
                .after(context -> context.clock().install())
                .signedInWith(firm.wallScreen())
                .open("/?wall");
        assertThat(page.locator(".wall-event")).hasCount(14);
        page.setViewportSize(1920, 1080);
        page.waitForCondition(() -> (boolean) page.evaluate("document.documentElement.scrollHeight <= innerHeight"));
    }

    /** Made on the board, opened on a screen where nobody is signed in, and taken back. */
    @Test
    void aManagerSubscribesToTheFirmsCalendar(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        firm.publishes("Gala", Map.of("Server", 3));
        Page board = visits.to(port).signedInWith(firm.manager()).open("/");
        menu(board, "Subscribe to calendar…").click();
        answer(board, "Make a link").click();
        Locator link = board.getByLabel("Link", new Page.GetByLabelOptions().setExact(true));
        assertThat(link).isFocused();
        String address = link.inputValue();
        RestAssured.given().get(address).then().statusCode(200).body(containsString("DESCRIPTION:Server: 0/3"));
        answer(board, "End the link").click();
        assertThat(answer(board, "Make a link")).isVisible();
        RestAssured.given().get(address).then().statusCode(404);
    }

    @Test
    void aWallHasALinkOfItsOwnUntilItIsRevoked(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        firm.publishes("Gala", Map.of("Server", 3));
        Page board = visits.to(port).signedInWith(firm.manager()).open("/");
        menu(board, "Wall screens…").click();
        board.getByLabel("Where it hangs").fill("Kitchen");
        answer(board, "Make a link").click();
        Locator link = board.getByLabel("Link", new Page.GetByLabelOptions().setExact(true));
        assertThat(link).isFocused();
        String address = link.inputValue();
        Assertions.assertThat(address).matches("http://localhost:\\d+/\\?wall#token=muster_[\\w-]{43}");
        assertThat(board.locator(".wall-links-known li")).containsText(new String[] {"Kitchen until "});

        Page wall = visits.to(port).expectingTrouble().open(address.substring(address.indexOf("/?")));
        assertThat(wall.locator(".wall-event h2")).hasText("Gala");
        assertThat(wall.locator(".light")).hasText("Live");
        Assertions.assertThat(wall.url()).endsWith("/?wall");
        wall.reload();
        assertThat(wall.locator(".wall-event h2")).hasText("Gala");
        firm.publishes("Banquet", Map.of("Server", 2));
        assertThat(wall.locator(".wall-event h2")).hasCount(2);
        Page elsewhere =
                visits.to(port).open(address.substring(address.indexOf("/?")).replace("?wall", ""));
        assertThat(elsewhere.getByLabel("Access token")).isVisible();

        answer(board, "Revoke: Kitchen").click();
        assertThat(board.locator(".wall-links-known li")).hasCount(0);
        assertThat(wall.locator(".wall-over")).containsText("not valid any more");
    }

    /** A firm that may only look makes none. */
    @Test
    void whoMayOnlyLookIsOfferedNoLink(Visits visits) {
        Page page = visits.to(port)
                .signedInWith(Firm.at(port, DevelopmentSecret.VALUE).wallScreen())
                .open("/");
        assertThat(menu(page, "Sign out")).isVisible();
        assertThat(page.getByText("Wall screens…")).hasCount(0);
    }

    @Test
    void aWallScreenLooksAndDoesNotTouch(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        firm.publishes("Open", Map.of("Server", 3));
        String full = firm.publishes("Full", Map.of("Server", 1));
        firm.accepts("Ada", full, "Server");
        Page page = visits.to(port).signedInWith(firm.wallScreen()).open("/?wall");
        assertThat(page.locator(".wall-event h2")).hasText(new String[] {"Open"});
        assertThat(page.locator("button, a, input")).hasCount(0);
        Assertions.assertThat((double) page.locator(".wall-event h2")
                        .evaluate("name => parseFloat(getComputedStyle(name).fontSize) + 0.5"))
                .isGreaterThan(30);
        firm.responds("Ada", full, "decline", "Server").then().statusCode(200);
        assertThat(page.locator(".wall-event h2")).hasCount(2);
        assertThat(page.locator("main")).containsText("Full");
    }

    /** Nobody scrolls on a wall; what has begun is not there any more. */
    @Test
    void aWallShowsWhatIsStillToComeFirstAndNoMoreThanFits(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        firm.makes(Map.of(
                "status",
                "published",
                "event_name",
                "Running",
                "date",
                Firm.day(-1),
                "start_time",
                "23:59",
                "end_time",
                "23:58",
                "timezone",
                "UTC",
                "roles",
                List.of(Firm.role(Map.entry("Server", 3)))));
        for (int i = 0; i < 20; i++) {
            firm.publishes(
                    "Event " + i, Map.of("Server", 3, "Cook", 2, "Guardarropa nocturno", 2, "Bar", 2, "Runner", 1));
        }
        Page page = visits.to(port)
                .onAScreenOf(1920, 1080)
                .signedInWith(firm.wallScreen())
                .open("/?wall");
        assertThat(page.locator(".wall-more")).isVisible();
        assertThat(page.locator(".wall-event h2").filter(new Locator.FilterOptions().setHasText("Running")))
                .hasCount(0);
        assertThat(page.locator(".wall-roles").first()).containsText("others −5");
        page.waitForCondition(() -> (boolean) page.evaluate("document.documentElement.scrollHeight <= innerHeight"));
    }
}
