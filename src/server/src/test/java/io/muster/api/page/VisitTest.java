package io.muster.api.page;

import com.microsoft.playwright.Page;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every visit is held to is noticed when it is broken. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class VisitTest {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Test
    void anErrorOnTheConsoleIsNoticed(Visits visits) {
        Visit visit = visits.to(port);
        visit.open("/").evaluate("console.error('broken')");
        assertThat(visit.troubles()).containsExactly("broken");
        visit.troubles().clear();
    }

    @Test
    void anErrorThatNobodyCaughtIsNoticed(Visits visits) {
        Visit visit = visits.to(port);
        Page page = visit.open("/");
        page.evaluate("void setTimeout(() => { throw new Error('uncaught'); })");
        page.waitForCondition(() -> !visit.troubles().isEmpty());
        assertThat(visit.troubles()).singleElement().asString().contains("uncaught");
        visit.troubles().clear();
    }

    /** Its own policy would not even let a page ask; this one has none. */
    @Test
    void aRequestToAnotherHostIsNoticed(Visits visits) {
        Visit visit = visits.to(port).expectingTrouble();
        Page page = visit.open("/q/health/live");
        page.evaluate("fetch('http://127.0.0.1:1/').catch(() => {})");
        assertThat(visit.troubles()).containsExactly("asked another host: http://127.0.0.1:1/");
        visit.troubles().clear();
    }
}
