package io.muster.api.people;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.event.HttpTest;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A firm and its rules (docs/api.md#firm). */
@QuarkusTest
@Tag("service")
class FirmTest extends HttpTest {
    private static final String FIRM = "/api/firm";

    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);

    @Test
    void aFirmThatATokenMadeHasTheUsualRules() {
        JsonNode firm = manager.get(FIRM).expect(200).body();

        assertThat(firm.path("managerId").textValue()).isEqualTo(managerId);
        assertThat(firm.path("name").isNull()).isTrue();
        assertThat(firm.path("overlap").textValue()).isEqualTo("warn");
        assertThat(firm.path("rest_hours").intValue()).isZero();
        assertThat(firm.path("reminders").toString()).isEqualTo("[24,3]");
        assertThat(firm.path("quiet_hours").toString()).isEqualTo("{\"from\":\"22:00\",\"to\":\"07:00\"}");
        assertThat(firm.path("version").longValue()).isZero();
    }

    @Test
    void itsRulesAreChangedByAMergePatch() {
        Answer changed = manager.with("If-Match", "\"0\"")
                .patch(
                        FIRM,
                        "{\"name\":\" Hall & Sons \",\"overlap\":\"refuse\",\"rest_hours\":11,\"reminders\":[2,48],"
                                + "\"quiet_hours\":null,\"timezone\":\"America/Denver\"}")
                .expect(200);

        assertThat(changed.header("ETag")).hasValue("\"1\"");
        assertThat(changed.body().path("name").textValue()).isEqualTo("Hall & Sons");
        assertThat(changed.body().path("reminders").toString()).isEqualTo("[48,2]");
        assertThat(changed.body().path("quiet_hours").isNull()).isTrue();
        assertThat(manager.get(FIRM).expect(200).body()).isEqualTo(changed.body());
        manager.with("If-Match", "\"0\"").patch(FIRM, "{\"rest_hours\":8}").expect(412, "VERSION_STALE");
        assertThat(manager.with("If-Match", "\"0\"")
                        .patch(FIRM, "{\"rest_hours\":11}")
                        .expect(200)
                        .version())
                .isEqualTo(1);
        assertThat(manager.patch(FIRM, "{\"name\":null}")
                        .expect(200)
                        .body()
                        .path("name")
                        .isNull())
                .isTrue();
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(manager.patch(
                                FIRM,
                                "{\"timezone\":\"Mars\",\"overlap\":\"maybe\",\"rest_hours\":25,\"reminders\":[0,3,3],"
                                        + "\"quiet_hours\":{\"from\":\"7\"}}")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactlyInAnyOrder(
                        "timezone",
                        "overlap",
                        "rest_hours",
                        "reminders[0]",
                        "reminders[2]",
                        "quiet_hours.from",
                        "quiet_hours.to");
        manager.patch(FIRM, "[]").expect(400, "VALIDATION");
    }

    @Test
    void peopleAreCounted() {
        manager.post("/api/members", "{\"name\":\"Ada\"}").expect(201);
        manager.post("/api/members", "{\"name\":\"Ben\",\"userKey\":\"oidc:ben\",\"state\":\"blocked\"}")
                .expect(201);
        manager.put("/api/teams/bar", Bodies.object().put("name", "Bar")).expect(201);

        assertThat(manager.get(FIRM).expect(200).body().path("counts").toString())
                .isEqualTo("{\"invited\":1,\"active\":0,\"blocked\":1,\"teams\":1}");
    }

    @Test
    void anAdministratorMakesAFirmThatRefusesOverlaps() {
        Client admin = Client.of(TestTokens.staff("root").claim("groups", List.of("admin")));
        String path = "/api/admin/firms/" + managerId;

        manager.put(path, Bodies.object().put("name", "Mine")).expect(403, "FORBIDDEN");
        Answer made = admin.put(path, Bodies.object().put("name", "New")).expect(201);
        assertThat(made.body().path("overlap").textValue()).isEqualTo("refuse");
        assertThat(made.version()).isEqualTo(1);
        assertThat(admin.put(path, Bodies.object().put("name", "New"))
                        .expect(200)
                        .version())
                .isEqualTo(1);
        assertThat(admin.put(path, Bodies.object().put("name", "Other"))
                        .expect(200)
                        .body()
                        .path("name")
                        .textValue())
                .isEqualTo("Other");
        assertThat(manager.get(FIRM).expect(200).body().path("name").textValue())
                .isEqualTo("Other");
        assertThat(admin.put("/api/admin/firms/a%20b", Bodies.object().put("name", "x"))
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("managerId");
    }
}
