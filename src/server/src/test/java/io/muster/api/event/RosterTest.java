package io.muster.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is in, as JSON and as a file for a spreadsheet (docs/api.md#roster). */
@QuarkusTest
@Tag("service")
class RosterTest extends HttpTest {
    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);

    private String event() {
        ObjectNode body = Bodies.published();
        body.remove("roles");
        body.withArray("roles")
                .addObject()
                .put("role", "Server")
                .put("count", 5)
                .put("call_time", "17:00");
        body.withArray("roles").addObject().put("role", "Cook").put("count", 5);
        return create(manager, body).id();
    }

    private String in(String id, String role, String name) {
        String sub = fresh("p");
        TestTokens token = TestTokens.staff(sub).claim("managerIds", new String[] {managerId});
        accept(Client.of(name.isEmpty() ? token : token.claim("name", name)), id, role)
                .expect(200);
        return "oidc:" + sub;
    }

    @Test
    void peopleComeByRoleInTheEventsOrderAndByName() {
        String id = event();
        String cook = in(id, "Cook", "Ann");
        String nobody = in(id, "Server", "");
        String zoe = in(id, "Server", "zoe");
        String ben = in(id, "Server", "Ben");
        decline(staff(fresh("p"), managerId), id).expect(200);

        JsonNode roster = manager.get(path(id) + "/roster").expect(200).body().path("roster");

        assertThat(roster)
                .extracting(person -> person.path("userKey").textValue())
                .containsExactly(ben, zoe, nobody, cook);
        assertThat(roster.path(0).toString())
                .isEqualTo(
                        "{\"role\":\"Server\",\"name\":\"Ben\",\"userKey\":\"" + ben
                                + "\",\"call_time\":\"17:00\",\"phone\":null,\"confirmed\":true,\"attendance\":null,\"attendance_at\":null}");
        assertThat(roster.path(2).path("name").isNull()).isTrue();
        assertThat(roster.path(3).path("call_time").isNull()).isTrue();
    }

    @Test
    void asAFileNoNameIsAFormula() {
        String id = event();
        String ann = in(id, "Server", "=HYPERLINK(\"http://x\")");

        Answer file = manager.get(path(id) + "/roster?format=csv").expect(200);

        assertThat(file.response().contentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(file.text())
                .isEqualTo(
                        "\uFEFFrole,name,userKey,call_time,phone,confirmed,attendance,attendance_at\r\nServer,\"'=HYPERLINK(\"\"http://x\"\")\","
                                + ann + ",17:00,,true,,\r\n");
    }

    @Test
    void asAFileNoCellIsTwoWhereSemicolonsSeparate() {
        String id = event();
        String ann = in(id, "Server", "x;=cmd|'/C calc'!A0");

        assertThat(manager.get(path(id) + "/roster?format=csv").expect(200).text())
                .isEqualTo(
                        "\uFEFFrole,name,userKey,call_time,phone,confirmed,attendance,attendance_at\r\nServer,\"x,=cmd|'/C calc'!A0\","
                                + ann + ",17:00,,true,,\r\n");
        assertThat(manager.get(path(id) + "/roster")
                        .expect(200)
                        .body()
                        .at("/roster/0/name")
                        .textValue())
                .isEqualTo("x;=cmd|'/C calc'!A0");
    }

    @Test
    void itIsForTheManagerAlone() {
        String id = event();

        manager(fresh("m")).get(path(id) + "/roster").expect(404, "EVENT_NOT_FOUND");
        staff(fresh("p"), managerId).get(path(id) + "/roster").expect(403, "FORBIDDEN");
        assertThat(manager.get(path(id) + "/roster?format=xml")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("format");
        Client screen = Client.of(TestTokens.manager(managerId).claim("access", "read"));
        screen.get(path(id) + "/roster").expect(403, "FORBIDDEN");
        screen.get(path(id) + "/roster?format=csv").expect(403, "FORBIDDEN");
    }
}
