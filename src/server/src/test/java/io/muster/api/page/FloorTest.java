package io.muster.api.page;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.microsoft.playwright.Page;
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
import static io.restassured.RestAssured.given;

/** The oldest browsers that the pages work in, Safari 15.4 and Firefox 115, and plain http, where some of a browser is missing. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class FloorTest {
    /** Newer than the floor, or missing over plain http, and called without a look whether it is there. */
    private static final Pattern SCRIPT = Pattern.compile(Stream.of(
                    "\\bcrypto\\.(?:randomUUID|subtle)[(.]",
                    "\\brandomUUID\\(",
                    "\\bsupportedValuesOf\\(",
                    "\\bAbortSignal\\.(?:timeout|any)\\(",
                    "\\bnavigator\\.(?:locks|serviceWorker|clipboard|share)[.(]",
                    "\\b(?:Object|Map)\\.groupBy\\(",
                    "\\bPromise\\.(?:withResolvers|try)\\(",
                    "\\bArray\\.fromAsync\\(",
                    "\\bURL\\.(?:canParse|parse)\\(",
                    "\\bSet\\.prototype\\.(?:union|intersection|difference)\\b",
                    "\\.(?:toSorted|toReversed|toSpliced|isWellFormed|toWellFormed|isSubsetOf|isSupersetOf)\\(",
                    "\\b(?:requestIdleCallback|startViewTransition|showPopover|togglePopover|moveBefore|checkVisibility)\\(",
                    "\\bIntl\\.(?:DurationFormat|Segmenter)\\(",
                    "\\bnew (?:Iterator|FinalizationRegistry)\\b",
                    "\\(\\?<[=!]",
                    "\\bstatic\\s*\\{",
                    "\\bimport\\.meta\\.resolve\\b")
            .reduce((one, other) -> one + "|" + other)
            .orElseThrow());

    /** A declaration that is not understood takes the colour or the place with it; what is only finer without may be newer. */
    private static final Pattern STYLE = Pattern.compile(
            "light-dark\\(|color-mix\\(|oklch\\(|oklab\\(|:has\\(|@scope|@starting-style|@property|anchor\\(|&[:. ]");

    /** Members of what the pages have themselves that are named as something newer is. */
    private static final Set<String> OURS = Set.of(
            "member:available",
            "member:changed",
            "member:drop",
            "member:fetch",
            "member:forget",
            "member:lost",
            "member:ping",
            "member:respond",
            "member:retry",
            "member:take",
            "member:to",
            "member:watch");

    /** Called only where they are there: by Lit, and by what registers the service worker. {@code format} is only partial in the data. */
    private static final Set<String> LOOKED_FOR = Set.of(
            "member:createHTML",
            "member:createPolicy",
            "member:createScriptURL",
            "member:format",
            "member:replaceSync");

    /** Without them a page looks plainer and works. */
    private static final Set<String> ONLY_FINER = Set.of(
            "property:accent-color",
            "property:contain-intrinsic-size",
            "property:container",
            "property:content-visibility",
            "property:forced-color-adjust",
            "property:outline",
            "property:text-size-adjust",
            "property:text-wrap",
            "at-rule:container",
            "at-rule:page",
            "selector:first");

    private static final String OLD = """
            delete Crypto.prototype.randomUUID;
            delete Intl.supportedValuesOf;
            delete AbortSignal.timeout;
            Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
            """;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Test
    void nothingNewerIsUsedWithoutALookWhetherItIsThere() {
        Set<String> parts = bundled();
        Assertions.assertThat(parts).hasSizeGreaterThanOrEqualTo(2);
        for (String part : parts) {
            Pattern newer = part.endsWith(".js") ? SCRIPT : STYLE;
            Assertions.assertThat(newer.matcher(given().get(part).asString())
                            .results()
                            .map(MatchResult::group))
                    .as(part)
                    .isEmpty();
        }
    }

    /** What either page is made of, and what its scripts import. */
    private static Set<String> bundled() {
        Set<String> parts = new TreeSet<>();
        for (String page : List.of("/index.html", "/staff.html")) {
            parts.addAll(PageParts.of(page).named());
            parts.addAll(PageParts.of(page).imported());
        }
        parts.removeIf(part -> !part.startsWith("/static/bundle/"));
        return parts;
    }

    /** By what is known of every browser, and not by what somebody has thought of. */
    @Test
    void nothingNewerIsUsedByTheDataOfBrowsers() {
        NewerFeatures newer = NewerFeatures.read();
        Set<String> parts = bundled();
        for (String part : parts) {
            String text = given().get(part).asString();
            Set<String> used = new TreeSet<>(part.endsWith(".js") ? newer.inScript(text) : newer.inStyle(text));
            used.removeAll(OURS);
            used.removeAll(LOOKED_FOR);
            used.removeAll(ONLY_FINER);
            Assertions.assertThat(used).as(part).isEmpty();
        }
        Assertions.assertThat(newer.inScript(given().get("/service-worker.js").asString()))
                .isEmpty();
        Assertions.assertThat(newer.inScript("list.toSorted();new DisposableStack()"))
                .containsExactly("global:DisposableStack", "member:toSorted");
        Assertions.assertThat(newer.inStyle(".a:has(b){color:light-dark(#fff,#000)}@scope (a){}"))
                .containsExactly("at-rule:scope", "function:light-dark", "selector:has");
    }

    /** The check itself: it finds what it is there for, and lets pass what looks first. */
    @Test
    void theCheckFindsWhatIsNewer() {
        for (String newer : List.of(
                "crypto.randomUUID()",
                "Intl.supportedValuesOf(\"timeZone\")",
                "AbortSignal.timeout(5)",
                "list.toSorted()",
                "/(?<=a)b/",
                "class A{static{}}")) {
            Assertions.assertThat(SCRIPT.matcher(newer).find()).as(newer).isTrue();
        }
        for (String known :
                List.of("crypto.randomUUID?.()", "Intl.supportedValuesOf?.(\"timeZone\")", "/(?<name>a)/")) {
            Assertions.assertThat(SCRIPT.matcher(known).find()).as(known).isFalse();
        }
        Assertions.assertThat(STYLE.matcher("--ground:light-dark(#fff,#000)").find())
                .isTrue();
    }

    @Test
    void inAnOldBrowserOverPlainHttpThePagesWork(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        Page board = visits.to(port)
                .after(context -> context.addInitScript(OLD))
                .signedInWith(firm.manager())
                .open("/#/new");
        board.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Gala");
        board.getByLabel("Date").fill(Firm.day(7));
        board.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).fill("Server");
        button(board, "Save and publish").click();
        assertThat(board.locator("h1")).hasText("Gala");
        Page staff = visits.to(port)
                .after(context -> context.addInitScript(OLD))
                .signedInWith(firm.person("Ada"))
                .open("/staff");
        button(staff, "Accept Server, Gala").click();
        assertThat(staff.locator(".shift-outcome")).hasText("You are in: Server");
        String eventId = board.url().replaceAll(".*/events/", "");
        Assertions.assertThat(firm.journal(eventId)).containsExactly("created", "accepted");
    }

    @Test
    void aBrowserThatGetsNoFurtherIsToldSo(Visits visits) {
        for (String path : List.of("/", "/staff")) {
            Page page = visits.to(port)
                    .expectingTrouble()
                    .after(context -> context.route("**/*.js", route -> route.abort()))
                    .open(path);
            assertThat(page.locator(".floor")).isVisible();
            assertThat(page.locator(".floor"))
                    .containsText("This page needs a newer browser: Safari 15.4, Firefox 115");
            assertThat(page.locator(".floor")).containsText("Esta página necesita un navegador más reciente");
        }
        Page known = visits.to(port).open("/");
        assertThat(known.getByLabel("Access token")).isVisible();
        assertThat(known.locator(".floor")).hasCount(0);
    }
}
