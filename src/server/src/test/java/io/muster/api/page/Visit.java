package io.muster.api.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import org.jspecify.annotations.Nullable;

/** One visitor: a browser that has never been here before, and what went wrong in it by the way. */
final class Visit {
    /** The machine may be busy with other tests. */
    private static final double PATIENCE_MS = 20_000;

    private static final String HOLD_BACK = """
            part => {
              const held = new Promise((go) => (window.letGo = go));
              const real = window.fetch;
              window.fetch = async (path, options) => {
                if (String(path).includes(part)) await held;
                return real(path, options);
              };
            }""";

    private final Browser browser;
    private final String base;
    private final List<String> troubles = new ArrayList<>();
    private final Browser.NewContextOptions options = new Browser.NewContextOptions()
            .setLocale("en-GB")
            .setTimezoneId("America/Denver")
            .setViewportSize(1440, 900)
            .setServiceWorkers(ServiceWorkerPolicy.BLOCK);
    private final List<Consumer<BrowserContext>> preparations = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();
    private boolean isInTrouble;
    private @Nullable BrowserContext context;

    Visit(Browser browser, int port) {
        this.browser = browser;
        this.base = "http://localhost:" + port;
        hosts.add(base);
        hosts.add("ws" + base.substring("http".length()));
    }

    /** Whose pages may ask this one too, and be left for it. */
    Visit beside(String origin) {
        hosts.add(origin);
        return this;
    }

    Visit signedInWith(String token) {
        String script = "if (sessionStorage.getItem('muster.token') === null && !sessionStorage.getItem('was-here')) {"
                + "sessionStorage.setItem('was-here', 'yes'); sessionStorage.setItem('muster.token', '" + token
                + "'); }";
        preparations.add(context -> context.addInitScript(script));
        return this;
    }

    Visit inSpanish() {
        options.setLocale("es-ES");
        return this;
    }

    Visit inThe(ColorScheme scheme) {
        options.setColorScheme(scheme);
        return this;
    }

    /** Whose clock is this zone's. */
    Visit in(String zone) {
        options.setTimezoneId(zone);
        return this;
    }

    /** Keeps the pages, as browsers do; what is asked of the service cannot be intercepted then. */
    Visit keepingPages() {
        options.setServiceWorkers(ServiceWorkerPolicy.ALLOW);
        return this;
    }

    Visit inForcedColours() {
        options.setForcedColors(ForcedColors.ACTIVE);
        return this;
    }

    Visit withoutMotion() {
        options.setReducedMotion(ReducedMotion.REDUCE);
        return this;
    }

    Visit onAScreenOf(int width, int height) {
        options.setViewportSize(width, height);
        return this;
    }

    /** What the browser itself says of requests that are refused, or do not arrive, is to be expected. */
    Visit expectingTrouble() {
        isInTrouble = true;
        return this;
    }

    /** From the first page on, what is asked of these addresses waits until {@link #letGo}. */
    Visit holdingBack(String partOfAddress) {
        return after(context -> context.addInitScript("(" + HOLD_BACK + ")('" + partOfAddress + "')"));
    }

    /** What this page asks of these addresses waits until {@link #letGo}. */
    static void holdBack(Page page, String partOfAddress) {
        page.evaluate(HOLD_BACK, partOfAddress);
    }

    static void letGo(Page page) {
        page.evaluate("() => window.letGo()");
    }

    /** Before the first page is opened. */
    Visit after(Consumer<BrowserContext> preparation) {
        preparations.add(preparation);
        return this;
    }

    /** Opens a page; the second one is another tab of the same person. */
    Page open(String path) {
        Page page = browserOfItsOwn().newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !isExpected(message.text())) {
                troubles.add(message.text());
            }
        });
        page.onPageError(troubles::add);
        page.onRequest(this::request);
        page.navigate(base + path);
        return page;
    }

    private BrowserContext browserOfItsOwn() {
        BrowserContext opened = context;
        if (opened == null) {
            opened = browser.newContext(options);
            opened.setDefaultTimeout(PATIENCE_MS);
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
            for (Consumer<BrowserContext> preparation : preparations) {
                preparation.accept(opened);
            }
            context = opened;
        }
        return opened;
    }

    private boolean isExpected(String text) {
        return isInTrouble
                && (text.startsWith("Failed to load resource") || text.startsWith("WebSocket connection to"));
    }

    private void request(Request request) {
        if (hosts.stream().noneMatch(request.url()::startsWith)) {
            troubles.add("asked another host: " + request.url());
        }
    }

    List<String> troubles() {
        return troubles;
    }

    void close() {
        if (context != null) {
            context.close();
        }
    }

    /** Keeps what the page looks like. */
    static void keep(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
    }
}
