package io.muster.notice.send;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.util.GreenMail;
import io.muster.api.join.WithMail;
import io.muster.store.notice.PendingNotice;
import io.muster.store.notice.PendingNotices;
import io.muster.store.outbound.DueList;
import io.muster.store.outbound.OutboundLine;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.awaitility.Awaitility;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Letters to people whose page is closed (docs/api.md#notices), at a real SMTP server. */
@QuarkusTest
@Tag("service")
@Tag("slow")
@TestProfile(WithNotices.class)
class NoticeMailTest extends NoticeTest {
    @WithMail.ToMail
    GreenMail mail = new GreenMail(); // until the one that the service sends to is put here

    @Inject
    PendingNotices pending;

    @Inject
    DueList due;

    @BeforeEach
    void empty() throws Exception {
        mail.purgeEmailFromAllMailboxes();
    }

    private List<MimeMessage> lettersTo(String address) {
        try {
            List<MimeMessage> found = new ArrayList<>();
            for (MimeMessage letter : mail.getReceivedMessages()) {
                if (((InternetAddress) letter.getAllRecipients()[0])
                        .getAddress()
                        .equals(address)) {
                    found.add(letter);
                }
            }
            return found;
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private List<MimeMessage> lettersTo(String address, String subject) {
        return lettersTo(address).stream().filter(it -> isOf(it, subject)).toList();
    }

    private static boolean isOf(MimeMessage letter, String subject) {
        try {
            return letter.getSubject().startsWith(subject);
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private MimeMessage letterTo(String name, String subject) {
        Awaitility.await()
                .atMost(SOON)
                .until(() -> !lettersTo(address(name), subject).isEmpty());
        return lettersTo(address(name), subject).get(0);
    }

    private static String text(MimeMessage letter) throws Exception {
        return letter.getContent().toString().replace("\r", "");
    }

    private static String header(MimeMessage letter, String name) throws Exception {
        String[] values = letter.getHeader(name);
        assertThat(values).as(name).hasSize(1);
        return values[0];
    }

    /** Whoever is told last has been: what comes before it would have come. */
    private void nothingElseTo(String name, int letters) {
        member("last");
        create(manager, Bodies.forPeople(Bodies.published(), userKey("last")));
        Awaitility.await().atMost(SOON).until(() -> !lettersTo(address("last")).isEmpty());
        assertThat(lettersTo(address(name))).hasSize(letters);
    }

    @Test
    void aPublicationReachesMembersByPlainLetters() throws Exception {
        member("ann");
        manager.post("/api/members", Bodies.object().put("name", "No account").put("email", address("local")))
                .expect(201);
        createPublished(manager);

        MimeMessage letter = letterTo("ann", "New shift: Gala, ");
        assertThat(letter.getContentType()).startsWith("text/plain");
        assertThat(text(letter)).contains("New shift\n\nGala, ").contains(WithMail.PAGES + "/staff");
        assertThat(header(letter, "Message-ID")).matches("<[0-9a-f]{32}@muster.example.org>");
        assertThat(header(letter, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(lettersTo(address("local")))
                .as("nobody has joined as this member")
                .isEmpty();
    }

    @Test
    void theAddressThatTheProviderVouchesForCountsFirst() {
        String before = createPublished(manager);
        Client ann = Client.of(TestTokens.staff("ann-" + firm)
                .claim("managerIds", new String[] {firm})
                .claim("email", "verified-" + firm + "@example.org")
                .claim("email_verified", true));
        decline(ann, before).expect(200);
        member("ann");
        createPublished(manager);

        Awaitility.await()
                .atMost(SOON)
                .until(() -> lettersTo("verified-" + firm + "@example.org").size() == 1);
        assertThat(lettersTo(address("ann"))).isEmpty();
    }

    @Test
    void oneLetterTellsOfAllThatChangedWithinAMoment() throws Exception {
        member("ann");
        String id = createPublished(manager);
        accept(person("ann"), id, "Server").expect(200);
        manager.patch(path(id), "{\"start_time\":\"17:00\"}").expect(200);
        manager.patch(path(id), "{\"venue_name\":\"Hall. www.example.com/x\"}").expect(200);
        manager.post(path(id) + "/cancel", Bodies.object().put("reason", "Storm"))
                .expect(200);

        MimeMessage letter = letterTo("ann", "Cancelled: Gala, ");
        assertThat(text(letter)).contains("Reason: Storm").contains("Role: Server");
        nothingElseTo("ann", 2);
        assertThat(lettersTo(address("ann"), "New shift")).hasSize(1);
    }

    @Test
    void whatOthersHaveWrittenBecomesNeitherALinkNorAHeader() throws Exception {
        member("ann");
        String id = create(
                        manager,
                        Bodies.published()
                                .put(
                                        "event_name",
                                        "Gala \u00fc =?utf-8?q?x?= https://evil.example/a Bcc: x@evil.example"))
                .id();
        accept(person("ann"), id, "Server").expect(200);
        manager.post(
                        path(id) + "/notices",
                        Bodies.object().put("to", "accept").put("text", "See https://evil.example now"))
                .expect(202);

        MimeMessage letter = letterTo("ann", "A message to you");
        assertThat(letter.getSubject())
                .startsWith("A message to you: Gala \u00fc = ?utf-8?q?x?= https:// evil. example/a");
        assertThat(text(letter)).contains("See https:// evil. example now");
        assertThat(Stream.of(text(letter).split("\\s+")).filter(word -> word.matches(".*(https?://|www\\.)\\S.*")))
                .allMatch(word -> word.startsWith(WithMail.PAGES + "/"));
        assertThat(letter.getHeader("Bcc")).isNull();
    }

    @Test
    void onePressEndsLettersAndALookDoesNot() throws Exception {
        decline(person("ann"), createPublished(manager)).expect(200);
        member("ann");
        createPublished(manager);
        MimeMessage letter = letterTo("ann", "New shift");
        String address = header(letter, "List-Unsubscribe");
        assertThat(header(letter, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        String path = address.substring(1 + WithMail.PAGES.length(), address.length() - 1);
        assertThat(text(letter)).contains(WithMail.PAGES + path);

        assertThat(RestAssured.get(path).statusCode()).isEqualTo(200);
        assertThat(RestAssured.given()
                        .contentType("application/x-www-form-urlencoded")
                        .body("List-Unsubscribe=One-Click")
                        .post(path.substring(0, path.length() - 1) + (path.endsWith("0") ? "1" : "0"))
                        .statusCode())
                .as("somebody else's")
                .isEqualTo(404);
        createPublished(manager);
        Awaitility.await().atMost(SOON).until(() -> lettersTo(address("ann")).size() == 2);

        assertThat(RestAssured.given()
                        .contentType("application/x-www-form-urlencoded")
                        .body("List-Unsubscribe=One-Click")
                        .post(path)
                        .statusCode())
                .isEqualTo(200);
        nothingElseTo("ann", 2);
    }

    @Test
    void aServerThatIsAwayForAMomentGetsTheSameLetterLater() {
        member("ann");
        mail.stop();
        String id = createPublished(manager);
        Awaitility.await().atMost(SOON).until(() -> pendingTries(id) > 0);
        mail.start();

        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofSeconds(10))
                .until(() -> {
                    dueNow(id);
                    return !lettersTo(address("ann")).isEmpty();
                });
        assertThat(lettersTo(address("ann"))).hasSize(1);
    }

    private int pendingTries(String event) {
        return pending.ofEvent(new ObjectId(event), 10).await().atMost(SOON).stream()
                .mapToInt(PendingNotice::tries)
                .max()
                .orElse(0);
    }

    private void dueNow(String event) {
        pending.postpone(
                        pending.ofEvent(new ObjectId(event), 10).await().atMost(SOON).stream()
                                .map(PendingNotice::id)
                                .toList(),
                        Instant.EPOCH)
                .await()
                .atMost(SOON);
    }

    @Test
    void quietHoursHoldBackAndMerge() {
        member("ann");
        quietHours("{\"from\":\"00:00\",\"to\":\"23:59\"}");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String id = create(manager, Bodies.published().put("opens_at", now.toString()))
                .id();
        due.add(
                        firm,
                        new OutboundLine.Due(
                                "opened-" + id,
                                Optional.of(new ObjectId(id)),
                                OutboundLine.Occasion.OPENED,
                                now,
                                Map.of()))
                .await()
                .atMost(SOON);
        Awaitility.await()
                .atMost(SOON)
                .until(() -> pending.ofEvent(new ObjectId(id), 10).await().atMost(SOON).stream()
                                .filter(it -> it.due().isAfter(Instant.now()))
                                .count()
                        == 2);
        assertThat(lettersTo(address("ann"))).isEmpty();

        quietHours("null");
        dueNow(id);
        Awaitility.await().atMost(SOON).until(() -> !lettersTo(address("ann")).isEmpty());
        assertThat(lettersTo(address("ann"))).hasSize(1);
    }
}
