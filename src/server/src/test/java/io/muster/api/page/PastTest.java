package io.muster.api.page;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
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

/** What is over: the manager's events, and the shifts of one of the staff. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class PastTest {
    /** As many as come at once, on either page. */
    private static final int PART = 24;

    private static final int PAST_EVENTS = 30;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
    }

    @Test
    void pastEventsComeWhenAskedForAPartAtATimeTheNewestFirst(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 3));
        firm.nights(PAST_EVENTS);
        List<String> asked = new CopyOnWriteArrayList<>();
        Page page = visits.to(port)
                .signedInWith(firm.manager())
                .after(context -> context.onRequest(request -> asked.add(request.url())))
                .open("/#/cards");
        assertThat(names(page)).hasText(new String[] {"Gala"});
        Assertions.assertThat(asked).noneMatch(url -> url.contains("order=desc"));

        button(page, "Past").click();
        assertThat(names(page)).hasText(nightsUpTo(PART));
        assertThat(page.locator("event-card").first()).containsText("Over");
        assertThat(page.locator("event-card").first()).containsText(Pattern.compile("[23] days ago"));
        button(page, "Show more").click();
        assertThat(names(page)).hasText(nightsUpTo(PAST_EVENTS));
        assertThat(button(page, "Show more")).hasCount(0);
        // Where one goes on reading.
        assertThat(page.locator(".card-link").nth(PART)).isFocused();
        Assertions.assertThat(asked.stream().filter(url -> url.contains("order=desc")))
                .hasSize(2);

        button(page, "All").click();
        assertThat(names(page)).hasText(new String[] {"Gala"});
    }

    @Test
    void aSearchOfThePastSaysHowFarItGoes(Visits visits) {
        firm.nights(PAST_EVENTS);
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/cards");
        button(page, "Show past events").click();
        assertThat(button(page, "Past")).isFocused();
        assertThat(names(page)).hasCount(PART);
        page.getByLabel("Search events").fill("night 30");
        assertThat(page.locator(".empty")).containsText("Only the events shown so far are searched.");
        button(page, "Show more").click();
        assertThat(names(page)).hasText(new String[] {"Night 30"});
        assertThat(page.locator(".card-link")).isFocused();
        page.getByLabel("Search events").fill("nothing like it");
        assertThat(page.locator(".empty h2")).hasText("Nothing matches");
    }

    @Test
    void whatHappensMeanwhileChangesPastEventsAndAddsNone(Visits visits) {
        List<String> nights = firm.nights(PAST_EVENTS);
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/cards");
        button(page, "Show past events").click();
        assertThat(names(page)).hasCount(PART);
        assertThat(page.locator(".light")).hasText("Live");

        // One that is shown, one that is not yet, and one that is not over.
        calls("/api/events/" + nights.get(1) + "/complete");
        calls("/api/events/" + nights.get(PAST_EVENTS - 1) + "/complete");
        firm.publishes("Gala", Map.of("Server", 3));
        assertThat(page.locator("event-card").nth(1)).containsText("Completed");
        assertThat(page.locator(".list-head")).containsText("3 places open at 1 event");
        assertThat(names(page)).hasText(nightsUpTo(PART));

        button(page, "Show more").click();
        assertThat(names(page)).hasText(nightsUpTo(PAST_EVENTS));
        assertThat(page.locator("event-card").last()).containsText("Completed");
        button(page, "All").click();
        assertThat(names(page)).hasText(new String[] {"Gala"});
    }

    @Test
    void aPartThatIsOvertakenByWhatHappensBringsNothingBack(Visits visits) {
        List<String> nights = firm.nights(PAST_EVENTS);
        Page page =
                visits.to(port).signedInWith(firm.manager()).expectingTrouble().open("/#/cards");
        assertThat(page.locator(".light")).hasText("Live");
        CompletableFuture<Runnable> answer = new CompletableFuture<>();
        page.route(url -> url.contains("order=desc"), route -> {
            APIResponse answered = route.fetch();
            answer.complete(() -> route.fulfill(new Route.FulfillOptions().setResponse(answered)));
        });
        button(page, "Show past events").click();
        page.waitForCondition(answer::isDone);
        firm.calls(firm.manager()).delete("/api/events/" + nights.get(0)).then().statusCode(204);
        firm.publishes("Gala", Map.of("Server", 3));
        // What happened first was told first.
        assertThat(page.locator(".list-head")).containsText("3 places open at 1 event");
        answer.join().run();
        assertThat(names(page)).hasCount(PART - 1);
        assertThat(names(page).first()).hasText("Night 2");
    }

    @Test
    void aPartThatDoesNotArriveIsAskedForAgain(Visits visits) {
        firm.nights(PAST_EVENTS);
        Page page =
                visits.to(port).signedInWith(firm.manager()).expectingTrouble().open("/#/cards");
        page.route(url -> url.contains("order=desc"), route -> route.abort());
        button(page, "Show past events").click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("This part didn’t arrive.");
        page.unrouteAll();
        button(page, "Try again").click();
        assertThat(names(page)).hasCount(PART);
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    }

    @Test
    void whoseEventsAreAllAheadIsToldThatNothingIsOver(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 3));
        Page page = visits.to(port).inSpanish().signedInWith(firm.manager()).open("/#/cards");
        Visit.holdBack(page, "order=desc");
        button(page, "Pasados").click();
        assertThat(page.locator(".waiting")).hasText("Cargando…");
        Visit.letGo(page);
        assertThat(page.locator(".empty h2")).hasText("Todavía no ha pasado nada");
        assertThat(page.locator(".waiting")).hasCount(0);
    }

    @Test
    void pastShiftsComeWhenAskedForAPartAtATimeTheNewestFirst(Visits visits) {
        int shifts = PART + 1;
        for (int number = 1; number <= shifts; number++) {
            worked("Shift " + number, number + 2);
        }
        List<String> asked = new CopyOnWriteArrayList<>();
        Page page = visits.to(port)
                .signedInWith(firm.person("Ada"))
                .after(context -> context.onRequest(request -> asked.add(request.url())))
                .open("/staff");
        assertThat(page.locator(".empty h2")).hasText("Nothing is open right now");
        Assertions.assertThat(asked).noneMatch(url -> url.contains("period=past"));
        page.locator(".bar-nav").getByText("My shifts").click();
        page.getByText("Past shifts").click();
        Locator names = page.locator("shift-card h3");
        assertThat(names).hasCount(PART);
        assertThat(names.first()).hasText("Shift 1");
        assertThat(page.locator(".shift-in").first()).hasText("You were in: Server");
        assertThat(page.locator("shift-card button")).hasCount(0);
        button(page, "Show more").click();
        assertThat(names).hasCount(shifts);
        assertThat(names.last()).hasText("Shift " + shifts);
        assertThat(names.last()).isFocused();
        assertThat(button(page, "Show more")).hasCount(0);
    }

    @Test
    void whoHasWorkedNothingYetIsToldSo(Visits visits) {
        Page page = visits.to(port).signedInWith(firm.person("Ada")).open("/staff#mine");
        page.getByText("Past shifts").click();
        assertThat(page.locator(".empty h2")).hasText("No past shifts");
    }

    /** A shift that was taken and that was over so many days ago: it is moved there, as nobody can take what is over. */
    private void worked(String name, int daysAgo) {
        String eventId = firm.publishes(name, Map.of("Server", 1));
        firm.accepts("Ada", eventId, "Server");
        firm.calls(firm.manager())
                .body(Map.of("date", Firm.day(-daysAgo)))
                .patch("/api/events/" + eventId)
                .then()
                .statusCode(200);
    }

    private void calls(String path) {
        firm.calls(firm.manager()).post(path).then().statusCode(200);
    }

    private static Locator names(Page page) {
        return page.locator("event-card h2");
    }

    private static String[] nightsUpTo(int last) {
        return IntStream.rangeClosed(1, last)
                .mapToObj(night -> "Night " + night)
                .toArray(String[]::new);
    }
}
