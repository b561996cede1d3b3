package io.muster.api.event;

import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Places of one person at the same time, over HTTP (docs/api.md#overlap). */
@QuarkusTest
@Tag("service")
class OverlapTest extends HttpTest {
    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);
    private final Client ada = staff(fresh("ada"), managerId);

    private void rule(String overlap, int restHours) {
        manager.patch("/api/firm", Bodies.object().put("overlap", overlap).put("rest_hours", restHours))
                .expect(200);
    }

    private String event(String name, String start, String end) {
        return event(manager, name, start, end);
    }

    private static String event(Client manager, String name, String start, String end) {
        ObjectNode body = Bodies.published()
                .put("event_name", name)
                .put("start_time", start)
                .put("end_time", end);
        body.remove("roles");
        Bodies.role(body, "Server", 1, "waitlist");
        return create(manager, body).id();
    }

    private static List<String> names(JsonNode conflicts) {
        return StreamSupport.stream(conflicts.spliterator(), false)
                .map(conflict -> conflict.path("event_name").textValue())
                .toList();
    }

    private JsonNode line(String id, long version) {
        return manager.get(path(id) + "/journal?after=" + (version - 1))
                .expect(200)
                .body()
                .at("/entries/0");
    }

    @Test
    void whoHasAPlaceAtTheTimeIsRefused() {
        rule("refuse", 0);
        String lunch = event("Lunch", "11:00", "15:00");
        String gala = event("Gala", "14:00", "23:00");
        String after = event("After", "15:00", "16:00");
        accept(ada, lunch, "Server").expect(200);

        JsonNode refusal =
                accept(ada, gala, "Server").expect(409, "TIME_CONFLICT").body();
        assertThat(refusal.at("/conflict/eventId").textValue()).isEqualTo(lunch);
        assertThat(refusal.at("/conflict/event_name").textValue()).isEqualTo("Lunch");
        assertThat(refusal.at("/conflict/date").textValue())
                .isEqualTo(Bodies.soon().toString());
        assertThat(refusal.at("/conflict/start_time").textValue()).isEqualTo("11:00");
        assertThat(refusal.at("/conflict/end_time").textValue()).isEqualTo("15:00");
        accept(ada, after, "Server").expect(200);

        rule("refuse", 1);
        decline(ada, after).expect(200);
        accept(ada, after, "Server").expect(409, "TIME_CONFLICT");
        decline(ada, lunch).expect(200);
        assertThat(accept(ada, gala, "Server").expect(200).body().has("conflicts"))
                .isFalse();
    }

    /** An event that is off, a draft and another firm's do not matter; one that is completed does. */
    @Test
    void onlyTheFirmsOwnEventsThatTakePlaceCount() {
        rule("refuse", 0);
        String lunch = event("Lunch", "11:00", "15:00");
        String gala = event("Gala", "14:00", "23:00");
        String otherFirm = fresh("m");
        Client both =
                Client.of(TestTokens.staff(fresh("both")).claim("managerIds", new String[] {managerId, otherFirm}));
        accept(both, event(manager(otherFirm), "Elsewhere", "14:00", "23:00"), "Server")
                .expect(200);
        accept(both, lunch, "Server").expect(200);
        accept(both, gala, "Server").expect(409, "TIME_CONFLICT");
        manager.post(path(lunch) + "/complete").expect(200);
        accept(both, gala, "Server").expect(409, "TIME_CONFLICT");
        manager.post(path(lunch) + "/reopen").expect(200);
        manager.post(path(lunch) + "/unpublish").expect(200);
        accept(both, gala, "Server").expect(200);
        manager.post(path(lunch) + "/publish").expect(200);
        assertThat(manager.get(path(lunch))
                        .expect(200)
                        .body()
                        .path("accepted_count")
                        .intValue())
                .as("publishing is refused to nobody")
                .isEqualTo(1);
    }

    @Test
    void whoWaitsIsPassedOver() {
        rule("refuse", 0);
        String lunch = event("Lunch", "11:00", "15:00");
        String gala = event("Gala", "14:00", "23:00");
        Client bob = staff(fresh("bob"), managerId);
        Client cy = staff(fresh("cy"), managerId);
        accept(ada, lunch, "Server").expect(200);
        accept(bob, gala, "Server").expect(200);
        ada.post(path(gala) + "/respond", Bodies.standBy("Server")).expect(200);
        cy.post(path(gala) + "/respond", Bodies.standBy("Server")).expect(200);

        decline(bob, gala).expect(200);

        JsonNode event = manager.get(path(gala)).expect(200).body();
        assertThat(event.at("/accepted_staff/0/userKey").textValue()).contains("cy");
        assertThat(event.at("/standby_staff/0/userKey").textValue()).contains("ada");
        decline(cy, gala).expect(200);
        accept(ada, gala, "Server").expect(409, "TIME_CONFLICT");
        assertThat(Client.of(TestTokens.staff("root").claim("groups", List.of("admin")))
                        .get("/api/admin/audit")
                        .expect(200)
                        .body()
                        .path("violations")
                        .findValuesAsText("eventId"))
                .doesNotContain(gala, lunch);
        decline(ada, lunch).expect(200);
        accept(ada, gala, "Server").expect(200);
    }

    @Test
    void aManagerSetsItAside() {
        rule("refuse", 0);
        String local = manager.post("/api/members", Bodies.object().put("name", "Di"))
                .expect(201)
                .body()
                .path("userKey")
                .textValue();
        String lunch = event("Lunch", "11:00", "15:00");
        String gala = event("Gala", "14:00", "23:00");
        ObjectNode server = Bodies.object().put("role", "Server");
        manager.put(path(lunch) + "/staff/" + local, server).expect(200);
        String di = path(gala) + "/staff/" + local;

        manager.put(di, server).expect(409, "TIME_CONFLICT");
        manager.put(di + "?dryRun=true", server).expect(409, "TIME_CONFLICT");
        server.putArray("override").add("TIME_CONFLICT");
        assertThat(names(manager.put(di + "?dryRun=true", server)
                        .expect(200)
                        .body()
                        .path("conflicts")))
                .containsExactly("Lunch");
        assertThat(names(manager.put(di, server).expect(200).body().path("conflicts")))
                .containsExactly("Lunch");
        assertThat(line(gala, 2).at("/override/0").textValue()).isEqualTo("TIME_CONFLICT");
        assertThat(line(gala, 2).path("override").size()).isEqualTo(1);
        assertThat(line(gala, 2).path("overlap").textValue()).isEqualTo("refuse");
        assertThat(line(gala, 1).path("overlap").isNull()).isTrue();
    }

    /** By a change of times, publishing and reopening: those that matter are told, and nothing is refused. */
    @Test
    void aManagerIsToldWhoHasTwoPlacesByAChange() {
        rule("refuse", 1);
        String lunch = event("Lunch", "11:00", "15:00");
        String gala = event("Gala", "18:00", "23:00");
        accept(ada, lunch, "Server").expect(200);
        accept(ada, gala, "Server").expect(200);
        ObjectNode earlier = Bodies.object().put("start_time", "15:30");

        JsonNode dry =
                manager.patch(path(gala) + "?dryRun=true", earlier).expect(200).body();
        assertThat(names(dry.path("conflicts"))).containsExactly("Lunch");
        JsonNode changed = manager.patch(path(gala), earlier).expect(200).body();
        assertThat(changed.path("conflicts")).isEqualTo(dry.path("conflicts"));
        assertThat(changed.at("/conflicts/0/userKey").textValue()).contains("ada");
        assertThat(changed.at("/conflicts/0/name").textValue()).startsWith("Name of ada");
        assertThat(manager.patch(path(gala), Bodies.object().put("notes", "Black shoes"))
                        .expect(200)
                        .body()
                        .has("conflicts"))
                .isFalse();
        assertThat(manager.get(path(gala)).expect(200).body().has("conflicts")).isFalse();

        manager.post(path(gala) + "/unpublish").expect(200);
        assertThat(names(
                        manager.post(path(gala) + "/publish").expect(200).body().path("conflicts")))
                .containsExactly("Lunch");
        manager.post(path(gala) + "/cancel").expect(200);
        assertThat(names(manager.post(path(gala) + "/reopen").expect(200).body().path("conflicts")))
                .containsExactly("Lunch");
        rule("allow", 1);
        assertThat(manager.patch(path(gala), Bodies.object().put("start_time", "15:20"))
                        .expect(200)
                        .body()
                        .has("conflicts"))
                .isFalse();
    }

    private static List<String> namesAt(JsonNode event, String userKey) {
        return StreamSupport.stream(event.path("accepted_staff").spliterator(), false)
                .filter(entry -> entry.path("userKey").textValue().equals(userKey))
                .flatMap(entry -> names(entry.path("conflicts")).stream())
                .toList();
    }

    /** Of who has none nothing is said, and nothing of other firms' events. */
    @Test
    void aManagerSeesAtEachEntryWhichOtherPlacesThePersonHas() {
        rule("warn", 0);
        ObjectNode body = Bodies.published()
                .put("event_name", "Gala")
                .put("start_time", "12:00")
                .put("end_time", "23:00");
        body.remove("roles");
        Bodies.role(body, "Server", 5);
        String gala = create(manager, body).id();
        String lunch = event("Lunch", "11:00", "15:00");
        String dinner = event("Dinner", "20:00", "22:00");
        String early = event("Breakfast", "06:00", "12:00");
        String otherFirm = fresh("m");
        String sub = fresh("bob");
        Client bob = Client.of(TestTokens.staff(sub).claim("managerIds", new String[] {managerId, otherFirm}));
        accept(bob, event(manager(otherFirm), "Elsewhere", "12:00", "23:00"), "Server")
                .expect(200);
        accept(bob, gala, "Server").expect(200);
        accept(bob, early, "Server").expect(200);
        String me = ada.get("/api/me").expect(200).body().path("userKey").textValue();
        accept(ada, dinner, "Server").expect(200);
        accept(ada, lunch, "Server").expect(200);
        accept(ada, gala, "Server").expect(200);

        JsonNode seen = manager.get(path(gala)).expect(200).body();

        assertThat(namesAt(seen, me)).containsExactly("Lunch", "Dinner");
        assertThat(seen.at("/accepted_staff/0/userKey").textValue()).isEqualTo("oidc:" + sub);
        assertThat(seen.at("/accepted_staff/0").has("conflicts")).isFalse();
        assertThat(seen.at("/accepted_staff/1/conflicts/0/eventId").textValue()).isEqualTo(lunch);
        assertThat(ada.get(path(gala)).expect(200).text()).doesNotContain("conflicts");

        ObjectNode back = Bodies.object().put("notes", "Black shoes");
        back.set("accepted_staff", seen.path("accepted_staff"));
        decline(ada, lunch).expect(200);
        JsonNode changed = manager.patch(path(gala), back).expect(200).body();
        assertThat(namesAt(changed, me)).containsExactly("Dinner");
        assertThat(changed.has("conflicts")).isFalse();
        assertThat(namesAt(
                        manager.patch(
                                        path(gala) + "?dryRun=true",
                                        Bodies.object().put("notes", "Red shoes"))
                                .expect(200)
                                .body()
                                .path("event"),
                        me))
                .containsExactly("Dinner");

        manager.post(path(gala) + "/complete").expect(200);
        assertThat(namesAt(manager.get(path(gala)).expect(200).body(), me)).containsExactly("Dinner");
        rule("allow", 0);
        assertThat(manager.get(path(gala)).expect(200).text()).doesNotContain("conflicts");
    }

    /** So does a firm that nobody has ever said anything of. */
    @Test
    void aFirmThatWarnsSaysWhatIsAtTheTime() {
        String lunch = event("Lunch", "11:00", "15:00");
        String early = event("Breakfast", "06:00", "12:00");
        String gala = event("Gala", "10:00", "23:00");
        accept(ada, lunch, "Server").expect(200);
        assertThat(names(accept(ada, early, "Server").expect(200).body().path("conflicts")))
                .containsExactly("Lunch");
        assertThat(names(accept(ada, gala, "Server").expect(200).body().path("conflicts")))
                .containsExactly("Breakfast", "Lunch");
        assertThat(ada.get(path(gala)).expect(200).body().has("conflicts")).isFalse();
        rule("allow", 0);
        decline(ada, gala).expect(200);
        assertThat(accept(ada, gala, "Server").expect(200).body().has("conflicts"))
                .isFalse();
    }
}
