package io.muster.api.page;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser;

import static org.assertj.core.api.Assertions.assertThat;

/** The visits to the pages in one test, each a browser of its own. */
final class Visits {
    private final Browser browser;
    private final List<Visit> visits = new ArrayList<>();

    Visits(Browser browser) {
        this.browser = browser;
    }

    /** A visitor who has never been here, of a service on this port. */
    Visit to(int port) {
        Visit visit = new Visit(browser, port);
        visits.add(visit);
        return visit;
    }

    /** @param isToBeChecked nothing is said of what went wrong by the way where the test has failed anyway */
    void end(boolean isToBeChecked) {
        List<String> troubles =
                visits.stream().flatMap(visit -> visit.troubles().stream()).toList();
        visits.forEach(Visit::close);
        if (isToBeChecked) {
            assertThat(troubles)
                    .as("errors on the console, and requests to other hosts")
                    .isEmpty();
        }
    }
}
