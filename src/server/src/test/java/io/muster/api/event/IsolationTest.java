package io.muster.api.event;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What one may not see or do, tried as somebody would who wants to. */
@QuarkusTest
@Tag("service")
class IsolationTest extends HttpTest {
    private String managerId;
    private Client manager;

    @BeforeEach
    void aManagerOfItsOwn() {
        managerId = fresh("m");
        manager = manager(managerId);
    }

    /** Every call on one event that is a manager's. */
    static Stream<Arguments> managersCalls() {
        return Stream.of(
                call("get", (client, id) -> client.get(path(id))),
                call("patch", (client, id) -> client.patch(path(id), "{\"city\":\"x\"}")),
                call("patch, bad body", (client, id) -> client.patch(path(id), "{\"date\":1")),
                call("patch, bad value", (client, id) -> client.patch(path(id), "{\"roles\":7}")),
                call(
                        "patch, bad If-Match",
                        (client, id) -> client.with("If-Match", "x").patch(path(id), "{}")),
                call("patch, no body", (client, id) -> client.patch(path(id), "")),
                call("delete", (client, id) -> client.delete(path(id))),
                call("publish", (client, id) -> client.post(path(id) + "/publish")),
                call("publish, bad body", (client, id) -> client.post(path(id) + "/publish", "[7")),
                call("unpublish", (client, id) -> client.post(path(id) + "/unpublish")),
                call("cancel", (client, id) -> client.post(path(id) + "/cancel")),
                call("reopen", (client, id) -> client.post(path(id) + "/reopen")),
                call("complete", (client, id) -> client.post(path(id) + "/complete")),
                call("staff", (client, id) -> client.delete(path(id) + "/staff/oidc:1")),
                call("staff, bad bar", (client, id) -> client.delete(path(id) + "/staff/oidc:1?bar=maybe")),
                call(
                        "attendance",
                        (client, id) -> client.put(
                                path(id) + "/staff/oidc:1/attendance",
                                Bodies.object().put("state", "arrived"))),
                call(
                        "attendance, bad body",
                        (client, id) -> client.put(path(id) + "/staff/oidc:1/attendance", Bodies.object())),
                call("copies", (client, id) -> client.post(path(id) + "/copies", "{\"dates\":[\"2027-01-01\"]}")),
                call("copies, bad body", (client, id) -> client.post(path(id) + "/copies", "[7")),
                call("roster", (client, id) -> client.get(path(id) + "/roster?format=csv")),
                call("journal", (client, id) -> client.get(path(id) + "/journal")),
                call("journal, bad limit", (client, id) -> client.get(path(id) + "/journal?limit=0")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("managersCalls")
    void anothersEventIsLikeOneThatNeverWas(String name, Call call) {
        String foreign = createPublished(manager(fresh("m")));
        List<String> nobodys = List.of(new ObjectId().toHexString(), "x", "0".repeat(25), "$where", "%24where", "1");

        String expected =
                call.by(manager, foreign).expect(404, "EVENT_NOT_FOUND").text();
        for (String id : nobodys) {
            assertThat(call.by(manager, id).expect(404, "EVENT_NOT_FOUND").text())
                    .as(id)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("managersCalls")
    void staffMakeNoManagersCalls(String name, Call call) {
        String id = createPublished(manager);
        Client person = staff(fresh("p"), managerId);

        if (name.equals("get")) {
            call.by(person, id).expect(200);
        } else {
            call.by(person, id).expect(403, "FORBIDDEN");
            call.by(person, new ObjectId().toHexString()).expect(403, "FORBIDDEN");
        }
    }

    @Test
    void staffMakeNoEvents() {
        Client person = staff(fresh("p"), managerId);

        person.post(EVENTS, Bodies.event()).expect(403, "FORBIDDEN");
        person.post(EVENTS, "{").expect(403, "FORBIDDEN");
        person.post(EVENTS + "/batch", Bodies.object()).expect(403, "FORBIDDEN");
    }

    @Test
    void aManagerCannotMakeAnEventForAnother() {
        assertThat(manager.post(EVENTS, Bodies.event().put("managerId", fresh("m")))
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("managerId");
        assertThat(create(manager, Bodies.event().put("managerId", managerId))
                        .body()
                        .path("managerId")
                        .textValue())
                .isEqualTo(managerId);
    }

    @Test
    void managersListTheirOwn() {
        String mine = createPublished(manager);
        String foreign = createPublished(manager(fresh("m")));

        assertThat(manager.get(EVENTS + "?limit=200").ids()).contains(mine).doesNotContain(foreign);
    }

    @Test
    void staffSeeTheirManagersEventsOnly() {
        String mine = createPublished(manager);
        String foreign = createPublished(manager(fresh("m")));
        Client person = staff(fresh("p"), managerId);
        Client nobodys = Client.of(TestTokens.staff(fresh("p")).claim("managerIds", List.of()));

        assertSees(person, mine);
        assertDoesNotSee(person, foreign);
        assertDoesNotSee(nobodys, mine);
        assertThat(nobodys.get(EVENTS).expect(200).ids()).isEmpty();
        assertThat(nobodys.get(EVENTS + "/available").expect(200).ids()).isEmpty();
    }

    @Test
    void aTeamOfTheSameNameElsewhereOpensNothing() {
        String other = fresh("m");
        String id = create(manager(other), Bodies.forTeams(Bodies.published(), "kitchen"))
                .id();
        String named = fresh("p");
        String personal = create(manager(other), Bodies.forPeople(Bodies.published(), "oidc:" + named))
                .id();

        assertDoesNotSee(Client.of(employed(named, managerId, "kitchen")), id);
        assertDoesNotSee(Client.of(employed(named, managerId, "kitchen")), personal);
        assertSees(Client.of(employed(named, other, "kitchen")), id);
        assertSees(Client.of(employed(named, other)), personal);
    }

    @Test
    void anAudienceIsForItsTeamsAndPeople() {
        String named = fresh("p");
        String id = create(manager, Bodies.forPeople(Bodies.forTeams(Bodies.published(), "kitchen"), "oidc:" + named))
                .id();

        assertSees(staff(named, managerId), id);
        assertSees(Client.of(employed(fresh("p"), managerId, "bar", "kitchen")), id);
        assertDoesNotSee(Client.of(employed(fresh("p"), managerId, "bar", "kitchen2")), id);
        assertDoesNotSee(staff(named + "x", managerId), id);
    }

    @Test
    void nobodySeesADraftButThoseInIt() {
        String id = createPublished(manager);
        Client in = staff(fresh("p"), managerId);
        Client declined = staff(fresh("p"), managerId);
        Client other = staff(fresh("p"), managerId);
        accept(in, id, "Server").expect(200);
        decline(declined, id).expect(200);
        manager.post(path(id) + "/unpublish").expect(200);

        assertThat(in.get(path(id)).expect(200).body().path("status").textValue())
                .isEqualTo("draft");
        assertThat(in.get(EVENTS).ids()).contains(id);
        assertThat(in.get(EVENTS + "/my-shifts").ids()).contains(id);
        assertDoesNotSee(other, id);
        assertDoesNotSee(declined, id);
        accept(other, id, "Server").expect(404, "EVENT_NOT_FOUND");
        decline(in, id).expect(200);
        assertDoesNotSee(in, id);
    }

    @Test
    void aSmallerAudienceTakesNobodysPlace() {
        String id = createPublished(manager);
        Client in = staff(fresh("p"), managerId);
        Client other = staff(fresh("p"), managerId);
        accept(in, id, "Server").expect(200);
        manager.post(path(id) + "/publish", "{\"audience_team_ids\":[\"kitchen\"]}")
                .expect(200);

        assertThat(in.get(path(id)).expect(200).body().at("/my_response/role").textValue())
                .isEqualTo("Server");
        assertDoesNotSee(other, id);
        manager.post(path(id) + "/publish", "{\"audience_team_ids\":[]}").expect(200);
        assertSees(other, id);
    }

    @Test
    void aPersonWhoLeftTheFirmSeesNothingOfIt() {
        String id = createPublished(manager);
        String sub = fresh("p");
        accept(staff(sub, managerId), id, "Server").expect(200);
        Client left = staff(sub, fresh("m"));

        left.get(path(id)).expect(404, "EVENT_NOT_FOUND");
        assertThat(left.get(EVENTS).ids()).isEmpty();
        assertThat(left.get(EVENTS + "/my-shifts").ids()).isEmpty();
    }

    @Test
    void aManagersTokenCountsForNothingInStaffCalls() {
        String mine = createPublished(manager);
        String foreign = createPublished(manager(fresh("m")));
        Client both = Client.of(TestTokens.manager(managerId).claim("managerIds", List.of(managerId)));

        assertThat(both.get(EVENTS + "/available").ids()).contains(mine).doesNotContain(foreign);
        Answer accepted = accept(both, mine, "Server").expect(200);
        assertThat(accepted.body().has("audience_team_ids")).isFalse();
    }

    @Test
    void nothingOfAnotherPersonIsInAnyAnswerToStaff() {
        String id = create(
                        manager,
                        Bodies.published().put("contact_name", "Ring Rita").put("contact_email", "rita@example.org"))
                .id();
        String ada = fresh("ada");
        String ben = fresh("ben");
        String cleo = fresh("cleo");
        Client adaHere = staff(ada, managerId);
        accept(adaHere, id, "Server").expect(200);
        decline(staff(ben, managerId), id).expect(200);
        manager.patch(path(id), "{\"audience_user_keys\":[\"oidc:" + ada + "\",\"oidc:" + cleo + "\"]}")
                .expect(200);
        Client cleoHere = staff(cleo, managerId);

        for (Function<Client, Answer> call : staffCalls(id)) {
            String cleos = call.apply(cleoHere).expect(200).text();
            assertThat(cleos)
                    .doesNotContain(ada)
                    .doesNotContain(ben)
                    .doesNotContain("Rita", "rita@")
                    .doesNotContain("audience_", "barred_", "boss-");
            String adas = call.apply(adaHere).expect(200).text();
            assertThat(adas).doesNotContain(ben).doesNotContain(cleo).doesNotContain("audience_", "barred_", "boss-");
        }
        assertThat(adaHere.get(path(id)).text()).contains("Ring Rita", "rita@example.org", "oidc:" + ada);
        assertThat(decline(cleoHere, id).expect(200).text()).doesNotContain(ada, ben, "Rita");
    }

    private static List<Function<Client, Answer>> staffCalls(String id) {
        return List.of(
                client -> client.get(path(id)),
                client -> client.get(EVENTS),
                client -> client.get(EVENTS + "/available"),
                client -> client.get(EVENTS + "/my-shifts"),
                client -> client.get(EVENTS + "/my-shifts?period=past"));
    }

    @Test
    void aCursorIsItsCallersOwn() {
        for (int i = 0; i < 3; i++) {
            createPublished(manager);
        }
        Client ada = staff(fresh("p"), managerId);
        Client ben = staff(fresh("p"), managerId);
        String managers = cursor(manager.get(EVENTS + "?limit=1"));
        String adas = cursor(ada.get(EVENTS + "?limit=1"));

        ada.get(EVENTS + "?limit=1&cursor=" + adas).expect(200);
        refusesCursor(ben, EVENTS + "?limit=1&cursor=" + adas);
        refusesCursor(ada, EVENTS + "?limit=1&cursor=" + managers);
        refusesCursor(manager, EVENTS + "?limit=1&cursor=" + adas);
        refusesCursor(manager(fresh("m")), EVENTS + "?limit=1&cursor=" + managers);
        refusesCursor(ada, EVENTS + "/available?limit=1&cursor=" + adas);
        refusesCursor(ada, EVENTS + "?limit=1&order=asc&cursor=" + adas);
        refusesCursor(ada, EVENTS + "?limit=1&status=published&cursor=" + adas);
        refusesCursor(manager, EVENTS + "?limit=1&from=2020-01-01&cursor=" + managers);
    }

    private static void refusesCursor(Client client, String path) {
        assertThat(client.get(path).expect(400, "VALIDATION").violations()).containsExactly("cursor");
    }

    private static String cursor(Answer page) {
        return page.expect(200).body().path("nextCursor").textValue();
    }

    private static void assertSees(Client person, String id) {
        person.get(path(id)).expect(200);
        assertThat(person.get(EVENTS + "?limit=200").expect(200).ids()).contains(id);
        assertThat(person.get(EVENTS + "/available?limit=200").expect(200).ids())
                .contains(id);
    }

    private static void assertDoesNotSee(Client person, String id) {
        String unknown = person.get(path(new ObjectId().toHexString()))
                .expect(404, "EVENT_NOT_FOUND")
                .text();
        assertThat(person.get(path(id)).expect(404, "EVENT_NOT_FOUND").text()).isEqualTo(unknown);
        assertThat(person.get(EVENTS + "?limit=200").expect(200).ids()).doesNotContain(id);
        assertThat(person.get(EVENTS + "/available?limit=200").expect(200).ids())
                .doesNotContain(id);
        assertThat(person.get(EVENTS + "/my-shifts?limit=200").expect(200).ids())
                .doesNotContain(id);
        accept(person, id, "Server").expect(404, "EVENT_NOT_FOUND");
    }

    /** A call on one event. */
    interface Call {
        Answer by(Client client, String id);
    }

    private static Arguments call(String name, Call call) {
        return Arguments.of(name, call);
    }
}
