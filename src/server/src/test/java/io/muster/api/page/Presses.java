package io.muster.api.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

/** How often somebody pressed with a pointer since the page was opened, and how many fields were filled in: what a job costs. */
final class Presses {
    private Presses() {}

    static void count(BrowserContext context) {
        context.addInitScript(
                "window.presses = 0; addEventListener('pointerdown', () => { window.presses += 1; }, true);"
                        + " window.filled = new Set(); addEventListener('input', ({ target }) => window.filled.add(target), true);");
    }

    static int of(Page page) {
        return ((Number) page.evaluate("window.presses")).intValue();
    }

    /** With the fields that were filled in. */
    static int andFields(Page page) {
        return ((Number) page.evaluate("window.presses + window.filled.size")).intValue();
    }
}
