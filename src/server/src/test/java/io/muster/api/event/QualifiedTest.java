package io.muster.api.event;

import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.testing.database.FindRecorder;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Roles that require something, over HTTP (docs/api.md#requires). */
@QuarkusTest
@Tag("service")
class QualifiedTest extends HttpTest {
    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);
    private final String ada = fresh("ada");
    private final String bob = fresh("bob");

    private static ObjectNode driving(int count) {
        ObjectNode body = Bodies.published();
        body.remove("roles");
        Bodies.role(body, "Driver", count, "waitlist");
        ((ObjectNode) body.at("/roles/0")).putArray("requires").add("Forklift licence");
        return body;
    }

    /** Of this firm, with a licence until that day. */
    private JsonNode licensed(String sub, String until) {
        ObjectNode member = Bodies.object().put("name", "Name of " + sub).put("userKey", "oidc:" + sub);
        member.putArray("qualifications")
                .addObject()
                .put("name", "FORKLIFT  Licence")
                .put("valid_until", until);
        return manager.post("/api/members", member).expect(201).body();
    }

    private JsonNode licensed(String sub) {
        return licensed(sub, Bodies.soon().toString());
    }

    private Client person(String sub) {
        return staff(sub, managerId);
    }

    private JsonNode line(String id, long version) {
        return manager.get(path(id) + "/journal?after=" + (version - 1))
                .expect(200)
                .body()
                .at("/entries/0");
    }

    private static List<String> of(JsonNode strings) {
        return StreamSupport.stream(strings.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    @Test
    void onlyWhoIsQualifiedForTheEventsLastDayGetsIn() {
        licensed(ada);
        licensed(bob, Bodies.soon().minusDays(1).toString());
        String id = create(manager, driving(2)).id();

        JsonNode refusal =
                accept(person(bob), id, "driver").expect(409, "NOT_QUALIFIED").body();
        assertThat(of(refusal.path("missing"))).containsExactly("Forklift licence");
        assertThat(refusal.path("message").textValue()).isEqualTo("Qualifications are missing: Forklift licence");
        accept(person(fresh("nobody")), id, "Driver").expect(409, "NOT_QUALIFIED");
        person(bob).post(path(id) + "/respond", Bodies.standBy("Driver")).expect(409, "NOT_QUALIFIED");
        accept(person(ada), id, "Driver").expect(200);
    }

    /** What another firm says of a person is nothing to this one. */
    @Test
    void aFirmsWordCountsForItsOwnEventsAlone() {
        licensed(ada);
        String other = fresh("m");
        String id = create(manager(other), driving(1)).id();

        accept(staff(ada, other), id, "Driver").expect(409, "NOT_QUALIFIED");
    }

    @Test
    void whoHasLostItMeanwhileIsPassedOver() {
        licensed(ada);
        JsonNode lapsed = licensed(bob);
        String cy = fresh("cy");
        licensed(cy);
        String id = create(manager, driving(1)).id();
        accept(person(ada), id, "Driver").expect(200);
        person(bob).post(path(id) + "/respond", Bodies.standBy("Driver")).expect(200);
        person(cy).post(path(id) + "/respond", Bodies.standBy("Driver")).expect(200);
        ObjectNode nothing = Bodies.object();
        nothing.putArray("qualifications");
        manager.patch("/api/members/" + lapsed.path("id").textValue(), nothing).expect(200);

        decline(person(ada), id).expect(200);

        JsonNode event = manager.get(path(id)).expect(200).body();
        assertThat(event.at("/accepted_staff/0/userKey").textValue()).isEqualTo("oidc:" + cy);
        assertThat(event.at("/standby_staff/0/userKey").textValue()).isEqualTo("oidc:" + bob);
        assertThat(Client.of(TestTokens.staff("root").claim("groups", List.of("admin")))
                        .get("/api/admin/audit")
                        .expect(200)
                        .body()
                        .path("violations")
                        .findValuesAsText("eventId"))
                .doesNotContain(id);
    }

    @Test
    void aManagerSetsItAside() {
        JsonNode member = manager.post("/api/members", Bodies.object().put("name", "Di"))
                .expect(201)
                .body();
        String id = create(manager, driving(1)).id();
        String di = path(id) + "/staff/" + member.path("userKey").textValue();
        ObjectNode driver = Bodies.object().put("role", "Driver");

        manager.put(di, driver).expect(409, "NOT_QUALIFIED");
        manager.put(di + "?dryRun=true", driver).expect(409, "NOT_QUALIFIED");
        driver.putArray("override").add("NOT_QUALIFIED");
        manager.put(di, driver).expect(200);
        assertThat(of(line(id, 2).path("override"))).containsExactly("NOT_QUALIFIED");
        assertThat(line(id, 1).path("override").isNull()).isTrue();
    }

    @Test
    void whatARoleRequiresIsStoredShownChangedAndCopied() {
        String id = create(manager, driving(1)).id();
        assertThat(of(manager.get(path(id)).expect(200).body().at("/roles/0/requires")))
                .containsExactly("Forklift licence");
        assertThat(of(person(ada).get(path(id)).expect(200).body().at("/roles/0/requires")))
                .containsExactly("Forklift licence");
        ObjectNode dates = Bodies.object();
        dates.putArray("dates").add(Bodies.soon().plusDays(1).toString());
        JsonNode copy = manager.post(path(id) + "/copies", dates).expect(201).body();
        assertThat(of(copy.at("/events/0/roles/0/requires"))).containsExactly("Forklift licence");

        JsonNode changed = manager.patch(path(id), "{\"roles\":[{\"role\":\"Driver\",\"count\":1}]}")
                .expect(200)
                .body();
        assertThat(changed.at("/roles/0/requires").isEmpty()).isTrue();
        assertThat(changed.path("version").longValue()).isEqualTo(2);
        accept(person(ada), id, "Driver").expect(200);
    }

    @Test
    void listsSayWhoIsNotEligible() {
        licensed(ada);
        String id = create(manager, driving(1)).id();
        String both = create(manager, Bodies.role(driving(1), "Server", 1)).id();
        String plain = createPublished(manager);

        for (String list : List.of(EVENTS + "/available", EVENTS)) {
            assertThat(eligible(person(ada), list, id, both, plain)).containsExactly(true, true, true);
            assertThat(eligible(person(bob), list, id, both, plain)).containsExactly(false, true, true);
        }
        assertThat(manager.get(EVENTS).expect(200).body().at("/events/0").has("eligible"))
                .isFalse();
        assertThat(person(bob).get(path(id)).expect(200).body().has("eligible")).isFalse();
        accept(person(ada), id, "Driver").expect(200);
        assertThat(eligible(person(ada), EVENTS + "/my-shifts", id)).containsExactly(true);
    }

    private static List<Boolean> eligible(Client person, String list, String... ids) {
        JsonNode events = person.get(list).expect(200).body().path("events");
        return List.of(ids).stream()
                .map(id -> StreamSupport.stream(events.spliterator(), false)
                        .filter(event -> event.path("id").textValue().equals(id))
                        .findFirst()
                        .orElseThrow())
                .map(event -> event.path("eligible").booleanValue())
                .toList();
    }

    @Test
    void membersAreLookedUpOnceAndOnlyWhereSomethingIsRequired() {
        licensed(ada);
        String plain = createPublished(manager);
        String id = create(manager, Bodies.role(driving(1), "Server", 5)).id();

        assertThat(looksAtMembers(() -> accept(person(ada), plain, "Server").expect(200)))
                .isZero();
        assertThat(looksAtMembers(() -> accept(person(bob), id, "Server").expect(200)))
                .isZero();
        Client known = person(fresh("p"));
        // What firms say of the person is looked up once.
        assertThat(looksAtMembers(() -> known.get(EVENTS + "/available").expect(200)))
                .isEqualTo(1);
        assertThat(looksAtMembers(() -> known.get(EVENTS + "/available").expect(200)))
                .isZero();
        assertThat(looksAtMembers(() -> accept(person(ada), id, "Driver").expect(200)))
                .isEqualTo(1);
    }

    private static long looksAtMembers(Runnable calls) {
        FindRecorder.start();
        calls.run();
        return FindRecorder.stop().stream()
                .filter(search -> search.getString("find").getValue().equals("members"))
                .count();
    }
}
