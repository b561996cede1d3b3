package io.muster.api.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Pictures of every page, at four sizes, by day and by night, in both languages, of firms with 3, 60 and 400 events: as one sees it
 * without scrolling. Not among the tests, for somebody has to look at them: {@code ./mvnw test -Dtest=PagePictures}, then {@code
 * target/pictures}. It takes some minutes, and gives up after fifteen.
 */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class PagePictures {
    private static final List<Integer> AMOUNTS = List.of(3, 60, 400);
    private static final int MOST_MINUTES = 15;
    private static final Path DIRECTORY = Path.of("target", "pictures");
    private static final int BATCH = 25;
    private static final int DAYS = 7;
    private static final int MOST_FILLED = 60;
    private static final List<Size> SIZES =
            List.of(new Size(360, 740), new Size(768, 1024), new Size(1366, 768), new Size(1920, 1080));
    /** Where there is room for an event beside the list. */
    private static final Size WIDE = new Size(1366, 768);

    private static final List<String> NAMES = List.of(
            "Boda Vega",
            "Comida del congreso",
            "Cena Norte Seguros",
            "Brunch solidario",
            "Aniversario Alba",
            "Entrega de premios",
            "Desayuno de prensa",
            "Cóctel inaugural");
    private static final List<String> VENUES =
            List.of("Finca El Encinar", "Torre Norte, planta 31", "IFEMA, pabellón 7", "Museo Reina Sofía");
    private static final List<String> PEOPLE = List.of(
            "Irene Alonso Gil",
            "Andrés Álvarez Muñoz",
            "Tomás Blanco Rey",
            "Sara Cano Prieto",
            "Nuria Castro León",
            "Pablo Domínguez Sanz");

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private record Size(int width, int height) {}

    /** One firm, in one language. */
    private record Look(Firm firm, String eventId, int amount, boolean isSpanish) {
        Visit visit(Visits visits, int port) {
            Visit visit = visits.to(port).in("Europe/Madrid").withoutMotion();
            return isSpanish ? visit.inSpanish() : visit;
        }

        /** At every size and in both themes: neither needs the page anew. */
        void keep(Page page, String name) {
            keep(page, name, SIZES);
        }

        void keep(Page page, String name, List<Size> sizes) {
            for (Size size : sizes) {
                page.setViewportSize(size.width(), size.height());
                for (ColorScheme theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
                    // The wall measures how many rows there is room for, one after the other.
                    page.evaluate(
                            "async () => { for (let i = 0; i < 16; i += 1) await new Promise(requestAnimationFrame); }");
                    page.screenshot(new Page.ScreenshotOptions()
                            .setAnimations(ScreenshotAnimations.DISABLED)
                            .setPath(DIRECTORY.resolve("%s-%d-%s-%s-%d.png"
                                    .formatted(
                                            name,
                                            amount,
                                            isSpanish ? "es" : "en",
                                            theme.name().toLowerCase(),
                                            size.width()))));
                }
            }
        }
    }

    @Test
    @Timeout(value = MOST_MINUTES, unit = TimeUnit.MINUTES)
    void take(Visits visits) {
        for (int amount : AMOUNTS) {
            Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
            String eventId = season(firm, amount);
            for (boolean isSpanish : List.of(false, true)) {
                Look look = new Look(firm, eventId, amount, isSpanish);
                ofManager(look, visits);
                ofStaff(look, visits);
                ofWall(look, visits);
            }
        }
    }

    private void ofManager(Look look, Visits visits) {
        Page page = look.visit(visits, port).signedInWith(look.firm().manager()).open("/");
        page.locator(".row").first().waitFor();
        look.keep(page, "week");
        page.setViewportSize(WIDE.width(), WIDE.height());
        page.locator(".row .name").first().click();
        page.locator(".peek .feed li").first().waitFor();
        look.keep(page, "peek", List.of(WIDE));
        page.evaluate("id => location.hash = `/events/${id}`", look.eventId());
        page.locator(".event-head").waitFor();
        page.locator(".person").first().waitFor();
        look.keep(page, "event");
        page.evaluate("dispatchEvent(new Event('beforeprint'))");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        look.keep(page, "roster", List.of(WIDE));
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        page.evaluate("dispatchEvent(new Event('afterprint'))");
        page.evaluate("id => location.hash = `/events/${id}/edit`", look.eventId());
        page.locator("event-form form").waitFor();
        look.keep(page, "form");
        page.evaluate("location.hash = '/cards'");
        page.locator("event-card").first().waitFor();
        look.keep(page, "cards");
        page.context().close();
    }

    private void ofStaff(Look look, Visits visits) {
        Page page = look.visit(visits, port)
                .expectingTrouble()
                .signedInWith(look.firm().person(PEOPLE.get(0)))
                .open("/staff");
        page.locator("shift-card").first().waitFor();
        look.keep(page, "find");
        page.evaluate("location.hash = '#mine'");
        page.locator(".is-next").waitFor();
        look.keep(page, "mine");
        page.context().setOffline(true);
        assertThat(page.locator(".light.is-reconnecting")).isVisible();
        look.keep(page, "offline");
        page.context().close();
    }

    private void ofWall(Look look, Visits visits) {
        Page page =
                look.visit(visits, port).signedInWith(look.firm().wallScreen()).open("/?wall");
        page.locator(".wall-event").first().waitFor();
        look.keep(page, "wall");
        page.context().close();
    }

    /** @return the event with the most people */
    private static String season(Firm firm, int amount) {
        for (int i = 0; i < PEOPLE.size(); i++) {
            firm.hasMember(Map.of(
                    "name", PEOPLE.get(i), "userKey", firm.userKey(PEOPLE.get(i)), "phone", "+34 600 417 08" + i));
        }
        firm.hasMember(Map.of("name", "Bruno Sáez Toro"));
        List<String> ids = new ArrayList<>();
        for (int from = 0; from < amount; from += BATCH) {
            List<Map<String, Object>> batch = IntStream.range(from, Math.min(amount, from + BATCH))
                    .mapToObj(PagePictures::event)
                    .toList();
            ids.addAll(firm.calls(firm.manager())
                    .body(Map.of("events", batch))
                    .post("/api/events/batch")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("events.id"));
        }
        PEOPLE.forEach(name -> firm.accepts(name, ids.get(0), "Camarero"));
        for (int i = 1; i < ids.size(); i++) {
            // Of five one is full, of six one is a draft, which takes nobody.
            // Most have most of their people, where that is not thousands.
            int people = i % 5 == 0 ? places(i) : amount > MOST_FILLED ? i % 3 : waiters(i) - i % 4;
            for (int person = 0; person < people && i % 6 != 5; person++) {
                firm.accepts("Guest %d of %d".formatted(person, i), ids.get(i), "Camarero");
            }
            for (int person = 0; i % 5 != 0 && i % 6 != 5 && amount <= MOST_FILLED && person <= i % 3; person++) {
                firm.accepts("Cook %d of %d".formatted(person, i), ids.get(i), "Cocinero");
            }
        }
        return ids.get(0);
    }

    private static Map<String, Object> event(int i) {
        Map<String, Object> event = Firm.event(
                NAMES.get(i % NAMES.size()), 1 + i % (DAYS - 1), i % 6 == 5 ? "draft" : "published", Map.of());
        String call = "%02d:30".formatted(7 + i % 12);
        event.put(
                "roles",
                i % 5 == 0 && i > 0
                        ? List.of(role("Camarero", places(i), call))
                        : List.of(role("Camarero", waiters(i), call), role("Cocinero", 2 + i % 3, call)));
        event.put("venue_name", VENUES.get(i % VENUES.size()));
        event.put("city", "Madrid");
        event.put("client_name", "Familia Vega");
        event.put("timezone", "Europe/Madrid");
        event.put("start_time", "%02d:30".formatted(8 + i % 12));
        event.put("end_time", "%02d:30".formatted((14 + i % 12) % 24));
        event.put("pay_rate_info", "13 €/h");
        event.put("uniform", "Camisa blanca, pajarita");
        event.put("contact_name", "Marta");
        event.put("contact_phone", "+34 600 417 083");
        return event;
    }

    private static Map<String, Object> role(String name, int count, String call) {
        return Map.of("role", name, "count", count, "call_time", call);
    }

    private static int waiters(int i) {
        return 6 + i % 20;
    }

    private static int places(int i) {
        return 2 + i % 4;
    }
}
