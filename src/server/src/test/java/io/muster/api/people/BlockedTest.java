package io.muster.api.people;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.event.HttpTest;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whom a firm has blocked (docs/api.md#blocked), whatever the token says. */
@QuarkusTest
@Tag("service")
class BlockedTest extends HttpTest {
    private final String firm = fresh("f");
    private final Client owner = manager(firm);
    private final String sub = fresh("p");
    private final Client person = staff(sub, firm);

    private String made() {
        return "/api/members/"
                + owner.post(
                                "/api/members",
                                Bodies.object()
                                        .put("name", "Ada")
                                        .put("userKey", "oidc:" + sub)
                                        .put("state", "active"))
                        .expect(201)
                        .id();
    }

    private void block(String member, String query) {
        owner.patch(member + query, "{\"state\":\"blocked\"}").expect(200);
    }

    private static void within(Runnable check) {
        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(check::run);
    }

    private String waitlisted() {
        ObjectNode body = Bodies.published();
        body.remove("roles");
        Bodies.role(body, "Server", 1, "waitlist");
        return create(owner, body).id();
    }

    @Test
    void nothingOfTheFirmIsSeenAndNothingCanBeTaken() {
        String event = createPublished(owner);
        String other = fresh("g");
        String theirs = createPublished(manager(other));
        Client both = Client.of(TestTokens.staff(sub).claim("managerIds", List.of(firm, other)));
        assertThat(both.get(EVENTS + "/available").expect(200).ids()).contains(event, theirs);
        String member = made();

        block(member, "");

        // What is decided is read with the event, at once.
        accept(both, event, "Server").expect(404, "EVENT_NOT_FOUND");
        within(() -> {
            assertThat(both.get(EVENTS + "/available").expect(200).ids()).containsExactly(theirs);
            both.get(path(event)).expect(404, "EVENT_NOT_FOUND");
        });
        accept(both, theirs, "Server").expect(200);
        owner.patch(member, "{\"state\":\"active\"}").expect(200);
        accept(both, event, "Server").expect(200);
        within(() ->
                assertThat(both.get(EVENTS + "/my-shifts").expect(200).ids()).contains(event));
    }

    /** Whoever is left in the firm cannot: what it has written down stays as it is. */
    @Test
    void anAdministratorLetsInWhoManagedTheFirm() {
        Client admin = Client.of(TestTokens.staff("root").claim("groups", List.of("admin")));
        Client boss = Client.of(TestTokens.staff(sub).claim("managerId", firm));
        String event = createPublished(owner);
        String member = made();
        block(member, "");
        within(() -> boss.get(path(event)).expect(404));
        String block = "/api/admin/firms/" + firm + "/blocks/oidc:" + sub;
        owner.delete(block).expect(403, "FORBIDDEN");
        admin.delete(block + "x").expect(404, "MEMBER_NOT_FOUND");
        admin.delete("/api/admin/firms/" + fresh("g") + "/blocks/oidc:" + sub).expect(404, "MEMBER_NOT_FOUND");

        admin.delete(block).expect(204);

        within(() -> boss.get(path(event)).expect(200));
        Answer after = owner.get(member).expect(200);
        assertThat(after.body().path("state").textValue()).isEqualTo("active");
        assertThat(after.body().path("access").textValue()).isEqualTo("staff");
        admin.delete(block).expect(204);
        assertThat(owner.get(member).expect(200).version()).isEqualTo(after.version());
    }

    @Test
    void aBlockedManagerHasNoBoardWhateverTheTokenSays() {
        String event = createPublished(owner);
        Client boss = Client.of(TestTokens.staff(sub).claim("managerId", firm));
        boss.get(path(event)).expect(200);
        String member = made();

        block(member, "");

        within(() -> boss.get("/api/members").expect(403, "FORBIDDEN"));
        boss.get(path(event)).expect(404, "EVENT_NOT_FOUND");
        boss.post(EVENTS, Bodies.published()).expect(403, "FORBIDDEN");
    }

    @Test
    void whoKeepsAPlaceMayDeclineIt() {
        String event = createPublished(owner);
        accept(person, event, "Server").expect(200);
        String member = made();

        block(member, "?release=false");

        person.post(path(event) + "/respond", "{\"response\":\"confirm\",\"version\":9}")
                .expect(404, "EVENT_NOT_FOUND");
        var declined = decline(person, event).expect(200).body();
        assertThat(declined.at("/recorded/response").textValue()).isEqualTo("decline");
        within(() -> person.get(path(event)).expect(404, "EVENT_NOT_FOUND"));
        decline(person, event).expect(404, "EVENT_NOT_FOUND");
        assertThat(owner.get(path(event))
                        .expect(200)
                        .body()
                        .path("accepted_count")
                        .intValue())
                .isZero();
    }

    @Test
    void blockingMayFreeThePlaces() {
        String event = waitlisted();
        accept(person, event, "Server").expect(200);
        Client waiting = staff(fresh("w"), firm);
        waiting.post(path(event) + "/respond", Bodies.standBy("Server")).expect(200);
        String member = made();

        assertThat(owner.patch(member + "?release=true", "{\"note\":\"x\"}")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("release");
        block(member, "?release=true");

        assertThat(owner.get(path(event))
                        .expect(200)
                        .body()
                        .at("/accepted_staff/0/userKey")
                        .textValue())
                .startsWith("oidc:w-");
        block(member, "?release=true");
    }

    @Test
    void promotionPassesOver() {
        String event = waitlisted();
        Client first = staff(fresh("a"), firm);
        accept(first, event, "Server").expect(200);
        person.post(path(event) + "/respond", Bodies.standBy("Server")).expect(200);
        Client next = staff(fresh("b"), firm);
        next.post(path(event) + "/respond", Bodies.standBy("Server")).expect(200);

        block(made(), "");
        decline(first, event).expect(200);

        var after = owner.get(path(event)).expect(200).body();
        assertThat(after.at("/accepted_staff/0/userKey").textValue()).startsWith("oidc:b-");
        assertThat(after.at("/standby_staff/0/userKey").textValue()).isEqualTo("oidc:" + sub);
        assertThat(Client.of(TestTokens.staff("root").claim("groups", List.of("admin")))
                        .get("/api/admin/audit")
                        .expect(200)
                        .body()
                        .path("violations")
                        .findValuesAsText("eventId"))
                .doesNotContain(event);
    }

    /** Whoever manages by token is nobody of whom the list knows. */
    @Test
    void nobodyBlocksOneself() {
        ObjectNode self = Bodies.object().put("name", "Owner").put("userKey", "oidc:boss-" + firm);
        owner.post("/api/members", self.deepCopy().put("state", "blocked")).expect(409, "OWN_MEMBER");
        String own =
                "/api/members/" + owner.post("/api/members", self).expect(201).id();

        owner.patch(own, "{\"state\":\"blocked\"}").expect(409, "OWN_MEMBER");

        owner.patch(own, "{\"note\":\"x\"}").expect(200);
        owner.delete(own).expect(204);
    }

    /** Each manages by token alone. Without a common document both would be shut out, and nobody could undo it. */
    @RepeatedTest(5)
    void ofTwoWhoBlockEachOtherOneStays() {
        Client other = Client.of(TestTokens.staff(sub).claim("managerId", firm));
        String owners = "/api/members/"
                + owner.post(
                                "/api/members",
                                Bodies.object().put("name", "Owner").put("userKey", "oidc:boss-" + firm))
                        .expect(201)
                        .id();
        String others = made();

        List<CompletableFuture<Answer>> calls = List.of(
                CompletableFuture.supplyAsync(() -> owner.patch(others, "{\"state\":\"blocked\"}")),
                CompletableFuture.supplyAsync(() -> other.patch(owners, "{\"state\":\"blocked\"}")));

        List<Integer> statuses =
                calls.stream().map(call -> call.join().status()).sorted().toList();
        assertThat(statuses.get(0)).isEqualTo(200);
        assertThat(statuses.get(1)).isIn(403, 409);
    }

    /** An accept is refused also if the person acts as a member of the firm, and whatever this process knew. */
    @Test
    void whoWasAMemberTakesNothingFromTheMomentOfTheBlock() {
        String event = createPublished(owner);
        String member = made();
        Client acting = Client.of(TestTokens.nobodys(sub)).with("Muster-Firm", firm);
        acting.get(path(event)).expect(200);

        block(member, "");

        assertThat(accept(acting, event, "Server").status()).isIn(403, 404);
        within(() -> accept(acting, event, "Server").expect(403, "FORBIDDEN"));
    }
}
