package io.muster.api.page;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.microsoft.playwright.Page;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.answer;
import static io.muster.api.page.Controls.more;

/** Whoever cancels an event can say why, and whoever was in reads it. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class CancelReasonTest {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;
    private String eventId;

    @BeforeEach
    void anEventWithSomebodyIn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
        eventId = firm.publishes("Gala", Map.of("Server", 2));
        firm.accepts("Ada", eventId, "Server");
    }

    @Test
    void theReasonIsShownToManagerAndStaff(Visits visits) {
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        more(page, "Cancel event").click();
        page.getByLabel("Reason, if there is one").fill("  The hall is flooded ");
        Visit.keep(page, "cancel-reason-dialog");
        answer(page, "Cancel event").click();

        assertThat(page.locator(".event-reason")).hasText("Cancelled: The hall is flooded");
        Visit.keep(page, "cancel-reason");
        Page staff = visits.to(port).signedInWith(firm.person("Ada")).open("/staff");
        staff.locator(".bar-nav").getByText("My shifts").click();
        assertThat(staff.locator("shift-card .notice")).hasText("This event is cancelled. The hall is flooded");

        more(page, "Reopen").click();
        answer(page, "Reopen").click();
        assertThat(page.locator(".event-reason")).hasCount(0);
    }

    @Test
    void aReasonThatCouldNotBeSentIsThereAgain(Visits visits) {
        Page page =
                visits.to(port).signedInWith(firm.manager()).expectingTrouble().open("/#/events/" + eventId);
        AtomicInteger requests = new AtomicInteger();
        page.route("**/cancel", route -> {
            if (requests.getAndIncrement() == 0) {
                route.abort();
            } else {
                route.resume();
            }
        });
        more(page, "Cancel event").click();
        page.getByLabel("Reason, if there is one").fill("The hall is flooded");
        answer(page, "Cancel event").click();
        assertThat(page.locator(".actions-problem")).hasText("No connection. Nothing is lost: try again.");

        more(page, "Cancel event").click();
        assertThat(page.getByLabel("Reason, if there is one")).hasValue("The hall is flooded");
        answer(page, "Cancel event").click();

        assertThat(page.locator(".event-reason")).hasText("Cancelled: The hall is flooded");
    }

    @Test
    void withoutOneNoneIsSaid(Visits visits) {
        Page page = visits.to(port).inSpanish().signedInWith(firm.manager()).open("/#/events/" + eventId);
        more(page, "Cancelar evento").click();
        page.getByLabel("Motivo, si lo hay").fill("   ");
        answer(page, "Cancelar evento").click();

        assertThat(page.locator(".event-state")).containsText("Cancelado");
        assertThat(page.locator(".event-reason")).hasCount(0);
    }
}
