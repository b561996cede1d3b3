package io.muster.api.page;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.answer;
import static io.muster.api.page.Controls.button;
import static io.restassured.RestAssured.given;

/** What a phone can do in a cellar: it opens, shows what it knew last, and keeps what is pressed until there is a network. */
@Tag("slow")
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class WithoutNetworkTest {
    private static final Pattern BUILD = Pattern.compile("BUILD = \"([0-9a-f]{16})\"");
    private static final String NEXT_BUILD = "0123456789abcdef";

    /** The addresses of all that is kept. */
    private static final String KEPT = "(await Promise.all((await caches.keys()).map(async (name) =>"
            + " (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat()";

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;
    private Line line;
    private String gala;

    @BeforeEach
    void somebodyWithAShift() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
        line = new Line(port);
        gala = firm.publishes("Gala", Map.of("Server", 3));
        firm.accepts("Ada", gala, "Server");
    }

    @AfterEach
    void noLine() throws Exception {
        line.close();
    }

    @Test
    void aShiftIsReadWithNoPress(Visits visits) {
        Page page = phone(visits);
        noNetwork(page);
        page.reload();
        assertThat(page.locator(".is-next h3")).hasText("Gala");
        assertThat(page.locator(".is-next .shift-call")).containsText("17:00");
        assertThat(page.locator("connection-light")).containsText("Offline");
        assertThat(page.locator(".light-age")).hasText(Pattern.compile("as of \\d\\d:\\d\\d, \\d+ (s|min) ago"));
        Assertions.assertThat(Presses.of(page)).isZero();
        network(page);
        assertThat(page.locator(".light")).hasText("Live");
    }

    /** A closed tab has forgotten its token, and nobody can sign in without a network. */
    @Test
    void whoIsNotSignedInAnyMoreReadsItAllTheSame(Visits visits) {
        Page page = phone(visits);
        noNetwork(page);
        page.evaluate("sessionStorage.removeItem('muster.token')");
        page.reload();
        assertThat(page.locator("known-shifts h2")).hasText("Your shifts, Ada");
        assertThat(page.locator("known-shifts h3")).hasText("Gala");
        assertThat(page.locator("known-shifts")).containsText("17:00");
        Assertions.assertThat(Presses.of(page)).isZero();
    }

    @Test
    void aPlaceIsGivenBackAndThatIsSentOnceTheNetworkIsBack(Visits visits) {
        Page page = phone(visits);
        noNetwork(page);
        givesBack(page);
        page.reload();
        assertThat(page.locator(".unsent li")).hasCount(1);
        assertThat(outcome(page)).hasText("No connection. Your answer is kept here and sent by itself.");
        Assertions.assertThat(firm.journal(gala)).containsExactly("created", "accepted");
        network(page);
        assertThat(outcome(page)).hasText("You have declined.");
        assertThat(page.locator(".unsent li")).hasCount(0);
        Assertions.assertThat(firm.journal(gala)).containsExactly("created", "accepted", "declined");
        page.reload();
        assertThat(page.locator(".empty")).isVisible();
        Assertions.assertThat(firm.journal(gala)).containsExactly("created", "accepted", "declined");
    }

    @Test
    void whatIsTakenBackIsNotSent(Visits visits) {
        Page page = phone(visits);
        noNetwork(page);
        givesBack(page);
        button(page, "Don’t send: Gala").click();
        assertThat(outcome(page)).hasText("Taken back: your answer is not sent.");
        assertThat(page.locator(".unsent li")).hasCount(0);
        network(page);
        assertThat(page.locator(".light")).hasText("Live");
        page.reload();
        assertThat(page.locator(".is-next h3")).hasText("Gala");
        Assertions.assertThat(firm.journal(gala)).containsExactly("created", "accepted");
    }

    /** It was pressed in time and had no network until the event was over: its person is told. */
    @Test
    void whatIsOfNoUseAnyMoreIsNotSent(Visits visits) {
        Page page = phone(visits);
        noNetwork(page);
        givesBack(page);
        page.evaluate(
                "() => { const name = Object.keys(localStorage).find((each) => each.startsWith('muster.intent.'));"
                        + " localStorage.setItem(name, JSON.stringify({ ...JSON.parse(localStorage.getItem(name)), until: Date.now() })); }");
        page.reload();
        assertThat(outcome(page)).hasText("There was no connection until it was too late. Your answer was not sent.");
        network(page);
        assertThat(page.locator(".light")).hasText("Live");
        Assertions.assertThat(firm.journal(gala)).containsExactly("created", "accepted");
    }

    @Test
    void whoeverSignsOutLeavesNothingBehind(Visits visits) {
        Page page = phone(visits);
        noNetwork(page);
        givesBack(page);
        page.locator(".bar-nav").getByText("Settings").click();
        button(page, "Sign out").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("1 answer of yours could not be sent yet.");
        answer(page, "Sign out").click();
        assertThat(page.getByLabel("Access token")).isVisible();
        assertThat(page.locator("known-shifts h2")).hasCount(0);
        Assertions.assertThat(list(page, "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"))
                .containsExactly("was-here");
        Assertions.assertThat(list(page, KEPT))
                .isNotEmpty()
                .noneMatch(address -> address.contains("/api") || address.contains("token"));
        page.reload();
        assertThat(page.locator("known-shifts h2")).hasCount(0);
    }

    @Test
    void anotherBuildTakesOverAndThePageThatIsOpenGoesOn(Visits visits) {
        Page page = phone(visits);
        Matcher build =
                BUILD.matcher(given().port(port).get("/service-worker.js").asString());
        Assertions.assertThat(build.find()).isTrue();
        line.rewrite(text -> text.replaceFirst("(?i)\r\nAccept-Encoding:[^\r]*", "")
                .replace(build.group(1), NEXT_BUILD)
                .replace("Shifts to take, and", "SHIFTS to take, and"));
        // As at a deployment: every connection ends, and finds the new build.
        line.cut();
        assertThat(page.locator("connection-light")).containsText("Reconnecting");
        line.mend();
        page.waitForCondition(() -> list(page, "await caches.keys()").equals(List.of("muster-" + NEXT_BUILD)));
        button(page, "I can’t come any more: Gala").click();
        answer(page, "Give my place back").click();
        assertThat(outcome(page)).hasText("You have declined.");
        Locator description = page.locator("meta[name=description]");
        assertThat(description).hasAttribute("content", "Shifts to take, and those taken.");
        page.evaluate("() => { Object.defineProperty(document, 'visibilityState', { value: 'hidden' });"
                + " document.dispatchEvent(new Event('visibilitychange')); }");
        assertThat(description).hasAttribute("content", "SHIFTS to take, and those taken.");
        line.cut();
        page.reload();
        assertThat(description).hasAttribute("content", "SHIFTS to take, and those taken.");
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Page page, String expression) {
        return (List<String>) page.evaluate("async () => " + expression);
    }

    private Page phone(Visits visits) {
        Page page = visits.to(line.port())
                .keepingPages()
                .expectingTrouble()
                .onAScreenOf(360, 740)
                .after(Presses::count)
                .signedInWith(firm.person("Ada"))
                .open("/staff#mine");
        assertThat(page.locator(".is-next")).isVisible();
        page.waitForCondition(() -> (boolean) page.evaluate(
                "navigator.serviceWorker.controller !== null && localStorage.getItem('muster.known') !== null"));
        return page;
    }

    private void noNetwork(Page page) {
        line.cut();
        page.context().setOffline(true);
        assertThat(page.locator("connection-light")).containsText("Offline");
    }

    private void network(Page page) {
        line.mend();
        page.context().setOffline(false);
    }

    private static void givesBack(Page page) {
        button(page, "I can’t come any more: Gala").click();
        answer(page, "Give my place back").click();
        assertThat(outcome(page)).hasText("No connection. Your answer is kept here and sent by itself.");
        assertThat(page.locator(".unsent li")).containsText("It is sent by itself; until then you are still expected.");
    }

    private static Locator outcome(Page page) {
        return page.locator(".shift-outcome");
    }
}
