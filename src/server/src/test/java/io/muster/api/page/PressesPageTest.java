package io.muster.api.page;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
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
import static io.muster.api.page.Controls.outcome;
import static io.muster.api.page.Controls.tab;

/** A press counts once, whatever becomes of its way there and back, and of others who press at the same time. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class PressesPageTest {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
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
}
