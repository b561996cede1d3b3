package io.muster.api.event;

import java.util.List;
import java.util.stream.StreamSupport;

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

/** What a manager's change would do, and that it does not do it (docs/api.md#dry-run). */
@QuarkusTest
@Tag("service")
class DryRunTest extends HttpTest {
    private String managerId;
    private Client manager;
    private String ada;
    private String bob;
    private String id;

    /** Ada is in, and Bob waits. */
    @BeforeEach
    void aFullEvent() {
        managerId = fresh("m");
        manager = manager(managerId);
        ada = fresh("ada");
        bob = fresh("bob");
        ObjectNode body = Bodies.published();
        body.remove("roles");
        id = create(manager, Bodies.role(body, "Server", 1, "waitlist")).id();
        accept(staff(ada, managerId), id, "Server").expect(200);
        staff(bob, managerId)
                .post(path(id) + "/respond", Bodies.standBy("Server"))
                .expect(200);
    }

    private static String of(String sub) {
        return "oidc:" + sub;
    }

    /** Kind, person and role of each effect. */
    private static List<String> effects(Answer preview) {
        return StreamSupport.stream(preview.body().path("effects").spliterator(), false)
                .map(effect ->
                        effect.path("kind").asText() + " " + effect.path("name").asText() + " "
                                + effect.path("role").asText())
                .toList();
    }

    private static String named(String sub) {
        return "Name of " + sub;
    }

    /** Runs it dry, sees that nothing happened, then does it: it has to become what was said. */
    private void foretells(Answer preview, Answer done) {
        ObjectNode expected = preview.expect(200).body().path("event").deepCopy();
        ObjectNode event = done.expect(200).object().deepCopy();
        List.of(expected, event).forEach(DryRunTest::withoutTimes);
        assertThat(event).isEqualTo(expected);
        assertThat(preview.header("ETag")).isEmpty();
    }

    private static void withoutTimes(ObjectNode event) {
        event.remove("updatedAt");
        for (String list : List.of("accepted_staff", "standby_staff", "declined_staff")) {
            event.path(list).forEach(entry -> ((ObjectNode) entry).remove("respondedAt"));
        }
    }

    private Answer unchanged(Answer preview) {
        preview.expect(200);
        JsonNode stored = manager.get(path(id)).expect(200).body();
        assertThat(stored.path("version").longValue()).isEqualTo(3);
        assertThat(manager.get(path(id) + "/journal").expect(200).body().path("entries"))
                .hasSize(3);
        return preview;
    }

    @Test
    void aRemovalPromotes() {
        String call = path(id) + "/staff/" + of(ada);
        Answer preview = unchanged(manager.delete(call + "?bar=true&dryRun=true"));

        assertThat(effects(preview))
                .containsExactly("removed " + named(ada) + " Server", "promoted " + named(bob) + " Server");
        assertThat(preview.body().at("/event/barred_user_keys/0").textValue()).isEqualTo(of(ada));
        foretells(preview, manager.delete(call + "?bar=true&dryRun=false"));
    }

    @Test
    void aHigherCountPromotes() {
        ObjectNode body = Bodies.object();
        Bodies.role(body, "Server", 2, "waitlist");
        Answer preview = unchanged(manager.patch(path(id) + "?dryRun=true", body));

        assertThat(effects(preview)).containsExactly("updated null null", "promoted " + named(bob) + " Server");
        foretells(preview, manager.patch(path(id), body));
    }

    @Test
    void whatIsRefusedIsRefusedDryToo() {
        Answer refused = manager.patch(path(id) + "?dryRun=true", Bodies.role(Bodies.object(), "Cook", 1))
                .expect(409, "CAPACITY_BELOW_TAKEN");
        assertThat(refused.body().at("/over/0/name").textValue()).isEqualTo(named(ada));
        manager.put(
                        path(id) + "/staff/" + of(bob) + "?dryRun=true",
                        Bodies.object().put("role", "Server"))
                .expect(409, "CAPACITY_FULL");
        manager.post(path(id) + "/reopen?dryRun=maybe").expect(400, "VALIDATION");
        manager(fresh("m")).post(path(id) + "/cancel?dryRun=true").expect(404, "EVENT_NOT_FOUND");
        manager.with("If-Match", "\"1\"").post(path(id) + "/cancel?dryRun=true").expect(200);
    }

    @Test
    void whatChangesNothingHasNoEffects() {
        Answer preview = unchanged(manager.post(path(id) + "/publish?dryRun=true"));

        assertThat(effects(preview)).isEmpty();
        assertThat(preview.body().at("/event/version").longValue()).isEqualTo(3);
    }

    @Test
    void aCancellationIsForetold() {
        Answer preview = unchanged(manager.post(path(id) + "/cancel?dryRun=true", "{\"reason\":\"Rain\"}"));

        assertThat(effects(preview)).containsExactly("cancelled null null");
        assertThat(preview.body().at("/event/cancel_reason").textValue()).isEqualTo("Rain");
        foretells(preview, manager.post(path(id) + "/cancel", "{\"reason\":\"Rain\"}"));
    }

    @Test
    void aDeletionIsForetold() {
        Answer preview = unchanged(manager.delete(path(id) + "?dryRun=true"));

        assertThat(effects(preview)).containsExactly("deleted null null");
        assertThat(preview.body().path("event").isNull()).isTrue();
        assertThat(preview.header("ETag")).isEmpty();
        manager.delete(path(id) + "?dryRun=maybe").expect(400, "VALIDATION");
        manager.patch(path(id), "{\"city\":\"Aspen\"}").expect(200);
        manager.with("If-Match", "\"1\"").delete(path(id) + "?dryRun=true").expect(412, "VERSION_STALE");
        manager.get(path(id)).expect(200);
        manager.delete(path(id) + "?dryRun=false").expect(204);
        manager.delete(path(id) + "?dryRun=true").expect(404, "EVENT_NOT_FOUND");
    }

    @Test
    void aLiftedBarIsForetold() {
        String call = path(id) + "/bars/" + of(bob);
        ObjectNode barred = Bodies.object();
        barred.putArray("barred_user_keys").add(of(bob));
        manager.patch(path(id), barred).expect(200);

        Answer preview = manager.delete(call + "?dryRun=true").expect(200);
        assertThat(effects(preview)).containsExactly("updated null null");
        assertThat(preview.body().at("/event/barred_user_keys")).isEmpty();
        assertThat(manager.get(path(id)).expect(200).version()).isEqualTo(4);
        foretells(preview, manager.delete(call));
        assertThat(manager.delete(call + "?dryRun=maybe")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("dryRun");
    }

    @Test
    void aPersonIsPutInOrNot() {
        ObjectNode two = Bodies.object();
        Bodies.role(two, "Server", 2);
        manager.patch(path(id), two).expect(200);
        ObjectNode body = Bodies.object().put("role", "Server");
        String call = path(id) + "/staff/" + of(bob);

        Answer preview = manager.put(call + "?dryRun=true", body).expect(200);
        assertThat(effects(preview)).containsExactly("assigned " + named(bob) + " Server");
        assertThat(manager.get(path(id)).expect(200).version()).isEqualTo(4);
        foretells(preview, manager.put(call, body));
    }
}
