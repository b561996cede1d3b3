package io.muster.api.people;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.event.HttpTest;
import io.muster.testing.database.FindRecorder;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.quarkus.test.junit.QuarkusTest;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A member's events (docs/api.md#member-shifts), and members that a manager puts into events. */
@QuarkusTest
@Tag("service")
class ShiftsTest extends HttpTest {
    private static final String MEMBERS = "/api/members";

    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);

    private ObjectNode event(String start, @Nullable String end, @Nullable String callTime) {
        ObjectNode body = Bodies.published().put("start_time", start).put("end_time", end);
        body.remove("roles");
        body.withArray("roles")
                .addObject()
                .put("role", "Server")
                .put("count", 1)
                .put("waitlist", true)
                .put("call_time", callTime);
        return body;
    }

    private JsonNode member(String name) {
        return manager.post(MEMBERS, Bodies.object().put("name", name))
                .expect(201)
                .body();
    }

    private static String staff(String eventId, JsonNode member) {
        return path(eventId) + "/staff/" + member.path("userKey").textValue();
    }

    @Test
    void whoIsBlockedIsNotPutIn() {
        JsonNode ada = member("Ada");
        manager.patch(
                        MEMBERS + "/" + ada.path("id").textValue(),
                        Bodies.object().put("state", "blocked"))
                .expect(200);
        String id = create(manager, event("18:00", "23:00", null)).id();

        manager.put(staff(id, ada), Bodies.object().put("role", "Server")).expect(404, "PERSON_UNKNOWN");
    }

    /** Otherwise a firm would only have to write somebody down to see what the person told another firm. */
    @Test
    void anAccountThatTheFirmWroteDownIsNotPutIn() {
        String sub = fresh("p");
        manager.post(MEMBERS, Bodies.object().put("name", "Somebody").put("userKey", "oidc:" + sub))
                .expect(201);
        String id = create(manager, event("18:00", "23:00", null)).id();

        manager.put(path(id) + "/staff/oidc:" + sub, Bodies.object().put("role", "Server"))
                .expect(404, "PERSON_UNKNOWN");
    }

    @Test
    void aMemberOfTheFirmIsPutInByHand() {
        JsonNode ada = member("Ada");
        String id = create(manager, event("18:00", "23:00", null)).id();
        ObjectNode server = Bodies.object().put("role", "Server");

        manager.put(path(id) + "/staff/oidc:nobody", server).expect(404, "PERSON_UNKNOWN");
        assertThat(manager.put(staff(id, ada) + "?dryRun=true", server)
                        .expect(200)
                        .body()
                        .at("/effects/0/name")
                        .textValue())
                .isEqualTo("Ada");
        JsonNode event = manager.put(staff(id, ada), server).expect(200).body();
        assertThat(event.at("/accepted_staff/0/name").textValue()).isEqualTo("Ada");
        assertThat(event.at("/accepted_staff/0/unconfirmed").booleanValue()).isTrue();
        manager.put(staff(id, member("Ben")), server).expect(409, "CAPACITY_FULL");
        Client foreign = manager(fresh("m"));
        String theirs = create(foreign, event("18:00", "23:00", null)).id();
        foreign.put(staff(theirs, ada), server).expect(404, "PERSON_UNKNOWN");
    }

    @Test
    void theRosterHasThePhonesOfMembers() {
        JsonNode ada = manager.post(MEMBERS, Bodies.object().put("name", "Ada").put("phone", "+1 303 555"))
                .expect(201)
                .body();
        String id = create(manager, event("18:00", "23:00", null)).id();
        manager.put(staff(id, ada), Bodies.object().put("role", "Server")).expect(200);

        assertThat(manager.get(path(id) + "/roster")
                        .expect(200)
                        .body()
                        .at("/roster/0/phone")
                        .textValue())
                .isEqualTo("+1 303 555");
        assertThat(manager.get(path(id) + "/roster?format=csv").expect(200).text())
                .contains("role,name,userKey,call_time,phone,")
                .contains(",'+1 303 555,");
    }

    @Test
    void shiftsHaveHoursAndAttendance() {
        JsonNode ada = member("Ada");
        JsonNode ben = member("Ben");
        ObjectNode server = Bodies.object().put("role", "Server");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String now = create(manager, event("00:00", "23:59", null).put("date", today.toString()))
                .id();
        String night = create(manager, event("18:00", "02:30", "17:15")).id();
        String endless = create(manager, event("18:00", null, null)).id();
        for (String id : List.of(now, night, endless)) {
            manager.put(staff(id, ada), server).expect(200);
        }
        manager.put(staff(now, ada) + "/attendance", Bodies.object().put("state", "arrived"))
                .expect(200);
        String path = MEMBERS + "/" + ada.path("id").textValue() + "/shifts";

        JsonNode shifts = manager.get(path + "?from=" + today + "&to=" + Bodies.soon())
                .expect(200)
                .body()
                .path("shifts");

        assertThat(shifts).hasSize(3);
        assertThat(shifts.get(0).path("eventId").textValue()).isEqualTo(now);
        assertThat(shifts.get(0).path("attendance").textValue()).isEqualTo("arrived");
        assertThat(shifts.get(0).path("hours").doubleValue()).isEqualTo(23.98);
        JsonNode second = shifts.get(1).path("eventId").textValue().equals(night) ? shifts.get(1) : shifts.get(2);
        assertThat(second.path("hours").doubleValue()).isEqualTo(9.25);
        assertThat(second.path("call_time").textValue()).isEqualTo("17:15");
        assertThat(manager.get(path + "?from=" + today + "&to=" + today)
                        .expect(200)
                        .body()
                        .path("shifts"))
                .hasSize(1);
        assertThat(manager.get(MEMBERS + "/" + ben.path("id").textValue() + "/shifts?from=" + today + "&to=" + today)
                        .expect(200)
                        .body()
                        .path("shifts"))
                .isEmpty();
        assertThat(manager.get(path).expect(400, "VALIDATION").violations()).containsExactly("from", "to");
        assertThat(manager.get(path + "?from=2026-01-01&to=2027-01-02")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("to");
    }

    @Test
    void whatAMemberWaitsForIsThereToo() {
        String sub = fresh("p");
        String id = create(manager, event("18:00", "23:00", null)).id();
        manager.put(staff(id, member("Ada")), Bodies.object().put("role", "Server"))
                .expect(200);
        JsonNode ben = manager.post(MEMBERS, Bodies.object().put("name", "Ben").put("userKey", "oidc:" + sub))
                .expect(201)
                .body();
        staff(sub, managerId)
                .post(path(id) + "/respond", Bodies.standBy("Server"))
                .expect(200);
        staff(fresh("p"), managerId)
                .post(path(id) + "/respond", Bodies.standBy("Server"))
                .expect(200);
        // The same person stands in another firm's event, which is not this one's business.
        String elsewhere = fresh("m");
        accept(staff(sub, elsewhere), createPublished(manager(elsewhere)), "Server")
                .expect(200);

        FindRecorder.start();
        JsonNode shifts = manager.get(MEMBERS + "/" + ben.path("id").textValue() + "/shifts?from=" + Bodies.soon()
                        + "&to=" + Bodies.soon())
                .expect(200)
                .body()
                .path("shifts");

        assertThat(shifts).hasSize(1);
        assertThat(shifts.get(0).path("response").textValue()).isEqualTo("standby");
        assertThat(shifts.get(0).path("hours").doubleValue()).isEqualTo(5);
        assertThat(FindRecorder.stop())
                .filteredOn(find -> find.getString("find").getValue().equals("events"))
                .as("of thousands on standby the one is read, by each userKey that the member may have there")
                .hasSize(4)
                .extracting(find -> find.getDocument("projection").getDocument("standby_staff"))
                .containsOnly(
                        BsonDocument.parse("{$elemMatch: {userKey: 'oidc:" + sub + "'}}"),
                        BsonDocument.parse("{$elemMatch: {userKey: 'local:"
                                + ben.path("id").textValue() + "'}}"));
    }
}
