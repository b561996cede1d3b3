package io.muster.api.page;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.button;
import static io.muster.api.page.Controls.cards;

/** Every page, on a phone and on a desk, by day and by night: kept as pictures in target/screenshots, and usable by everyone. */
@Tag("slow")
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class LooksTest {
    private static final List<Integer> WIDTHS = List.of(390, 1440);
    /** A laptop's page at 400 %, and the smallest phone. */
    private static final int NARROWEST = 320;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Test
    void everyPageInBothThemesAndAtBothWidths(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        String gala = week(firm);
        for (int width : WIDTHS) {
            BiConsumer<Page, String> look = (page, name) -> look(page, name, width);
            Page manager = visit(visits, width).signedInWith(firm.manager()).open("/");
            assertThat(manager.locator(".row")).hasCount(1);
            look.accept(manager, "week");
            cards(manager);
            assertThat(manager.locator("event-card")).hasCount(5);
            look.accept(manager, "board");
            button(manager, "Past").click();
            assertThat(manager.locator("event-card")).hasCount(2);
            look.accept(manager, "past");
            manager.evaluate("id => location.hash = `/events/${id}`", gala);
            assertThat(manager.locator(".feed li")).hasCount(10);
            look.accept(manager, "event");
            manager.evaluate("location.hash = '/new'");
            unfoldAll(manager);
            manager.locator("event-form button[value=save]").click();
            look.accept(manager, "form");
            Page staff =
                    visit(visits, width).signedInWith(firm.person("Server 1")).open("/staff");
            assertThat(staff.locator("shift-card")).hasCount(2);
            look.accept(staff, "staff");
            staff.locator(".bar-nav").getByText("My shifts").click();
            assertThat(staff.locator(".is-next")).hasCount(1);
            look.accept(staff, "staff-mine");
            staff.getByText("Past shifts").click();
            assertThat(staff.locator("shift-card")).hasCount(1);
            look.accept(staff, "staff-past");
            Page wall = visit(visits, width).signedInWith(firm.wallScreen()).open("/?wall");
            assertThat(wall.locator(".wall-event")).hasCount(3);
            look.accept(wall, "wall");
            Page stranger = visit(visits, width).open("/");
            assertThat(stranger.getByLabel("Access token")).isVisible();
            look.accept(stranger, "sign-in");
            // A user has a few sockets only.
            List.of(manager, staff, wall, stranger)
                    .forEach(page -> page.context().close());
        }
    }

    /** Spanish says the same in longer words. */
    @Test
    void nothingIsTooWideForAPhoneInSpanish(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        String gala = week(firm);
        int width = NARROWEST;
        Page manager =
                visit(visits, width).inSpanish().signedInWith(firm.manager()).open("/");
        assertThat(manager.locator(".row")).hasCount(1);
        isNotWider(manager, "week", width);
        cards(manager);
        assertThat(manager.locator("event-card")).hasCount(5);
        isNotWider(manager, "board", width);
        manager.evaluate("id => location.hash = `/events/${id}`", gala);
        assertThat(manager.locator(".feed li")).hasCount(10);
        isNotWider(manager, "event", width);
        manager.evaluate("location.hash = '/new'");
        unfoldAll(manager);
        manager.locator("event-form button[value=save]").click();
        isNotWider(manager, "form", width);
        Page staff = visit(visits, width)
                .inSpanish()
                .signedInWith(firm.person("Server 1"))
                .open("/staff");
        assertThat(staff.locator("shift-card")).hasCount(2);
        isNotWider(staff, "staff", width);
        staff.locator(".bar-nav").getByText("Mis turnos").click();
        assertThat(staff.locator(".is-next")).hasCount(1);
        isNotWider(staff, "staff-mine", width);
    }

    private static void unfoldAll(Page form) {
        form.locator("event-form summary").first().waitFor();
        form.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
    }

    private Visit visit(Visits visits, int width) {
        return visits.to(port).inThe(ColorScheme.LIGHT).onAScreenOf(width, 900);
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
        Object widest = page.evaluate("document.documentElement.scrollWidth");
        Assertions.assertThat(((Number) widest).intValue())
                .as("%s at %d does not scroll sideways", name, width)
                .isLessThanOrEqualTo(width);
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
