package io.muster.api.join;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.muster.api.event.HttpTest;
import io.muster.store.CollectionNames;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestTokens;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Invitations that are sent as letters (docs/api.md#invitations), whatever becomes of the letters. */
@QuarkusTest
@Tag("service")
@Tag("slow")
@TestProfile(WithMail.class)
class InvitationLettersTest extends HttpTest {
    private static final String MEMBERS = "/api/members";
    private static final String INVITE = MEMBERS + "/invitations";
    private static final String LINK = WithMail.PAGES + "/staff#invite=";

    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);

    @WithMail.ToMail
    GreenMail mail = new GreenMail(); // until the one that the service sends to is put here

    @Inject
    ReactiveMongoClient client;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database = "";

    @BeforeEach
    void empty() throws Exception {
        mail.purgeEmailFromAllMailboxes();
    }

    private ObjectNode named(String name) {
        return Bodies.object().put("name", name).put("email", address(name));
    }

    private String address(String name) {
        return name.toLowerCase(Locale.ROOT) + "-" + managerId + "@example.org";
    }

    private String member(ObjectNode body) {
        return manager.post(MEMBERS, body).expect(201).id();
    }

    private static JsonNode invite(Client manager, String... ids) {
        ObjectNode body = Bodies.object();
        ArrayNode list = body.putArray("ids");
        Stream.of(ids).forEach(list::add);
        return manager.post(INVITE, body).expect(200).body();
    }

    private Document stored(String collection, Object id) {
        return client.getDatabase(database)
                .getCollection(collection)
                .find(Filters.eq("_id", id))
                .collect()
                .first()
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private int countedToday() {
        return stored(CollectionNames.FIRMS, managerId)
                .get("invitations", Document.class)
                .get("count", Number.class)
                .intValue();
    }

    private void change(String id, Bson update) {
        client.getDatabase(database)
                .getCollection(CollectionNames.MEMBERS)
                .updateOne(Filters.eq("_id", new ObjectId(id)), update)
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private MimeMessage letterTo(String address) throws Exception {
        List<MimeMessage> found = new ArrayList<>();
        for (MimeMessage letter : mail.getReceivedMessages()) {
            if (((InternetAddress) letter.getAllRecipients()[0]).getAddress().equals(address)) {
                found.add(letter);
            }
        }
        assertThat(found).as(address).hasSize(1);
        return found.get(0);
    }

    private static String text(MimeMessage letter) throws Exception {
        return ((Multipart) letter.getContent())
                .getBodyPart(0)
                .getContent()
                .toString()
                .replace("\r", "");
    }

    private static String html(MimeMessage letter) throws Exception {
        return ((Multipart) letter.getContent()).getBodyPart(1).getContent().toString();
    }

    private static String code(String text) {
        return Stream.of(text.split("\\s+"))
                .filter(word -> word.startsWith(LINK))
                .map(word -> word.substring(LINK.length()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMemberWithAnAddressGetsALetterAndItsCodeIsTheirsAlone() throws Exception {
        manager.patch("/api/firm", "{\"name\":\"Casa Muñoz <b>evil.example/x</b>\"}")
                .expect(200);
        String id = member(named("Ada"));

        JsonNode made = invite(manager, id).path("invitations").path(0);

        assertThat(made.path("sent").booleanValue()).isTrue();
        assertThat(made.path("link").isNull()).isTrue();
        assertThat(made.path("letter_failed").booleanValue()).isFalse();
        MimeMessage letter = letterTo(address("Ada"));
        assertThat(letter.getSubject()).isEqualTo("Casa Muñoz <b>evil. example/x</b> invites you");
        assertThat(letter.getFrom()[0]).hasToString("Muster <shifts@example.org>");
        String code = code(text(letter));
        assertThat(code).matches("[A-Za-z0-9_-]{22}");
        assertThat(html(letter))
                .contains("<html lang=\"en\">", "href=\"" + LINK + code + "\"", "&lt;b&gt;evil. example/x&lt;/b&gt;")
                .doesNotContain("<b>", "Ada");
        Client.of(TestTokens.staff(fresh("p")))
                .post("/api/invitations", Bodies.object().put("code", code))
                .expect(200);
        assertThat(countedToday()).isEqualTo(1);
        assertThat(stored(CollectionNames.MEMBERS, new ObjectId(id)).containsKey("invitation"))
                .isFalse();
    }

    @Test
    void itIsInTheLanguageOfWhoInvites() throws Exception {
        invite(manager.with("Accept-Language", "fr;q=0.9, es-MX, en;q=0.1"), member(named("Ada")));
        invite(manager.with("Accept-Language", "fr"), member(named("Ben")));
        invite(manager.with("Accept-Language", ";;q=x"), member(named("Cleo")));

        assertThat(letterTo(address("Ada")).getSubject()).isEqualTo("Una empresa te invita");
        assertThat(html(letterTo(address("Ada")))).contains("<html lang=\"es\">", "Unirme");
        assertThat(text(letterTo(address("Ada")))).contains("inicia sesión");
        assertThat(letterTo(address("Ben")).getSubject()).isEqualTo("A firm invites you");
        assertThat(letterTo(address("Cleo")).getSubject()).isEqualTo("A firm invites you");
    }

    /** Who is to manage joins by the address; who has none gets a link to be handed on. */
    @Test
    void eachIsInvitedInTheWayThatThereIs() throws Exception {
        String managing = member(named("Managing").put("access", "manager"));
        String without = member(Bodies.object().put("name", "Without"));

        JsonNode made = invite(manager, managing, without).path("invitations");

        assertThat(made.findValuesAsText("sent")).containsExactly("true", "false");
        assertThat(made.path(1).path("link").textValue()).startsWith("/staff#invite=");
        assertThat(made.path(1).path("letter_failed").booleanValue()).isFalse();
        assertThat(text(letterTo(address("Managing"))))
                .contains("\n" + WithMail.PAGES + "/\n", "the e-mail address this letter came to")
                .doesNotContain("invite=");
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aLetterThatOneServerDoesNotWantCanBeSentAgainAtOnce() throws Exception {
        String ada = member(named("Ada"));
        String ben = member(named("Ben"));
        refuse(address("Ada"));

        JsonNode made = invite(manager, ada, ben).path("invitations");

        assertThat(made.findValuesAsText("sent")).containsExactly("false", "true");
        assertThat(made.findValuesAsText("letter_failed")).containsExactly("true", "false");
        String link = made.path(0).path("link").textValue();
        assertThat(link).startsWith("/staff#invite=");
        assertThat(countedToday()).isEqualTo(1);
        accept();
        JsonNode again = invite(manager, ada, ben);
        assertThat(again.path("invitations").findValuesAsText("id")).containsExactly(ada);
        assertThat(again.path("invitations").findValuesAsText("sent")).containsExactly("true");
        assertThat(again.path("errors").findValuesAsText("code")).containsExactly("INVITED_LATELY");
        assertThat(countedToday()).isEqualTo(2);
        letterTo(address("Ada"));
    }

    /** Whoever gets no letter is among those who are still to be invited; the link is good meanwhile. */
    @Test
    void aServerThatIsAwayTakesLittleTimeAndTheLinksAreThere() {
        List<String> ids =
                IntStream.range(0, 60).mapToObj(i -> member(named("M" + i))).toList();
        mail.stop();
        JsonNode made;
        try {
            Instant begun = Instant.now();
            made = manager.post(INVITE, "{\"state\":\"invited\"}")
                    .expect(200)
                    .body()
                    .path("invitations");
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(9));
        } finally {
            mail.start();
        }
        assertThat(made).hasSize(60).allSatisfy(each -> {
            assertThat(each.path("letter_failed").booleanValue()).isTrue();
            assertThat(each.path("link").textValue()).startsWith("/staff#invite=");
        });
        assertThat(countedToday()).isZero();
        String code = made.path(0).path("link").textValue().substring("/staff#invite=".length());
        Client.of(TestTokens.staff(fresh("p")))
                .post("/api/invitations", Bodies.object().put("code", code))
                .expect(200);

        JsonNode again =
                manager.post(INVITE, "{\"state\":\"invited\"}").expect(200).body();

        assertThat(again.path("invitations")).hasSize(59);
        assertThat(ids).hasSize(60);
        assertThat(again.path("invitations").findValuesAsText("sent")).containsOnly("true");
    }

    /** The process ended between the invitation and its letter: after an hour the member is invited again. */
    @Test
    void whoseLetterWasCutOffIsInvitedAgain() {
        String id = member(named("Ada"));
        invite(manager, id);
        change(id, Updates.set("invitation.unsent", true));
        assertThat(manager.post(INVITE, "{\"state\":\"invited\"}")
                        .expect(200)
                        .body()
                        .path("invitations"))
                .isEmpty();
        change(id, Updates.set("invitation.at", Date.from(Instant.now().minus(Duration.ofMinutes(61)))));

        assertThat(manager.post(INVITE, "{\"state\":\"invited\"}")
                        .expect(200)
                        .body()
                        .path("invitations")
                        .findValuesAsText("id"))
                .containsExactly(id);
    }

    @Test
    void anAddressThatIsNoneForLettersIsSaidSo() {
        String id = member(Bodies.object().put("name", "Ada").put("email", "\"a<b>\"@example.org"));

        JsonNode made = invite(manager, id).path("invitations").path(0);

        assertThat(made.path("letter_failed").booleanValue()).isTrue();
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    /** The test's server takes one letter at a time. */
    @Test
    void aServerThatIsSlowGetsAsManyAsThereIsTimeForAndTheSameCallGoesOn() throws Exception {
        IntStream.range(0, 16).forEach(i -> member(named("M" + i)));
        mail.getUserManager().setMessageDeliveryHandler((message, to) -> {
            pause();
            return mail.setUser(to.getEmail(), "x");
        });
        int sent = 0;
        int calls = 0;
        while (sent < 16) {
            JsonNode answer =
                    manager.post(INVITE, "{\"state\":\"invited\"}").expect(200).body();
            assertThat(answer.path("invitations").findValuesAsText("sent"))
                    .isNotEmpty()
                    .containsOnly("true");
            assertThat(answer.path("errors").findValuesAsText("code")).allMatch("OUT_OF_TIME"::equals);
            sent += answer.path("invitations").size();
            calls++;
        }
        accept();
        assertThat(calls).isGreaterThan(1);
        assertThat(sent).isEqualTo(16);
        assertThat(countedToday()).isEqualTo(16);
    }

    private static void pause() {
        LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
    }

    private void refuse(String address) {
        mail.getUserManager().setMessageDeliveryHandler((message, to) -> {
            if (Objects.equals(to.getEmail(), address)) {
                throw new UserException("nobody");
            }
            return mail.setUser(to.getEmail(), "x");
        });
    }

    private void accept() {
        mail.getUserManager().setMessageDeliveryHandler((message, to) -> mail.setUser(to.getEmail(), "x"));
    }
}
