package io.muster.api.page;

import java.util.List;
import java.util.Map;

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

/** The wall is read across a room: nobody scrolls, and no word is in two halves. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class WallTest {
    /** The words that stand on two lines. */
    private static final String BROKEN_WORDS = """
            () => [...document.querySelectorAll(".wall-roles .role-name")].flatMap((name) => {
              const node = [...name.childNodes].find((each) => each.nodeType === Node.TEXT_NODE && each.data.trim() !== "");
              return [...node.data.matchAll(/[\\p{L}]+/gu)].filter((word) => {
                const range = document.createRange();
                range.setStart(node, word.index);
                range.setEnd(node, word.index + word[0].length);
                return range.getClientRects().length > 1;
              }).map((word) => word[0]);
            })""";

    private static final String RUNS_OVER = """
            () => [...document.querySelectorAll(".wall-roles role-seats")].some((row) => {
              const name = row.querySelector(".role-name");
              const seats = row.querySelector(".role-places").getBoundingClientRect();
              return name.scrollWidth > name.clientWidth || name.getBoundingClientRect().right > seats.left;
            })""";

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Test
    void atTheSizeOfATelevisionLongNamesStayWholeAndNothingScrolls(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        for (String name :
                List.of("Congress lunch", "Anniversary of the museum’s friends", "Gala", "Wedding", "Fair")) {
            firm.publishes(
                    name,
                    Map.of(
                            "Veranstaltungstechnikerin",
                            24,
                            "Guardarropa nocturno",
                            8,
                            "Camarero de barra principal",
                            61));
        }
        Page page = visits.to(port)
                .onAScreenOf(1920, 1080)
                .signedInWith(firm.wallScreen())
                .open("/?wall");
        assertThat(page.locator(".wall-more")).isVisible();
        page.waitForCondition(() -> (boolean) page.evaluate("document.documentElement.scrollHeight <= innerHeight"));
        Visit.keep(page, "wall-long-names");

        Assertions.assertThat((List<?>) page.evaluate(BROKEN_WORDS)).isEmpty();
        Assertions.assertThat(page.evaluate(RUNS_OVER)).isEqualTo(false);
        Assertions.assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
    }
}
