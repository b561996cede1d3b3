package io.muster.api.page;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.Controls.answer;
import static io.muster.api.page.Controls.button;
import static io.muster.api.page.Controls.menu;
import static io.muster.api.page.Controls.ofPerson;
import static org.awaitility.Awaitility.await;

/** A firm's people on the board: brought in, found, invited without mail, blocked. */
@QuarkusTest
@Tag("browser")
@WithTestResource(MongoTestResource.class)
@Browsing
class MembersPageTest {
    private static final double BLOCKED_WITHIN_MS = 2_000;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private static void choose(Page page, String... lines) {
        page.locator("#sheet")
                .setInputFiles(new FilePayload(
                        "people.csv", "text/csv", String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
    }

    private static Locator said(Page page) {
        return page.locator("members-page [role=status]");
    }

    private Page people(Visit visit) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        return visit.signedInWith(firm.manager()).open("/#/members");
    }

    @Test
    void aSheetIsTriedFirstAndBroughtInIfOneSaysSo(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        Page page = visits.to(port).signedInWith(firm.manager()).open("/");
        menu(page, "People").click();
        assertThat(page.locator("members-page")).containsText("There is nobody yet");

        choose(page, "name,email", "Ada,nobody", "Ben,ben@example.org");
        assertThat(page.getByRole(AriaRole.HEADING)).containsText(new String[] {"People", "1 line is wrong"});
        assertThat(page.locator("members-page")).containsText("Line 2, email");
        choose(page, "name,email", "Ada,ada@example.org", "Ben,ben@example.org");
        assertThat(page.locator("dialog")).containsText("New: 2. Changed: 0. As before: 0.");
        answer(page, "Go back").click();
        assertThat(page.locator("members-page .person")).hasCount(0);
        choose(page, "name,email", "Ada,ada@example.org", "Ben,ben@example.org");
        answer(page, "Import").click();
        assertThat(said(page)).hasText("Imported. New: 2. Changed: 0.");
        assertThat(page.locator("members-page .person")).hasCount(2);

        page.locator("#members-words").fill("BEN@ex");
        assertThat(page.locator("members-page .person")).hasCount(1);
        page.locator("#members-words").fill("zzz");
        assertThat(page.locator("members-page")).containsText("Nobody is found");
    }

    @Test
    void withoutMailThereAreLinksToHandOn(Visits visits) {
        Page page = people(visits.to(port).onAScreenOf(360, 740));
        choose(page, "name,phone", "Ada Lima,600100200", "Ben,600100201");
        answer(page, "Import").click();
        assertThat(page.locator("members-page .person")).hasCount(2);

        ofPerson(page, "Ben", "Invite").click();
        assertThat(said(page)).hasText("No letters sent. 1 link to hand on.");
        button(page, "Invite all who are not in yet").click();
        Locator link = page.getByLabel("Ada Lima", new Page.GetByLabelOptions().setExact(true));
        assertThat(link).hasValue(Pattern.compile("http://localhost:\\d+/staff#invite=.{22}"));
        ofPerson(page, "Ben", "Invite").click();
        assertThat(said(page)).hasText("No letters sent. 1: invited within the last hour.");

        button(page, "Invite all who are not in yet").click();
        assertThat(said(page)).hasText("No letters sent.");
        Assertions.assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .isEqualTo(360);
    }

    @Test
    void whoIsBlockedIsSaidToBeAndCanBeLetInAgain(Visits visits) {
        Page page = people(visits.to(port).inSpanish());
        choose(page, "name,phone", "Ada Lima,600100200");
        answer(page, "Importar").click();
        Locator ada = page.locator("members-page .person");
        assertThat(ada).containsText("Aún no está");

        openMenu(page, "Bloquear…");
        answer(page, "Bloquear").click();
        assertThat(ada).containsText("Bloqueada");
        assertThat(said(page)).hasText("Ada Lima queda bloqueada.");
        openMenu(page, "Desbloquear");
        assertThat(ada).containsText("Aún no está");
    }

    @Test
    void whoIsErasedIsAskedForFirstAndThenGone(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        firm.hasMember("Ada", firm.userKey("Ada"));
        String gala = firm.publishes("Gala", Map.of("Server", 2));
        firm.accepts("Ada", gala, "Server");
        Page page = visits.to(port).signedInWith(firm.manager()).open("/#/members");

        openMenu(page, "Erase…");
        answer(page, "Go back").click();
        assertThat(page.locator("members-page .person")).hasText(Pattern.compile("Ada"));
        openMenu(page, "Erase…");
        answer(page, "Erase").click();
        assertThat(page.locator("members-page .person")).hasCount(0);
        assertThat(said(page)).hasText("Ada is not among your people any more. Your events are being gone through.");
        await("the place is free")
                .untilAsserted(() -> Assertions.assertThat(firm.journal(gala)).contains("removed"));
    }

    /** What the person was shown stays on no page. */
    @Test
    void whoIsBlockedSeesNothingOfTheFirmAnyMore(Visits visits) {
        Firm firm = Firm.at(port, DevelopmentSecret.VALUE);
        firm.hasMember("Ada", firm.userKey("Ada"));
        firm.publishes("Gala", Map.of("Server", 2));
        Page ada = visits.to(port)
                .expectingTrouble()
                .signedInWith(firm.stranger("Ada"))
                .open("/staff");
        assertThat(ada.locator("shift-card")).hasCount(1);

        Page manager = visits.to(port).signedInWith(firm.manager()).open("/#/members");
        openMenu(manager, "Block…");
        answer(manager, "Block").click();
        assertThat(said(manager)).hasText("Ada is blocked.");

        assertThat(ada.locator("shift-card"))
                .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(BLOCKED_WITHIN_MS));
        assertThat(ada.locator("h1")).hasText("No firm knows you here yet");
        Assertions.assertThat(String.valueOf(ada.evaluate("Object.values(localStorage).join()")))
                .doesNotContain("Gala");
    }

    private static void openMenu(Page page, String what) {
        page.locator("members-page .person menu-button > button").click();
        page.locator("members-page .menu").getByText(what).click();
    }
}
