package io.muster.api.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.restassured.RestAssured;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.AtKeycloak.fillIn;
import static io.muster.api.page.AtKeycloak.signIn;
import static io.muster.api.page.Controls.button;
import static io.muster.api.page.Controls.menu;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** People sign in at a real Keycloak, in a real browser, with tokens that live for seconds. */
abstract class SigningIn {
    private static final String GRANT = "JSON.parse(sessionStorage.getItem('muster.grant'))";
    private static final String PENDING = "JSON.parse(sessionStorage.getItem('muster.sign-in'))";

    private int port;
    private String issuer = "";

    @BeforeEach
    void at(AtKeycloak.Running running) {
        port = running.one().port();
        issuer = running.keycloak().issuer();
    }

    private Visit visitor(Visits visits) {
        return visits.to(port).beside(issuer.replaceAll("/realms/.*", "")).expectingTrouble();
    }

    private static String text(Page page, String expression) {
        return String.valueOf(page.evaluate(expression));
    }

    private static void isLive(Page page) {
        assertThat(page.locator(".light")).hasText("Live");
    }

    private void publish(Page manager, String name) {
        given().port(port)
                .header("Authorization", "Bearer " + text(manager, GRANT + ".accessToken"))
                .contentType("application/json")
                .body(Map.of(
                        "status",
                        "published",
                        "event_name",
                        name,
                        "date",
                        Firm.day(1),
                        "timezone",
                        "America/Denver",
                        "roles",
                        List.of(Firm.role(Map.entry("Server", 2)))))
                .post("/api/events")
                .then()
                .statusCode(201);
    }

    @Test
    void thePolicyNamesTheProviderAlone() {
        String origin = issuer.replaceAll("/realms/.*", "");
        given().port(port)
                .get("/")
                .then()
                .header("Content-Security-Policy", containsString("; connect-src 'self' " + origin + "; "));
        given().port(port)
                .get("/settings.json")
                .then()
                .body("signIn.issuer", equalTo(issuer))
                .body("signIn.clientId", equalTo("muster-pages"))
                .body("signIn.scope", equalTo("openid profile email"));
    }

    @Test
    void whoSignsInComesBackToTheirPlaceAndNothingIsKeptOnTheDevice(Visits visits) {
        Visit visit = visitor(visits);
        Page page = visit.open("/#/cards");
        assertThat(page.locator("#token")).isHidden();
        signIn(page, "manager");
        isLive(page);
        Assertions.assertThat(page.url()).endsWith("/#/cards");
        assertThat(menu(page, "Sign out")).isVisible();
        assertThat(page.locator(".top")).containsText("Marta Ruiz");
        Assertions.assertThat(text(page, "Object.values(localStorage).join()")).doesNotContain("eyJ");
        page.reload();
        isLive(page);

        Page staff = visitor(visits).open("/staff#mine");
        signIn(staff, "ada");
        isLive(staff);
        Assertions.assertThat(staff.url()).endsWith("/staff#mine");
    }

    @Test
    void aTokenIsRenewedAndTheSocketWithItAndNobodySeesIt(Visits visits) {
        Page page = visitor(visits).open("/#/cards");
        List<String> sockets = new ArrayList<>();
        page.onWebSocket(socket -> sockets.add(socket.url()));
        signIn(page, "manager");
        isLive(page);
        page.evaluate("""
                () => {
                  window.lights = new Set();
                  const light = document.querySelector(".light");
                  new MutationObserver(() => window.lights.add(light.textContent.trim()))
                    .observe(light, { childList: true, subtree: true, characterData: true });
                }""");
        String first = text(page, GRANT + ".accessToken");
        page.waitForFunction("first => " + GRANT + ".accessToken !== first", first);
        page.waitForCondition(() -> sockets.stream().anyMatch(address -> address.contains("lastEventId=")));
        String second = text(page, GRANT + ".accessToken");
        page.waitForFunction("second => " + GRANT + ".accessToken !== second", second);
        publish(page, "Gala after renewals");
        assertThat(page.locator("event-card h2").getByText("Gala after renewals"))
                .isVisible();
        Assertions.assertThat(text(page, "[...window.lights].join()")).doesNotContain("Reconnecting", "Signed out");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    }

    @Test
    void twoTabsAreOnePersonWhoSignsOutOfBothAndOfTheProvider(Visits visits) {
        Visit visit = visitor(visits);
        Page one = visit.open("/#/cards");
        signIn(one, "manager");
        isLive(one);
        Page other = visit.open("/#/new");
        Locator name = other.getByLabel("Name", new Page.GetByLabelOptions().setExact(true));
        name.fill("Secret");
        String first = text(other, GRANT + ".accessToken");
        // What is asked with is good once: who of the two asked a second time would be signed out.
        other.waitForFunction("first => " + GRANT + ".accessToken !== first", first);
        String second = text(other, GRANT + ".accessToken");
        other.waitForFunction("second => " + GRANT + ".accessToken !== second", second);
        one.waitForFunction("first => " + GRANT + ".accessToken !== first", second);
        isLive(one);
        isLive(other);
        assertThat(name).hasValue("Secret");

        menu(one, "Sign out").click();
        assertThat(button(one, "Sign in")).isVisible();
        assertThat(button(other, "Sign in")).isVisible();
        for (Page page : List.of(one, other)) {
            Assertions.assertThat(text(
                            page,
                            "Object.keys(localStorage).concat(Object.keys(sessionStorage)).filter(name =>"
                                    + " name.startsWith('muster.') && name !== 'muster.week').join()"))
                    .isEmpty();
        }
        button(one, "Sign in").click();
        assertThat(one.locator("#password")).isVisible();
    }

    @Test
    void whoSaysSoIsKeptOnTheDeviceUntilTheySignOut(Visits visits) {
        Visit visit = visitor(visits);
        Page page = visit.open("/#/cards");
        page.getByLabel("Stay signed in on this device").check();
        signIn(page, "manager");
        isLive(page);
        page.close();
        Page later = visit.open("/#/cards");
        isLive(later);
        menu(later, "Sign out").click();
        assertThat(button(later, "Sign in")).isVisible();
        Assertions.assertThat(text(later, "Object.values(localStorage).join()")).doesNotContain("eyJ");
    }

    @Test
    void aSignInThatRunsOutInTheMiddleOfAFormLosesNothing(Visits visits) {
        Page page = visitor(visits).open("/#/new");
        signIn(page, "manager");
        Locator name = page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true));
        name.fill("Banquet");
        page.evaluate("document.querySelector('event-form').isTheSame = true");
        // The provider ends the session: nothing is renewed any more.
        RestAssured.given()
                .formParam("client_id", "muster-pages")
                .formParam("refresh_token", text(page, GRANT + ".refreshToken"))
                .post(issuer + "/protocol/openid-connect/logout")
                .then()
                .statusCode(204);
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        assertThat(name).hasValue("Banquet");

        page.getByLabel("Stay signed in on this device").check();
        Page again = page.context().waitForPage(() -> button(page, "Sign in").click());
        fillIn(again, "manager");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        Assertions.assertThat(text(page, "localStorage.getItem('muster.grant')"))
                .contains("eyJ");
        assertThat(name).hasValue("Banquet");
        Assertions.assertThat(page.evaluate("document.querySelector('event-form').isTheSame"))
                .isEqualTo(true);
        isLive(page);
        page.getByLabel("Date").fill(Firm.day(7));
        page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).fill("Server");
        button(page, "Save as draft").click();
        assertThat(page.locator("h1")).hasText("Banquet");
    }

    /** @return where the page would have gone to sign in; it stays, and waits for an answer */
    private static String asks(Page page) {
        List<String> asked = new ArrayList<>();
        Pattern there = Pattern.compile(".*/protocol/openid-connect/auth\\?.*");
        page.route(there, route -> {
            asked.add(route.request().url());
            route.fulfill(new Route.FulfillOptions().setStatus(204));
        });
        button(page, "Sign in").click();
        page.waitForCondition(() -> !asked.isEmpty());
        page.unrouteAll();
        return asked.get(0);
    }

    private static List<String> tokenRequests(Page page) {
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().endsWith("/token")) {
                asked.add(request.url());
            }
        });
        return asked;
    }

    private void isNotSignedIn(Page page) {
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("You were not signed in");
        Assertions.assertThat(text(page, "sessionStorage.getItem('muster.grant')"))
                .isEqualTo("null");
        Assertions.assertThat(page.url()).isEqualTo("http://localhost:" + port + "/");
    }

    private void answers(Page page, String state, String provider) {
        page.navigate("http://localhost:" + port + "/?code=abc&state=" + state + "&iss=" + provider);
    }

    @Test
    void anAnswerThatNobodyAskedForSignsNobodyIn(Visits visits) {
        Page page = visitor(visits).open("/");
        List<String> asked = tokenRequests(page);
        answers(page, "s", issuer);
        isNotSignedIn(page);
        Assertions.assertThat(asked).isEmpty();
    }

    @Test
    void anAnswerToAnotherQuestionSignsNobodyInAndTheRightOneIsTakenOnce(Visits visits) {
        Page page = visitor(visits).open("/");
        List<String> asked = tokenRequests(page);
        asks(page);
        String state = text(page, PENDING + ".state");
        answers(page, "another", issuer);
        isNotSignedIn(page);
        answers(page, state, issuer);
        isNotSignedIn(page);
        Assertions.assertThat(asked).isEmpty();
    }

    @Test
    void anAnswerOfAnotherProviderSignsNobodyInAndNoCodeIsGivenAway(Visits visits) {
        Page page = visitor(visits).open("/");
        List<String> asked = tokenRequests(page);
        asks(page);
        answers(page, text(page, PENDING + ".state"), "https://login.example.com");
        isNotSignedIn(page);
        Assertions.assertThat(asked).isEmpty();
    }

    @Test
    void aProviderThatCallsItselfAnotherIsNotAsked(Visits visits) {
        Page page = visitor(visits).open("/");
        page.route(
                "**/.well-known/openid-configuration",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(200)
                        .setContentType("application/json")
                        .setHeaders(Map.of("Access-Control-Allow-Origin", "*", "Content-Type", "application/json"))
                        .setBody("{\"issuer\":\"https://login.example.com\",\"authorization_endpoint\":\"" + issuer
                                + "/auth\",\"token_endpoint\":\"" + issuer + "/token\"}")));
        button(page, "Sign in").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("You were not signed in");
    }

    @Test
    void aTokenMadeForAnotherQuestionSignsNobodyIn(Visits visits) {
        Page page = visitor(visits).open("/");
        String question = asks(page);
        page.evaluate("() => { const pending = " + PENDING
                + "; pending.nonce = 'another'; sessionStorage.setItem('muster.sign-in', JSON.stringify(pending)); }");
        page.navigate(question);
        fillIn(page, "manager");
        isNotSignedIn(page);
    }

    @Test
    void aSignInEndsOnAPageOfTheServiceWhereverItWasToGo(Visits visits) {
        Page page = visitor(visits).open("/");
        String question = asks(page);
        page.evaluate("() => { const pending = " + PENDING
                + "; pending.wish.to = '//login.example.com/'; sessionStorage.setItem('muster.sign-in',"
                + " JSON.stringify(pending)); }");
        page.navigate(question);
        fillIn(page, "manager");
        isLive(page);
        Assertions.assertThat(page.url()).startsWith("http://localhost:" + port + "/");
    }

    @Test
    void aLinkBeginsNoSignIn(Visits visits) {
        for (String address : List.of("/#sign-in", "/#sign-in-kept")) {
            Page page = visitor(visits).open(address);
            assertThat(page.getByLabel("Stay signed in on this device")).not().isChecked();
            assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
            Assertions.assertThat(text(page, PENDING)).isEqualTo("null");
            Assertions.assertThat(page.url()).startsWith("http://localhost:" + port + "/");
        }
    }

    @Test
    void aLinkMakesNobodySomebodyElse(Visits visits) {
        Page page = visitor(visits).open("/");
        page.navigate("http://localhost:" + port + "/#token=e30.eyJzdWIiOiIxIn0.x");
        page.reload();
        Page link = visitor(visits).open("/#token=e30.eyJzdWIiOiIxIn0.x");
        assertThat(link.getByRole(AriaRole.ALERT)).containsText("You were not signed in");
        Assertions.assertThat(link.url()).doesNotContain("token");
        Assertions.assertThat(text(link, "sessionStorage.getItem('muster.token')"))
                .isEqualTo("null");
    }

    @Test
    void whoStopsIsToldSoAndAskedAgain(Visits visits) {
        Page page = visitor(visits).open("/");
        asks(page);
        page.navigate("http://localhost:" + port + "/?error=access_denied&state=" + text(page, PENDING + ".state")
                + "&iss=" + issuer);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("the sign-in was stopped");
        signIn(page, "manager");
        isLive(page);
    }
}
