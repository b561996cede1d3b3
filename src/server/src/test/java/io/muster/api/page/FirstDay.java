package io.muster.api.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.muster.api.page.AtKeycloak.signIn;
import static io.muster.api.page.Controls.answer;
import static io.muster.api.page.Controls.button;
import static io.muster.api.page.Controls.cards;
import static io.muster.api.page.Controls.menu;
import static io.muster.api.page.Controls.ofPerson;
import static io.restassured.RestAssured.given;

/** From an empty database to somebody who is in and out again: nobody has a token that was not had by signing in. */
abstract class FirstDay {
    private static final int PEOPLE = 300;

    /** Letters to all of them, on a machine that does other things too. */
    private static final double LETTERS_MS = 90_000;

    /** How soon a block is effective on every process. */
    private static final double BLOCKED_WITHIN_MS = 2_000;

    private static final Pattern LINK = Pattern.compile("http://localhost:(\\d+)(/staff#invite=[A-Za-z0-9_-]{22})");

    @Test
    void aFirmBeginsInvitesAndBlocks(AtKeycloak.Running running, Visits visits) throws Exception {
        int one = running.one().port();
        int other = running.other().port();
        Page manager = visitor(visits, running, one).open("/");
        signIn(manager, "berta");
        assertThat(manager.locator(".light")).hasText("Live");

        bringIn(manager);
        String byHand = inviteAll(manager);
        Assertions.assertThat(running.mail().getReceivedMessages()).hasSize(PEOPLE - 1);
        publish(manager, one);

        Matcher letter = linkTo(running, "paula@example.org");
        Assertions.assertThat(letter.group(1)).isEqualTo(String.valueOf(other));
        Page paula = visitor(visits, running, other).open(letter.group(2));
        join(paula, "paula");
        paula.locator(".take").click();
        assertThat(paula.locator(".shift-outcome")).containsText("You are in");

        Page kim = visitor(visits, running, one).open(byHand.substring(byHand.indexOf("/staff")));
        join(kim, "kim");

        Locator seats = manager.locator(".role-count");
        cards(manager);
        assertThat(seats).hasText("1 of 2");
        block(manager, "Paula Serra");
        assertThat(paula.locator("shift-card"))
                .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(BLOCKED_WITHIN_MS));
        cards(manager);
        assertThat(seats).hasText("0 of 2");
        assertThat(kim.locator("shift-card")).hasCount(1);
    }

    private static Visit visitor(Visits visits, AtKeycloak.Running running, int port) {
        return visits.to(port).beside(running.keycloak().origin()).expectingTrouble();
    }

    private static void bringIn(Page manager) {
        menu(manager, "People").click();
        List<String> lines =
                new ArrayList<>(List.of("name,email,phone", "Paula Serra,paula@example.org,", "Kim Vega,,600100200"));
        IntStream.range(lines.size() - 1, PEOPLE)
                .forEach(i -> lines.add("Person " + i + ",person" + i + "@example.org,"));
        manager.locator("#sheet")
                .setInputFiles(new FilePayload(
                        "people.csv", "text/csv", String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        assertThat(manager.locator("dialog")).containsText("New: 300");
        answer(manager, "Import").click();
        assertThat(manager.locator("members-page [role=status]")).hasText("Imported. New: 300. Changed: 0.");
    }

    /** @return the link of who has no e-mail address */
    private static String inviteAll(Page manager) {
        button(manager, "Invite all who are not in yet").click();
        assertThat(manager.locator("members-page [role=status]"))
                .hasText(
                        "299 letters sent. 1 link to hand on.",
                        new LocatorAssertions.HasTextOptions().setTimeout(LETTERS_MS));
        return manager.getByLabel("Kim Vega", new Page.GetByLabelOptions().setExact(true))
                .inputValue();
    }

    private static void publish(Page manager, int port) {
        given().port(port)
                .header(
                        "Authorization",
                        "Bearer " + manager.evaluate("JSON.parse(sessionStorage.getItem('muster.grant')).accessToken"))
                .header("Muster-Firm", "main")
                .contentType("application/json")
                .body(Map.of(
                        "status",
                        "published",
                        "event_name",
                        "Gala",
                        "date",
                        Firm.day(1),
                        "timezone",
                        "America/Denver",
                        "roles",
                        List.of(Firm.role(Map.entry("Server", 2)))))
                .post("/api/events")
                .then()
                .statusCode(201);
    }

    private static Matcher linkTo(AtKeycloak.Running running, String address) throws Exception {
        for (MimeMessage letter : running.mail().getReceivedMessages()) {
            if (((InternetAddress) letter.getAllRecipients()[0]).getAddress().equals(address)) {
                String text = ((Multipart) letter.getContent())
                        .getBodyPart(0)
                        .getContent()
                        .toString();
                Matcher link = LINK.matcher(text);
                Assertions.assertThat(link.find()).as(text).isTrue();
                return link;
            }
        }
        throw new AssertionError("no letter to " + address);
    }

    private static void join(Page page, String name) {
        signIn(page, name);
        assertThat(page.locator("h1")).hasText("You have an invitation");
        button(page, "Join").click();
        assertThat(page.locator("shift-card")).hasCount(1);
    }

    private static void block(Page manager, String name) {
        menu(manager, "People").click();
        manager.locator("#members-words").fill(name);
        assertThat(manager.locator("members-page .person")).hasCount(1);
        ofPerson(manager, name, "Block…").click();
        manager.getByLabel("Free their places in events that are not over").check();
        answer(manager, "Block").click();
        assertThat(manager.locator("members-page [role=status]")).hasText(name + " is blocked.");
    }
}
