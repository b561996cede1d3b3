package io.muster.api.event;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Standby over HTTP, down to the database: what is answered, and who sees what of it (docs/api.md#standby). */
@QuarkusTest
@Tag("service")
class StandbyTest extends HttpTest {
    private String managerId;
    private Client manager;
    private Client ada;
    private Client bob;
    private Client cyd;
    private String id;

    @BeforeEach
    void aFullEvent() {
        managerId = fresh("m");
        manager = manager(managerId);
        ada = staff(fresh("ada"), managerId);
        bob = staff(fresh("bob"), managerId);
        cyd = staff(fresh("cyd"), managerId);
        id = create(manager, waitlisted()).id();
        accept(ada, id, "Server").expect(200);
    }

    private static ObjectNode waitlisted() {
        ObjectNode body = Bodies.published();
        body.remove("roles");
        Bodies.role(body, "Server", 1, "waitlist");
        return Bodies.role(body, "Chef", 1, "approval");
    }

    private static Answer standBy(Client person, String event, String role) {
        return person.post(path(event) + "/respond", Bodies.standBy(role));
    }

    @Test
    void whoWaitsIsToldThePositionAndShownNoShift() {
        accept(bob, id, "Server").expect(409, "CAPACITY_FULL");
        JsonNode waits = standBy(bob, id, "server").expect(200).body();
        JsonNode behind = standBy(cyd, id, "Server").expect(200).body();

        assertThat(waits.at("/recorded/response").textValue()).isEqualTo("standby");
        assertThat(waits.at("/recorded/reason").textValue()).isEqualTo("full");
        assertThat(waits.at("/recorded/position").intValue()).isEqualTo(1);
        assertThat(waits.at("/recorded/version").longValue()).isEqualTo(3);
        assertThat(waits.at("/my_response").isNull()).isTrue();
        assertThat(waits.at("/my_standby/since").longValue()).isEqualTo(3);
        assertThat(behind.at("/recorded/position").intValue()).isEqualTo(2);
        assertThat(behind.at("/my_standby/position").intValue()).isEqualTo(2);
        assertThat(behind.at("/standby_count").intValue()).isEqualTo(2);
        assertThat(behind.at("/role_stats/0/standby").intValue()).isEqualTo(2);
        assertThat(behind.at("/standby_staff")).hasSize(1);
        assertThat(behind.toString()).doesNotContain("bob-");
    }

    @Test
    void whoHasWaitedAlreadyIsToldSoAndARepeatIsRecognised() {
        Client keyed = bob.with("Idempotency-Key", "once");
        standBy(keyed, id, "Server").expect(200);

        JsonNode again = standBy(bob, id, "Server").expect(200).body();
        JsonNode repeated = standBy(keyed, id, "Server").expect(200).body();

        assertThat(again.at("/recorded/version").longValue()).isEqualTo(3);
        assertThat(again.has("replayed")).isFalse();
        assertThat(repeated.at("/replayed").booleanValue()).isTrue();
        assertThat(repeated.at("/recorded/reason").textValue()).isEqualTo("full");
        accept(keyed, id, "Server").expect(422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void aRequestIsTakenWhereAPlaceIsFree() {
        accept(bob, id, "Chef").expect(409, "APPROVAL_REQUIRED");

        JsonNode asked = standBy(bob, id, "Chef").expect(200).body();

        assertThat(asked.at("/recorded/reason").textValue()).isEqualTo("approval");
        assertThat(asked.at("/accepted_count").intValue()).isEqualTo(1);
    }

    @Test
    void theManagerSeesWhoWaitsAndTheJournalSaysIt() {
        standBy(bob, id, "Server").expect(200);

        JsonNode seen = manager.get(path(id)).expect(200).body();
        JsonNode line =
                manager.get(path(id) + "/journal?after=2").expect(200).body().at("/entries/0");

        assertThat(seen.at("/standby_staff/0/name").textValue()).startsWith("Name of bob-");
        assertThat(seen.at("/standby_staff/0/reason").textValue()).isEqualTo("full");
        assertThat(seen.at("/accepted_staff/0/since").longValue()).isEqualTo(2);
        assertThat(line.at("/kind").textValue()).isEqualTo("standby");
        assertThat(line.at("/response").textValue()).isEqualTo("standby");
        assertThat(line.at("/since").longValue()).isEqualTo(3);
    }

    @Test
    void whoWaitsFindsItAmongWhatIsAvailableWhateverTheAudience() {
        standBy(bob, id, "Server").expect(200);
        manager.post(path(id) + "/publish", "{\"audience_team_ids\":[\"nobodys\"]}")
                .expect(200);

        for (String list : new String[] {EVENTS, EVENTS + "/available", EVENTS + "/available?from=2020-01-01"}) {
            Answer listed = bob.get(list).expect(200);
            assertThat(listed.ids()).as(list).containsExactly(id);
            assertThat(listed.body().at("/events/0/my_standby/position").intValue())
                    .as(list)
                    .isEqualTo(1);
        }
        assertThat(bob.get(EVENTS + "/my-shifts").expect(200).ids()).isEmpty();
        assertThat(bob.get(EVENTS + "/my-shifts?standing=standby").expect(200).ids())
                .containsExactly(id);
        assertThat(bob.get(EVENTS + "/my-shifts?standing=all").expect(200).ids())
                .containsExactly(id);
        assertThat(ada.get(EVENTS + "/my-shifts?standing=all").expect(200).ids())
                .containsExactly(id);
        assertThat(ada.get(EVENTS + "/my-shifts?standing=standby").expect(200).ids())
                .isEmpty();
        assertThat(bob.get(EVENTS + "/my-shifts?standing=all&period=past")
                        .expect(200)
                        .ids())
                .isEmpty();
        bob.get(EVENTS + "/my-shifts?standing=decline").expect(400, "VALIDATION");
        assertThat(cyd.get(EVENTS).expect(200).ids()).isEmpty();
        assertThat(bob.get(path(id))
                        .expect(200)
                        .body()
                        .at("/my_standby/position")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void whoStopsWaitingLosesSightOfWhatIsNotForThePerson() {
        standBy(bob, id, "Server").expect(200);
        manager.post(path(id) + "/publish", "{\"audience_team_ids\":[\"nobodys\"]}")
                .expect(200);
        String timestamp =
                bob.get(EVENTS).expect(200).body().path("serverTimestamp").textValue();

        decline(bob, id).expect(200);

        assertThat(bob.get(EVENTS + "?lastSync=" + timestamp).expect(200).removedIds())
                .containsExactly(id);
    }

    @Test
    void whatAManagerSendsBackChangesNothing() {
        standBy(bob, id, "Server").expect(200);
        JsonNode whole = manager.get(path(id)).expect(200).body();

        assertThat(manager.patch(path(id), whole).expect(200).version()).isEqualTo(3);
    }

    @Test
    void aRoleIsRenamedWithThoseWhoWaitForIt() {
        standBy(bob, id, "Server").expect(200);

        JsonNode renamed = manager.patch(
                        path(id), "{\"roles\":[{\"role\":\"SERVER\",\"count\":1,\"waitlist\":true,\"standby_max\":1}]}")
                .expect(200)
                .body();

        assertThat(renamed.at("/standby_staff/0/role").textValue()).isEqualTo("SERVER");
        assertThat(renamed.at("/accepted_staff/0/role").textValue()).isEqualTo("SERVER");
        standBy(cyd, id, "Server").expect(409, "STANDBY_FULL");
        assertThat(manager.get(path(id))
                        .expect(200)
                        .body()
                        .at("/standby_staff/0/role")
                        .textValue())
                .isEqualTo("SERVER");
    }

    @Test
    void aRoleIsEitherWaitedForOrAskedFor() {
        ObjectNode body = Bodies.event();
        body.withArray("roles")
                .addObject()
                .put("role", "Bar")
                .put("count", 1)
                .put("waitlist", true)
                .put("approval", true);
        body.withArray("roles").addObject().put("role", "Hall").put("count", 1).put("standby_max", 501);
        body.withArray("roles").addObject().put("role", "Door").put("count", 1).put("waitlist", "yes");

        assertThat(manager.post(EVENTS, body).expect(400, "VALIDATION").violations())
                .containsExactly("roles[1].approval", "roles[2].standby_max", "roles[3].waitlist");
    }

    private Answer assign(String userKey, String role) {
        return manager.put(path(id) + "/staff/" + userKey, Bodies.object().put("role", role));
    }

    private static String userKey(JsonNode event, String list) {
        return event.at("/" + list + "/0/userKey").textValue();
    }

    @Test
    void aPlaceGivenBackIsTheFirstOnesAtOnce() {
        standBy(bob, id, "Server").expect(200);
        standBy(cyd, id, "Server").expect(200);

        JsonNode declined = decline(ada, id).expect(200).body();

        assertThat(declined.at("/recorded/version").longValue()).isEqualTo(5);
        assertThat(declined.at("/version").longValue()).isEqualTo(6);
        JsonNode in = bob.get(path(id)).expect(200).body();
        assertThat(in.at("/my_response/response").textValue()).isEqualTo("accept");
        assertThat(in.at("/my_standby").isNull()).isTrue();
        assertThat(in.at("/accepted_staff/0/since").longValue()).isEqualTo(3);
        assertThat(cyd.get(path(id))
                        .expect(200)
                        .body()
                        .at("/my_standby/position")
                        .intValue())
                .isEqualTo(1);
        JsonNode line =
                manager.get(path(id) + "/journal?after=5").expect(200).body().at("/entries/0");
        assertThat(line.at("/kind").textValue()).isEqualTo("promoted");
        assertThat(line.at("/cause").longValue()).isEqualTo(5);
        assertThat(line.at("/since").longValue()).isEqualTo(3);
        assertThat(bob.get(EVENTS + "/my-shifts").expect(200).ids()).containsExactly(id);
    }

    @Test
    void aRequestIsGrantedMovedAndRefused() {
        standBy(bob, id, "Chef").expect(200);
        String asks = userKey(manager.get(path(id)).expect(200).body(), "standby_staff");

        JsonNode granted = assign(asks, "chef").expect(200).body();

        assertThat(granted.at("/accepted_staff/1/since").longValue()).isEqualTo(3);
        assertThat(granted.at("/standby_count").intValue()).isZero();
        assertThat(assign(asks, "Chef").expect(200).version())
                .as("the same again")
                .isEqualTo(4);
        assign(asks, "Server").expect(409, "CAPACITY_FULL");
        assign("oidc:nobody", "Server").expect(404, "PERSON_UNKNOWN");
        assign(asks, "Baker").expect(400, "ROLE_NOT_FOUND");
        assign(asks, "").expect(400, "VALIDATION");

        standBy(cyd, id, "Chef").expect(200);
        String refused = userKey(manager.get(path(id)).expect(200).body(), "standby_staff");
        JsonNode after =
                manager.delete(path(id) + "/staff/" + refused).expect(200).body();
        assertThat(after.at("/declined_staff/0/by").textValue()).isEqualTo("manager");
        standBy(cyd, id, "Chef").expect(409, "REFUSED");
        manager.delete(path(id) + "/staff/" + refused).expect(200);
        standBy(cyd, id, "Chef").expect(200);

        manager.patch(path(id), "{\"barred_user_keys\":[\"" + refused + "\"]}").expect(200);
        assertThat(assign(refused, "Chef")
                        .expect(409, "BARRED")
                        .body()
                        .at("/message")
                        .textValue())
                .startsWith("This person is barred");
    }

    @Test
    void aRaisedCountLetsThoseInWhoWait() {
        standBy(bob, id, "Server").expect(200);
        standBy(cyd, id, "Server").expect(200);

        JsonNode raised = manager.patch(path(id), "{\"roles\":[{\"role\":\"Server\",\"count\":3,\"waitlist\":true}]}")
                .expect(200)
                .body();

        assertThat(raised.at("/accepted_count").intValue()).isEqualTo(3);
        assertThat(raised.at("/version").longValue()).isEqualTo(7);
        assertThat(raised.at("/status").textValue()).isEqualTo("fulfilled");
    }

    @Test
    void whatIsNotOpenYetSaysWhenAndWhatIsTooLateSaysWhom() {
        ObjectNode body =
                Bodies.published().put("opens_at", "2099-12-18T10:00:00Z").put("date", "2099-12-20");
        String later = create(manager, body.put("timezone", "UTC")).id();

        JsonNode early =
                accept(ada, later, "Server").expect(409, "NOT_OPEN_YET").body();

        assertThat(early.at("/opensAt").textValue()).isEqualTo("2099-12-18T10:00:00.000Z");
        assertThat(early.at("/message").textValue()).isEqualTo("Opens on 18 Dec at 10:00");
        manager.patch(path(id), "{\"withdraw_until\":\"2020-01-01T00:00:00Z\",\"contact_phone\":\"555-0100\"}")
                .expect(200);
        assertThat(decline(ada, id)
                        .expect(409, "WITHDRAW_CLOSED")
                        .body()
                        .at("/contact_phone")
                        .textValue())
                .isEqualTo("555-0100");
    }

    @Test
    void beingEarlyCostsNothingTheFirstTimes() {
        ObjectNode body =
                Bodies.published().put("opens_at", "2099-12-18T10:00:00Z").put("date", "2099-12-20");
        String later = create(manager, body).id();

        for (int i = 0; i < 15; i++) {
            accept(ada, later, "Server").expect(409, "NOT_OPEN_YET");
        }
        accept(ada, later, "Server").expect(429, "RATE_LIMITED");
    }

    @Test
    void aReasonIsForManagersAlone() {
        Answer declined = ada.post(path(id) + "/respond", Bodies.decline().put("reason", "My train is late"))
                .expect(200);
        manager.delete(path(id) + "/staff/" + "oidc:nobody?reason=x").expect(404);

        assertThat(declined.text()).doesNotContain("train");
        JsonNode line =
                manager.get(path(id) + "/journal?after=2").expect(200).body().at("/entries/0");
        assertThat(line.at("/reason").textValue()).isEqualTo("My train is late");
        assertThat(manager.get(path(id)).expect(200).text()).doesNotContain("train");
    }

    /** Who sees the wall is nobody in particular. */
    @Test
    void whoMayOnlyReadIsToldNobodysReason() {
        standBy(bob, id, "Chef").expect(200);
        String asks = userKey(manager.get(path(id)).expect(200).body(), "standby_staff");
        ada.post(path(id) + "/respond", Bodies.decline().put("reason", "My train is late"))
                .expect(200);
        manager.delete(path(id) + "/staff/" + asks + "?reason=Too%20young").expect(200);
        manager.delete(path(id) + "/staff/" + asks + "?reason=By%20mistake").expect(200);
        manager.post(path(id) + "/cancel", "{\"reason\":\"Rain\"}").expect(200);

        assertThat(reasons(manager)).containsExactly("My train is late", "Too young", "By mistake", "Rain");
        assertThat(reasons(Client.of(TestTokens.manager(managerId).claim("access", "read"))))
                .as("everybody who sees the event is shown why it is cancelled")
                .containsExactly(null, null, null, "Rain");
    }

    private List<String> reasons(Client reader) {
        List<String> reasons = new ArrayList<>();
        reader.get(path(id) + "/journal?after=3")
                .expect(200)
                .body()
                .path("entries")
                .forEach(line -> reasons.add(line.path("reason").textValue()));
        return reasons;
    }

    @Test
    void somebodyElsesManagerPutsNobodyIn() {
        manager(fresh("m"))
                .put(path(id) + "/staff/oidc:x", Bodies.object().put("role", "Server"))
                .expect(404, "EVENT_NOT_FOUND");
    }
}
