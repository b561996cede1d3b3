package io.muster.api.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.cards;

/** Every page and dialog, at every size, by day and by night: kept as pictures in target/screenshots, and usable by everyone. */
@Tag("slow")
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class LooksTest {
    /** Where it is looked at: a phone, a tablet, a laptop, a large screen. */
    private static final List<Size> SIZES =
            List.of(new Size(360, 740), new Size(768, 1024), new Size(1366, 768), new Size(1920, 1080));

    /** A laptop's page at 400 %, which is the smallest phone too, and at 200 %. */
    private static final List<Size> ZOOMED = List.of(new Size(320, 640), new Size(683, 384));

    /** Where the focus is after a press of Tab: what it is, and what hides it. */
    private static final String FOCUS = """
            () => {
              const focused = document.activeElement;
              const box = focused.getBoundingClientRect();
              const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
              const above = document.elementFromPoint(x, y);
              const isSeen = above !== null && (focused.contains(above) || above.contains(focused) || above.closest("label")?.contains(focused));
              const style = getComputedStyle(focused);
              const marked = [style, getComputedStyle(focused, "::after"), getComputedStyle(focused.closest("li, article, .row") ?? focused)];
              const isMarked = marked.some(({ outlineStyle, boxShadow }) => outlineStyle !== "none" || boxShadow !== "none");
              focused.dataset.tabbed = Number(focused.dataset.tabbed ?? 0) + 1;
              const name = `${focused.localName} ${focused.getAttribute("aria-label") ?? focused.id ?? ""} ${focused.textContent.trim().slice(0, 30)}`;
              return {
                isThrough: focused === document.body || Number(focused.dataset.tabbed) > 8,
                wrong: focused === document.body || (isSeen && isMarked) ? "" : `${name}: ${isSeen ? "" : `behind ${above?.localName} ${above?.className}`} ${isMarked ? "" : "not marked"}`,
              };
            }""";

    private static final int MOST_TABS = 150;

    /** What a page scrolls sideways for; nothing where it does not. */
    private static final String TOO_WIDE = """
            (width) => document.documentElement.scrollWidth <= width ? [] : [...document.body.querySelectorAll("*")]
              .filter((each) => each.getBoundingClientRect().right > width)
              .map((each) => `${each.localName}.${each.className} #${each.id}`)""";

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private record Size(int width, int height) {}

    /** One at a time, so that a failure says where. */
    static List<Size> sizes() {
        return SIZES;
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everyPageIsForEveryoneInBothThemes(Size size, Visits visits) {
        tour(visits, size, visit -> {}, (page, name) -> look(page, name, size.width()));
    }

    static List<Size> zoomed() {
        return ZOOMED;
    }

    /** Spanish says the same in longer words. */
    @ParameterizedTest
    @MethodSource("zoomed")
    void nothingIsTooWideInSpanish(Size size, Visits visits) {
        tour(visits, size, Visit::inSpanish, (page, name) -> isNotWider(page, name, size.width()));
    }

    /** On a laptop, and where it is seen at 200 %: what has the focus is marked, and behind nothing that stays in its place. */
    @Test
    void theFocusIsSeenOnEveryPage(Visits visits) {
        for (Size size : List.of(new Size(1366, 768), new Size(683, 384))) {
            tour(visits, size, Visit::withoutMotion, (page, name) -> {
                // A dialog keeps the focus, and a menu that loses it is closed.
                if (page.locator("dialog[open], .menu").count() == 0) {
                    tabThrough(page, "%s at %d".formatted(name, size.width()));
                }
            });
        }
    }

    private static void tabThrough(Page page, String name) {
        page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }");
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < MOST_TABS; i++) {
            page.keyboard().press("Tab");
            Map<?, ?> focus = (Map<?, ?>) page.evaluate(FOCUS);
            if (!"".equals(focus.get("wrong"))) {
                wrong.add(String.valueOf(focus.get("wrong")));
            }
            if (Boolean.TRUE.equals(focus.get("isThrough"))) {
                break;
            }
        }
        Assertions.assertThat(wrong).as(name).isEmpty();
    }

    /** Every page and every kind of dialog. */
    private void tour(Visits visits, Size size, Consumer<Visit> preparation, BiConsumer<Page, String> look) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        String gala = week(firm);
        Page manager = open(visits, size, preparation, firm.manager(), "/");
        ofManager(manager, gala, look);
        Page staff = open(visits, size, preparation, firm.person("Server 1"), "/staff");
        ofStaff(staff, look);
        Page wall = open(visits, size, preparation, firm.wallScreen(), "/?wall");
        assertThat(wall.locator(".wall-event")).hasCount(3);
        look.accept(wall, "wall");
        Page stranger = open(visits, size, preparation, null, "/");
        stranger.locator("#token").waitFor();
        look.accept(stranger, "sign-in");
        Page invited = open(visits, size, preparation, firm.stranger("Nobody"), "/staff#invite=abc");
        invited.locator("#code").waitFor();
        look.accept(invited, "joining");
        // A user has a few sockets only.
        List.of(manager, staff, wall, stranger, invited)
                .forEach(page -> page.context().close());
    }

    private static void ofManager(Page page, String gala, BiConsumer<Page, String> look) {
        assertThat(page.locator(".row")).hasCount(1);
        look.accept(page, "week");
        page.locator(".row input[type=checkbox]").first().check();
        page.locator(".ticked").waitFor();
        look.accept(page, "week-ticked");
        page.locator(".ticked button.grave, .ticked .grave").first().click();
        dialog(page, look, "week-cancel");
        page.locator(".row input[type=checkbox]").first().uncheck();
        page.locator("#find").fill("zzz");
        assertThat(page.locator(".row")).hasCount(0);
        look.accept(page, "week-nothing");
        page.locator("#find").fill("");
        page.locator(".row .name").first().click();
        page.locator(".peek, .event-head").first().waitFor();
        page.locator(".feed li").first().waitFor();
        look.accept(page, "peek");
        cards(page);
        assertThat(page.locator("event-card")).hasCount(5);
        look.accept(page, "board");
        page.locator(".choices").nth(1).locator("button").click();
        assertThat(page.locator("event-card")).hasCount(2);
        look.accept(page, "past");
        page.evaluate("id => location.hash = `/events/${id}`", gala);
        assertThat(page.locator(".feed li")).hasCount(10);
        look.accept(page, "event");
        page.locator(".free button").first().click();
        dialog(page, look, "event-put-in");
        page.locator(".person menu-button > button").first().click();
        look.accept(page, "event-menu");
        page.locator(".person .menu .grave").first().click();
        dialog(page, look, "event-take-out");
        page.locator(".top menu-button > button").click();
        look.accept(page, "menu");
        page.locator("wall-link button").click();
        dialog(page, look, "wall-links");
        page.evaluate("location.hash = '/new'");
        page.locator("event-form summary").first().waitFor();
        look.accept(page, "form");
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
        page.locator("#event_name").fill("Gala");
        page.locator("#date").fill(Firm.day(-1));
        page.locator("event-form button[value=save]").click();
        page.locator("[aria-invalid=true]").first().waitFor();
        look.accept(page, "form-wrong");
    }

    private static void dialog(Page page, BiConsumer<Page, String> look, String name) {
        page.locator("dialog[open]").waitFor();
        look.accept(page, name);
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog[open]")).hasCount(0);
    }

    private static void ofStaff(Page page, BiConsumer<Page, String> look) {
        assertThat(page.locator("shift-card")).hasCount(2);
        look.accept(page, "staff");
        page.locator("a[href='#mine']").click();
        assertThat(page.locator(".is-next")).hasCount(1);
        look.accept(page, "staff-mine");
        page.locator(".is-next .shift-decline").click();
        dialog(page, look, "staff-give-back");
        page.locator(".rest").last().click();
        assertThat(page.locator("shift-card")).hasCount(1);
        look.accept(page, "staff-past");
        page.locator("a[href='#settings']").click();
        page.locator("staff-settings button").first().waitFor();
        look.accept(page, "staff-settings");
    }

    private Page open(Visits visits, Size size, Consumer<Visit> preparation, @Nullable String token, String path) {
        Visit visit = visits.to(port).inThe(ColorScheme.LIGHT).onAScreenOf(size.width(), size.height());
        preparation.accept(visit);
        return (token == null ? visit : visit.signedInWith(token)).open(path);
    }

    /** In both themes. They differ in their colours alone, so the second look is for those. */
    private static void look(Page page, String name, int width) {
        look(page, name, ColorScheme.LIGHT, width, new AxeBuilder(page));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        look(page, name, ColorScheme.DARK, width, new AxeBuilder(page).withRules(List.of("color-contrast")));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static void look(Page page, String name, ColorScheme theme, int width, AxeBuilder axe) {
        // What is on its way, a seat lighting up or a light turning, has arrived.
        page.evaluate("() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {})))");
        Visit.keep(page, "%s-%s-%d".formatted(name, theme.name().toLowerCase(), width));
        List<Rule> violations = axe.analyze().getViolations();
        Assertions.assertThat(
                        violations.stream().map(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes()))
                .as("%s at %d, %s", name, width, theme)
                .isEmpty();
        isNotWider(page, name + " by " + theme, width);
    }

    private static void isNotWider(Page page, String name, int width) {
        List<?> tooWide = (List<?>) page.evaluate(TOO_WIDE, width);
        Assertions.assertThat(tooWide)
                .as("%s at %d does not scroll sideways", name, width)
                .isEmpty();
    }

    /** A week with an event of every kind; the gala is the one with the most going on. */
    private static String week(Firm firm) {
        String gala = firm.makes(
                event("Museum members’ evening", 1, "published", Map.entry("Server", 10), Map.entry("Bartender", 4)));
        for (String name : List.of("Server 2", "Server 3", "Server 4", "Server 5", "Server 6")) {
            firm.accepts(name, gala, "Server");
        }
        firm.responds("Server 7", gala, "decline", "Server").then().statusCode(200);
        firm.accepts("Bartender 1", gala, "Bartender");
        firm.accepts("Server 9", gala, "Server");
        firm.calls(firm.manager())
                .delete("/api/events/" + gala + "/staff/" + firm.userKey("Server 9") + "?bar=true")
                .then()
                .statusCode(200);
        String full = firm.makes(event("Harvest lunch", 5, "published", Map.entry("Cook", 2)));
        firm.accepts("Cook 1", full, "Cook");
        firm.accepts("Cook 2", full, "Cook");
        firm.makes(event("Winter gala", 20, "published", Map.entry("Server", 40), Map.entry("Captain", 2)));
        String taken = firm.makes(event("Product launch", 9, "published", Map.entry("Barista", 6)));
        firm.accepts("Server 1", taken, "Barista");
        firm.makes(event("Spring fair", 60, "draft", Map.entry("Runner", 8)));
        String worked = firm.makes(event("Opening night", 3, "published", Map.entry("Server", 3)));
        firm.accepts("Server 1", worked, "Server");
        firm.accepts("Server 2", worked, "Server");
        firm.calls(firm.manager())
                .body(Map.of("date", Firm.day(-6)))
                .patch("/api/events/" + worked)
                .then()
                .statusCode(200);
        firm.makes(event("Garden party", -20, "published", Map.entry("Server", 30), Map.entry("Cook", 2)));
        return gala;
    }

    @SafeVarargs
    private static Map<String, Object> event(
            String name, int day, String status, Map.Entry<String, Integer>... places) {
        return Map.of(
                "status",
                status,
                "event_name",
                name,
                "date",
                Firm.day(day),
                "start_time",
                "18:00",
                "end_time",
                "23:00",
                "timezone",
                "America/Denver",
                "venue_name",
                "City Museum, Great Hall",
                "city",
                "Denver",
                "uniform",
                "All black, long apron",
                "roles",
                Stream.of(places).map(Firm::role).toList());
    }
}
