package io.muster.api.page;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.microsoft.playwright.Page;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.answer;
import static io.muster.api.page.Controls.button;
import static io.muster.api.page.Controls.link;
import static io.muster.api.page.Controls.more;
import static io.muster.api.page.Controls.ofPerson;

/** Whom an event is for, and whom it is kept from. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class EventAudienceTest {
    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private Firm firm;

    @BeforeEach
    void aFirmOfItsOwn() {
        firm = Firm.at(port, DevelopmentSecret.VALUE);
    }

    @Test
    void anEventForSinglePeopleIsSeenByThemAlone(Visits visits) {
        String ada = firm.userKey("Ada");
        String grace = firm.userKey("Grace");
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        firm.accepts("Ada", eventId, "Server");
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        assertThat(page.locator("people-list")).containsText("Ada");
        more(page, "Duplicate").click();
        page.getByLabel("Date").fill(Firm.day(7));
        page.getByLabel("Only for these people").fill(ada + "\n" + grace);
        assertThat(page.locator("event-form")).containsText("Among them: Ada.");
        button(page, "Save and publish").click();
        assertThat(page.locator(".details")).containsText("Ada, " + grace);

        String copy = page.url().replaceAll(".*/events/", "");
        Assertions.assertThat(
                        firm.calls(firm.manager()).get("/api/events/" + copy).<List<String>>path("audience_user_keys"))
                .containsExactly(ada, grace);
        firm.responds("Edsger", copy, "accept", "Server").then().statusCode(404);
        firm.accepts("Grace", copy, "Server");
        link(page, "Edit").click();
        assertThat(page.getByLabel("Only for these people")).hasValue(ada + "\n" + grace);
        assertThat(page.locator("event-form")).containsText("Among them: Ada and Grace.");
        page.getByLabel("Only for these people").fill("");
        button(page, "Save").click();
        assertThat(page.locator(".details")).containsText("All your staff");
    }

    @Test
    void whatIsNoPersonIsSaidNextToTheField(Visits visits) {
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/new");
        page.getByLabel("Date").fill(Firm.day(7));
        page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).fill("Server");
        refused(page, "oidc:ada\nAda", "‘Ada’ is no person: write it like google:1.");
        refused(page, "oidc: ada", "‘oidc:’ is no person: write it like google:1.");
        refused(page, "oïdc:ada", "‘oïdc:ada’ is no person: write it like google:1.");
        refused(page, "oidc:adä", "‘oidc:adä’ is no person: write it like google:1.");
        refused(page, "a".repeat(33) + ":1", "‘" + "a".repeat(33) + ":1’ is no person: write it like google:1.");
        refused(
                page,
                "oidc:" + "1".repeat(129),
                "‘oidc:" + "1".repeat(129) + "’ is no person: write it like google:1.");
        refused(page, "oidc:ada oidc:grace oidc:ada", "oidc:ada is there twice.");
        refused(
                page,
                IntStream.rangeClosed(1, 1_001)
                        .mapToObj(number -> "oidc:" + number)
                        .collect(Collectors.joining("\n")),
                "At most 1,000 people.");

        page.getByLabel("Only for these people").fill("a_-9:!,~:\n" + "b".repeat(32) + ":" + "1".repeat(128));
        assertThat(page.locator("#people-error")).isEmpty();
        button(page, "Save as draft").click();
        assertThat(page.locator(".event-state")).containsText("Draft");
    }

    private static void refused(Page page, String people, String reason) {
        page.getByLabel("Only for these people").fill(people);
        button(page, "Save as draft").click();
        assertThat(page.locator("#people-error")).hasText(reason);
        assertThat(page.getByLabel("Only for these people")).isFocused();
    }

    @Test
    void whatTheServiceRefusesOfOneInAListIsSaidNextToTheListsField(Visits visits) {
        Page page =
                visits.to(port).signedInWith(firm.manager()).expectingTrouble().open("/#/new");
        page.getByLabel("Date").fill(Firm.day(7));
        page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).fill("Server");
        page.getByLabel("Only for these teams").fill("kitchen, bar!");
        button(page, "Save as draft").click();
        assertThat(page.locator("#teams-error")).not().isEmpty();
        assertThat(page.getByLabel("Only for these teams")).isFocused();
    }

    @Test
    void whoIsBarredIsNamedAndLetBackIn(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        firm.accepts("Ada", eventId, "Server");
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/events/" + eventId);
        ofPerson(page, "Ada", "Take out").click();
        page.getByLabel("Don’t let this person accept again").check();
        answer(page, "Remove from the event").click();
        assertThat(page.locator("#barred")).hasText("1 person is barred");
        assertThat(page.locator("barred-list .person")).containsText("Ada");
        firm.responds("Ada", eventId, "accept", "Server").then().statusCode(409);

        button(page, "Let back in Ada").click();
        assertThat(page.locator("barred-list")).hasCount(0);
        firm.accepts("Ada", eventId, "Server");
        assertThat(page.locator("people-list")).containsText("Ada");
    }

    @Test
    void whoMayOnlyLookSeesWhoIsBarredAndLiftsNothing(Visits visits) {
        String eventId = firm.publishes("Gala", Map.of("Server", 3));
        firm.calls(firm.manager())
                .body(Map.of("barred_user_keys", List.of("oidc:ada", "oidc:grace")))
                .patch("/api/events/" + eventId)
                .then()
                .statusCode(200);
        Page page = visits.to(port).signedInWith(firm.wallScreen()).open("/#/events/" + eventId);
        assertThat(page.locator("#barred")).hasText("2 people are barred");
        assertThat(page.locator("barred-list button")).hasCount(0);
    }
}
