package io.muster.api.page;

import java.util.HashMap;
import java.util.Map;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Where there are more events than a page fetches, it says so. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class LongListTest {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
    }

    /** Each part of a list says that there is another. */
    private Page endless(Visits visits, String token, String path) {
        return visits.to(port)
                .signedInWith(token)
                .after(context -> context.route(
                        url -> url.matches(".*/api/events(/available|/my-shifts)?\\?.*limit=.*"),
                        LongListTest::withMore))
                .open(path);
    }

    private static void withMore(Route route) {
        // The page asks whether its list is still so; of a list that is, there would be no body.
        Map<String, String> headers = new HashMap<>(route.request().allHeaders());
        headers.remove("if-none-match");
        APIResponse answer = route.fetch(new Route.FetchOptions()
                .setUrl(route.request().url().replaceAll("&cursor=[^&]*", ""))
                .setHeaders(headers));
        JsonObject body = new JsonObject(answer.text());
        if (body.containsKey("nextCursor")) {
            body.put("nextCursor", "more");
        }
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(body.encode()));
    }

    @Test
    void theBoardDoes(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 3));
        Page page = endless(visits, firm.manager(), "/#/cards");
        assertThat(page.locator(".notice")).hasText("There are more: only the first 1 are shown.");
    }

    @Test
    void theStaffPageDoes(Visits visits) {
        firm.publishes("Gala", Map.of("Server", 3));
        Page page = endless(visits, firm.person("Ada"), "/staff");
        assertThat(page.locator(".notice")).hasText("There are more: only the first 1 are shown.");
    }

    @Test
    void theWallDoes(Visits visits) {
        for (int i = 0; i < 6; i++) {
            firm.publishes("Gala " + i, Map.of("Server", 3));
        }
        Page page = endless(visits, firm.wallScreen(), "/?wall");
        assertThat(page.locator(".wall-more")).containsText("more than");
    }
}
