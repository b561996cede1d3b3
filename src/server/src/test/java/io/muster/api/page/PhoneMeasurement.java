package io.muster.api.page;

import java.util.Map;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures how soon a cheap phone shows the first shift, for the first time and for the second: a quarter as fast as this machine, on
 * a slow 3G of 400 kbit/s and 400 ms. Not among the tests, for it judges the machine as well: {@code ./mvnw test -Dtest=PhoneMeasurement}.
 */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class PhoneMeasurement {
    private static final int PHONE_WIDTH = 360;
    private static final int PHONE_HEIGHT = 740;

    private static final int SLOW_3G_LATENCY_MS = 400;
    private static final int SLOW_3G_BYTES = 50_000;
    private static final int SLOWER = 4;
    private static final String FIRST_SHIFT = "new MutationObserver((changes, observer) => {"
            + " if (document.querySelector('.take')) { window.firstShift ??= performance.now(); observer.disconnect(); }"
            + "}).observe(document, { childList: true, subtree: true });";

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Test
    void measure(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        for (int i = 0; i < 40; i++) {
            firm.makes(Firm.event("Event " + i, 1 + i % 5, "published", Map.of("Server", 3)));
        }
        Page page = visits.to(port)
                .keepingPages()
                // Of what is no page a browser asks for an icon, which there is not.
                .expectingTrouble()
                .onAScreenOf(PHONE_WIDTH, PHONE_HEIGHT)
                .after(context -> context.addInitScript(FIRST_SHIFT))
                .signedInWith(firm.person("Ada"))
                .open("/settings.json");
        CDPSession browser = page.context().newCDPSession(page);
        JsonObject slow = new JsonObject();
        slow.addProperty("offline", false);
        slow.addProperty("latency", SLOW_3G_LATENCY_MS);
        slow.addProperty("downloadThroughput", SLOW_3G_BYTES);
        slow.addProperty("uploadThroughput", SLOW_3G_BYTES);
        browser.send("Network.enable");
        browser.send("Network.emulateNetworkConditions", slow);
        JsonObject slower = new JsonObject();
        slower.addProperty("rate", SLOWER);
        browser.send("Emulation.setCPUThrottlingRate", slower);

        page.navigate("http://localhost:" + port + "/staff");
        double first = firstShift(page);
        page.waitForCondition(() -> (boolean) page.evaluate(
                "navigator.serviceWorker.controller !== null && localStorage.getItem('muster.known') !== null"));
        page.reload();
        double second = firstShift(page);
        System.out.printf(
                "slow 3G, processor %d times slower: first shift after %.0f ms, the second time %.0f ms%n",
                SLOWER, first, second);
        Assertions.assertThat(first).as("ms to the first shift").isLessThan(4_000);
        Assertions.assertThat(second)
                .as("ms to the first shift, the second time")
                .isLessThan(1_000);
    }

    private static double firstShift(Page page) {
        page.locator(".take").first().waitFor();
        return ((Number) page.evaluate("window.firstShift")).doubleValue();
    }
}
