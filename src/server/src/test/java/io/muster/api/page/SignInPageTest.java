package io.muster.api.page;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.button;
import static io.muster.api.page.Controls.link;

/** Who signs in with a token alone: by a link, and again where the token has run out. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class SignInPageTest {
    private static final int NARROWEST = 320;
    private static final String WITH_PROVIDER = "{\"defaultTimezone\":\"UTC\",\"singleTenant\":false,\"signIn\":"
            + "{\"issuer\":\"https://login.example.org\",\"clientId\":\"muster-pages\",\"scope\":\"openid\"}}";
    private static final String SOCKETS = """
            window.WebSocket = class extends WebSocket {
              constructor(address, protocols) {
                super(window.areSocketsRefused ? address.replace("/api/ws", "/none") : address, protocols);
              }
            };
            """;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
    }

    @Test
    void aLinkSignsInOnceAndItsTokenIsGoneFromTheAddressAtOnce(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 2));
        Page page = visits.to(port)
                .after(context -> context.addInitScript(
                        "addEventListener('DOMContentLoaded', () => (window.addressThen = location.href))"))
                .open("/staff#token=" + firm.person("Ada"));
        assertThat(button(page, "Accept Server, Gala")).isVisible();
        Assertions.assertThat(page.url()).doesNotContain("token");
        Assertions.assertThat(page.evaluate("window.addressThen").toString()).endsWith("/staff");
        page.evaluate("location.hash = '#mine'");
        page.goBack();
        page.reload();
        assertThat(button(page, "Accept Server, Gala")).isVisible();
        Assertions.assertThat(page.url()).doesNotContain("token");
    }

    @Test
    void aLinkWithNoTokenSaysSo(Visits visits) {
        Page page = visits.to(port).open("/#token=nonsense");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("You were not signed in");
        assertThat(page.getByLabel("Access token")).isVisible();
        Assertions.assertThat(page.url()).doesNotContain("nonsense");
    }

    @Test
    void theSignInLiesOverThePageAndWhatIsTypedStaysThere(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 2));
        Page page = visitOf(visits, firm.manager()).open("/#/new");
        Locator name = page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true));
        name.fill("Banquet");
        page.evaluate("document.querySelector('event-form').isTheSame = true");
        runsOut(page);
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        assertThat(name).hasValue("Banquet");
        fits(page, "sign-in-over");
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();

        isTakenAgain(page);
        page.getByLabel("Access token").fill(firm.manager());
        button(page, "Sign in").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(name).hasValue("Banquet");
        assertThat(name).isFocused();
        Assertions.assertThat(page.evaluate("document.querySelector('event-form').isTheSame"))
                .isEqualTo(true);
        assertThat(page.locator(".light")).hasText("Live");
        link(page, "Back without saving").click();
        firm.publishes("Wedding", Map.of("Server", 3));
        Controls.cards(page);
        assertThat(page.locator("event-card")).hasCount(2);
    }

    @Test
    void whoSignsInOverThePageOfAnotherSeesNothingOfIt(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 2));
        Firm other = Firm.at(port, DevelopmentSecret.VALUE);
        other.publishes("Wedding", Map.of("Cook", 1));
        Page page = visitOf(visits, firm.person("Ada")).open("/staff");
        assertThat(page.locator("shift-card h3")).hasText("Gala");
        runsOut(page);
        page.getByLabel("Access token").fill(other.person("Grace"));
        isTakenAgain(page);
        button(page, "Sign in").click();
        assertThat(page.locator("shift-card h3")).hasText("Wedding");
    }

    @Test
    void whoLeavesInsteadLeavesNothing(Visits visits) {
        Page page = visitOf(visits, firm.manager()).open("/#/new");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Secret");
        runsOut(page);
        button(page, "Sign out and leave this page").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(page.getByLabel("Access token")).isVisible();
        Assertions.assertThat(
                        page.evaluate("Object.values(localStorage).join()").toString())
                .doesNotContain("Secret");
    }

    @Test
    void theSignInAtAProviderFitsAPhoneAndKeepsNobodyOut(Visits visits) {
        for (Visit visit : List.of(visits.to(port), visits.to(port).inSpanish())) {
            Page page = visit.onAScreenOf(NARROWEST, 640)
                    .after(context -> answers(context, "/settings.json", 200, WITH_PROVIDER))
                    .open("/");
            page.locator("#stay").waitFor();
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
            fits(page, "sign-in-provider");
        }
    }

    /** Nobody is kept from using it, on a phone either; what it looks like is kept. */
    private static void fits(Page page, String name) {
        Visit.keep(page, name);
        Assertions.assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }

    @Test
    void whomNoFirmKnowsIsToldWhatIsMissingAndJoinsByACode(Visits visits) {
        Page page = visits.to(port)
                .signedInWith(TestTokens.staff("nobody-" + firm.managerId())
                        .claim("email", "ada@example.org")
                        .claim("email_verified", true)
                        .sign())
                .expectingTrouble()
                .onAScreenOf(NARROWEST, 640)
                .after(context -> {
                    answers(
                            context,
                            "/settings.json",
                            200,
                            "{\"defaultTimezone\":\"UTC\",\"singleTenant\":false,\"signIn\":null}");
                    answers(context, "/api/me", 200, "{\"firms\":[]}");
                    answers(context, "/api/invitations", 404, "{\"code\":\"INVITATION_INVALID\"}");
                })
                .open("/staff#invite=used");
        Assertions.assertThat(page.url()).endsWith("/staff");
        assertThat(page.locator("h1")).hasText("You have an invitation");
        assertThat(page.locator("joining-page")).containsText("You are signed in as ada@example.org.");
        assertThat(page.getByLabel("Code")).hasValue("used");
        button(page, "Join").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("This invitation is not valid");
        fits(page, "invited");

        button(page, "Not now").click();
        assertThat(page.locator("h1")).hasText("No firm knows you here yet");
        assertThat(page.locator("joining-page")).containsText("No firm has invited this e-mail address.");
        fits(page, "joining");
        String joined = "{\"managerId\":\"m\",\"name\":\"Acme\",\"access\":\"staff\"}";
        answers(page.context(), "/api/invitations", 200, joined);
        answers(page.context(), "/api/me", 200, "{\"firms\":[" + joined + "]}");
        page.getByLabel("Code").fill("good");
        button(page, "Join").click();
        assertThat(page.locator(".bar-nav")).isVisible();
    }

    /** No token says for whom the person works: two firms do, and one of them at a time is shown. */
    @Test
    void whoIsAMemberAloneSeesAShiftHearsOfTheNextAndTakesOne(Visits visits) {
        Firm other = Firm.at(port, DevelopmentSecret.VALUE);
        List<Firm> firms = Stream.of(firm, other)
                .sorted(Comparator.comparing(Firm::managerId))
                .toList();
        firms.forEach(each -> each.hasMember("Ada", firm.userKey("Ada")));
        String gala = firms.get(0).publishes("Gala", Map.of("Server", 2));
        firms.get(1).publishes("Wedding", Map.of("Cook", 1));
        Page page = visits.to(port).open("/staff");
        List<String> heard = new CopyOnWriteArrayList<>();
        page.onWebSocket(socket -> socket.onFrameReceived(frame -> heard.add(frame.text())));
        page.getByLabel("Access token").fill(firm.stranger("Ada"));
        button(page, "Sign in").click();
        assertThat(page.locator("shift-card h3")).hasText("Gala");
        assertThat(page.locator(".light")).hasText("Live");
        firms.get(0).publishes("Banquet", Map.of("Server", 1));
        assertThat(button(page, "Accept Server, Banquet")).isVisible();
        Assertions.assertThat(heard).anyMatch(frame -> frame.contains("event:created") && frame.contains("Banquet"));
        button(page, "Accept Server, Gala").click();
        assertThat(page.locator(".shift-outcome")
                        .filter(new Locator.FilterOptions().setHasText("You are in: Server, call time 17:00")))
                .isVisible();
        Assertions.assertThat(firms.get(0).journal(gala)).containsExactly("created", "accepted");

        page.locator(".bar-nav").getByText("Settings").click();
        button(page, "Shifts of " + firms.get(1).managerId()).click();
        assertThat(page.locator("shift-card h3")).hasText("Wedding");
        assertThat(page.locator(".light")).hasText("Live");
        assertThat(page.locator(".bar-mark")).hasCount(0);
        page.locator(".bar-nav").getByText("Settings").click();
        button(page, "Shifts of " + firms.get(0).managerId()).click();
        // At the time of one's own shift.
        assertThat(page.locator(".rest")).containsText("1");
        page.locator(".bar-nav").getByText("My shifts").click();
        assertThat(page.locator("shift-card h3")).hasText("Gala");
        assertThat(page.locator(".bar-mark")).hasCount(0);
    }

    @Test
    void aLinkToSignInAgainBeginsNothing(Visits visits) {
        for (String address : List.of("/#sign-in", "/#sign-in-kept")) {
            Page page = visits.to(port)
                    .after(context -> answers(context, "/settings.json", 200, WITH_PROVIDER))
                    .open(address);
            assertThat(button(page, "Sign in")).isVisible();
            assertThat(page.getByLabel("Stay signed in on this device")).not().isChecked();
            assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
        }
    }

    private static void answers(BrowserContext context, String path, int status, String body) {
        context.route(
                "**" + path,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(status)
                        .setContentType("application/json")
                        .setBody(body)));
    }

    private Visit visitOf(Visits visits, String token) {
        return visits.to(port).signedInWith(token).expectingTrouble().after(context -> context.addInitScript(SOCKETS));
    }

    /** From now on nothing is answered but that the token is not taken any more. */
    private static void runsOut(Page page) {
        page.route(
                "**/api/**",
                route -> route.fulfill(new Route.FulfillOptions().setStatus(401).setBody("{}")));
        page.evaluate("() => { window.areSocketsRefused = true; dispatchEvent(new Event('offline')); }");
    }

    private static void isTakenAgain(Page page) {
        page.unrouteAll();
        page.evaluate("() => (window.areSocketsRefused = false)");
    }
}
