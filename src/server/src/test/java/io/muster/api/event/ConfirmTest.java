package io.muster.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Confirming times and place over HTTP, down to the database (docs/api.md#confirm). */
@QuarkusTest
@Tag("service")
class ConfirmTest extends HttpTest {
    private Client manager;
    private Client ada;
    private Client bob;
    private String id;

    /** At version 3. */
    @BeforeEach
    void anEventWithTwoPeople() {
        String managerId = fresh("m");
        manager = manager(managerId);
        ada = staff(fresh("ada"), managerId);
        bob = staff(fresh("bob"), managerId);
        ObjectNode body = Bodies.published();
        body.remove("roles");
        Bodies.role(body, "Server", 5, "waitlist");
        id = create(manager, Bodies.role(body, "Chef", 5, "waitlist")).id();
        accept(ada, id, "Server").expect(200);
        accept(bob, id, "Chef").expect(200);
    }

    private JsonNode patch(String query, String body) {
        return manager.patch(path(id) + query, body).expect(200).body();
    }

    private Answer confirm(Client person, long version) {
        return person.post(
                path(id) + "/respond",
                Bodies.decline().put("response", "confirm").put("version", version));
    }

    private JsonNode audit() {
        return manager.get(path(id)).expect(200).body();
    }

    @Test
    void aChangedPlaceIsToBeConfirmed() {
        JsonNode changed = patch("", "{\"venue_name\":\"Hall 5\"}");

        assertThat(changed.path("unconfirmed_count").intValue()).isEqualTo(2);
        assertThat(changed.at("/accepted_staff/0/unconfirmed").booleanValue()).isTrue();
        JsonNode own = ada.get(path(id)).expect(200).body();
        assertThat(own.at("/my_response/unconfirmed").booleanValue()).isTrue();
        assertThat(own.at("/accepted_staff/0/unconfirmed").booleanValue()).isTrue();
        assertThat(own.has("unconfirmed_count")).isFalse();
        JsonNode shift = ada.get("/api/events/my-shifts").expect(200).body().at("/events/0");
        assertThat(shift.at("/my_response/unconfirmed").booleanValue()).isTrue();
        JsonNode listed = manager.get("/api/events").expect(200).body().at("/events/0");
        assertThat(listed.path("unconfirmed_count").intValue()).isEqualTo(2);
    }

    @Test
    void aConfirmationIsRecordedOnceAndKeepsThePlace() {
        patch("", "{\"venue_name\":\"Hall 5\"}");
        Client keyed = ada.with("Idempotency-Key", "once");

        JsonNode confirmed = confirm(keyed, 4).expect(200).body();
        JsonNode repeated = confirm(keyed, 4).expect(200).body();
        JsonNode again = confirm(ada, 4).expect(200).body();

        assertThat(confirmed.at("/recorded/response").textValue()).isEqualTo("confirm");
        assertThat(confirmed.at("/recorded/version").longValue()).isEqualTo(5);
        assertThat(confirmed.at("/recorded/role").textValue()).isEqualTo("Server");
        assertThat(confirmed.at("/my_response/version").longValue()).isEqualTo(2);
        assertThat(confirmed.at("/my_response").has("unconfirmed")).isFalse();
        assertThat(repeated.path("replayed").booleanValue()).isTrue();
        assertThat(repeated.at("/recorded/version").longValue()).isEqualTo(5);
        assertThat(again.at("/recorded/response").textValue()).isEqualTo("accept");
        assertThat(again.path("version").longValue()).isEqualTo(5);
        confirm(keyed, 5).expect(422, "IDEMPOTENCY_KEY_REUSED");
        JsonNode event = audit();
        assertThat(event.path("unconfirmed_count").intValue()).isEqualTo(1);
        assertThat(event.at("/accepted_staff/0/userKey").textValue()).contains("ada");
        JsonNode line =
                manager.get(path(id) + "/journal?after=4").expect(200).body().at("/entries/0");
        assertThat(line.path("kind").textValue()).isEqualTo("confirmed");
        assertThat(line.path("since").longValue()).isEqualTo(2);
        assertThat(line.path("unconfirmed").intValue()).isEqualTo(1);
    }

    @Test
    void whatChangedMeanwhileIsNotConfirmed() {
        patch("", "{\"venue_name\":\"Hall 5\"}");
        patch("", "{\"venue_name\":\"Hall 6\"}");

        assertThat(confirm(ada, 4)
                        .expect(409, "CHANGED_SINCE")
                        .body()
                        .path("version")
                        .longValue())
                .isEqualTo(5);
        confirm(staff(fresh("cyd"), audit().path("managerId").textValue()), 5).expect(409, "NOT_ACCEPTED");
        ada.post(path(id) + "/respond", Bodies.decline().put("response", "confirm"))
                .expect(400, "VALIDATION");
    }

    @Test
    void aSpellingNeedNotBeConfirmedAndWhatIsTakenBackNeither() {
        assertThat(patch("?keepConfirmed=true", "{\"venue_name\":\"Hall 5\"}")
                        .path("unconfirmed_count")
                        .intValue())
                .isZero();
        assertThat(patch("", "{\"venue_name\":\"Hall 6\"}")
                        .path("unconfirmed_count")
                        .intValue())
                .isEqualTo(2);
        assertThat(patch("", "{\"venue_name\":\"Hall 5\"}")
                        .path("unconfirmed_count")
                        .intValue())
                .isZero();
        manager.patch(path(id) + "?keepConfirmed=yes", "{}").expect(400, "VALIDATION");
    }

    @Test
    void theRosterAndTheSummarySayIt() {
        patch(
                "",
                "{\"roles\":[{\"role\":\"Server\",\"count\":5},{\"role\":\"Chef\",\"count\":5,\"call_time\":\"10:00\"}]}");

        JsonNode roster = manager.get(path(id) + "/roster").expect(200).body().path("roster");
        assertThat(roster)
                .extracting(person -> person.path("confirmed").booleanValue())
                .containsExactly(true, false);
        String day = audit().path("date").textValue();
        JsonNode summary = manager.get("/api/events/summary?from=" + day + "&to=" + day)
                .expect(200)
                .body();
        assertThat(summary.at("/events/0/unconfirmed_count").intValue()).isEqualTo(1);
    }

    @Test
    void whoHasToConfirmMayDeclineAfterTheLastTime() {
        patch("", "{\"withdraw_until\":\"2020-01-01T00:00:00Z\"}");
        decline(ada, id).expect(409, "WITHDRAW_CLOSED");
        patch("", "{\"start_time\":\"06:00\"}");

        decline(ada, id).expect(200);

        assertThat(audit().path("unconfirmed_count").intValue()).isEqualTo(1);
    }

    @Test
    void whomTheManagerPutsInHasToConfirm() {
        String userKey = audit().at("/accepted_staff/0/userKey").textValue();

        JsonNode moved = manager.put(
                        path(id) + "/staff/" + userKey, Bodies.object().put("role", "Chef"))
                .expect(200)
                .body();

        assertThat(moved.path("unconfirmed_count").intValue()).isEqualTo(1);
        confirm(ada, 4).expect(200);
        assertThat(audit().path("unconfirmed_count").intValue()).isZero();
    }
}
