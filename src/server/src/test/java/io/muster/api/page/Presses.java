package io.muster.api.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

/** How often somebody pressed with a pointer since the page was opened: what a job costs. */
final class Presses {
    private Presses() {}

    static void count(BrowserContext context) {
        context.addInitScript(
                "window.presses = 0; addEventListener('pointerdown', () => { window.presses += 1; }, true);");
    }

    static int of(Page page) {
        return ((Number) page.evaluate("window.presses")).intValue();
    }
}
