package io.muster.api.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

import static org.assertj.core.api.Assertions.assertThat;

/** A visitor without a mouse: gets anywhere by keys alone, and has to see where that is. */
final class Keyboard {
    /** No page has so many stops. */
    private static final int MOST_STOPS = 80;

    /** Whether whoever looks at the page sees what has the focus; the page itself has it between its last stop and its first. */
    private static final String SHOWS_ITS_FOCUS = """
            () => {
              const at = document.activeElement;
              const isDrawn = (part) => {
                const { outlineStyle, outlineWidth } = getComputedStyle(at, part);
                return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
              };
              return at === document.body || isDrawn(null) || isDrawn("::after");
            }""";

    private static final String HAS_FOCUS = "element => element === document.activeElement";

    private final Page page;

    Keyboard(Page page) {
        this.page = page;
    }

    /** Tabs until this has the focus. */
    void goTo(Locator wanted) {
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            if ((boolean) wanted.evaluate(HAS_FOCUS)) {
                return;
            }
            press("Tab");
            assertThat((boolean) page.evaluate(SHOWS_ITS_FOCUS))
                    .as("one sees where one is: %s", page.evaluate("document.activeElement.outerHTML"))
                    .isTrue();
        }
        throw new AssertionError("no way to " + wanted);
    }

    void press(Locator wanted) {
        goTo(wanted);
        press("Enter");
    }

    void type(Locator field, String text) {
        goTo(field);
        page.keyboard().type(text);
    }

    void press(String key) {
        page.keyboard().press(key);
    }
}
