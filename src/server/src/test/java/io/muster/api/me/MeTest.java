package io.muster.api.me;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.event.HttpTest;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who the caller is (docs/api.md#me). */
@QuarkusTest
@Tag("service")
class MeTest extends HttpTest {
    private static final String ME = "/api/me";

    private final String sub = fresh("p");
    private final String first = fresh("a");
    private final String second = fresh("b");

    private ObjectNode member(String access, String state) {
        return Bodies.object()
                .put("name", "Written Down")
                .put("userKey", "oidc:" + sub)
                .put("access", access)
                .put("state", state);
    }

    private static JsonNode me(TestTokens token) {
        return Client.of(token).get(ME).expect(200).body();
    }

    @Test
    void whatTheTokenSays() {
        JsonNode me = me(TestTokens.staff(sub)
                .claim("name", "Ada L")
                .claim("managerId", second)
                .claim("managerIds", List.of(first))
                .claim("teamIds", List.of("bar")));

        assertThat(me.path("userKey").textValue()).isEqualTo("oidc:" + sub);
        assertThat(me.path("name").textValue()).isEqualTo("Ada L");
        assertThat(me.path("firms").toString())
                .isEqualTo("[{\"managerId\":\"" + first + "\",\"name\":null,\"access\":\"staff\"},{\"managerId\":\""
                        + second + "\",\"name\":null,\"access\":\"manager\"}]");
        assertThat(me.path("teams").toString()).isEqualTo("[{\"managerId\":null,\"id\":\"bar\"}]");
        assertThat(me.path("qualifications")).isEmpty();
        assertThat(me.path("calendar").booleanValue()).isFalse();
    }

    @Test
    void whatTheFirmsSay() {
        manager(first).patch("/api/firm", "{\"name\":\"First Firm\"}").expect(200);
        manager(first).put("/api/teams/bar", Bodies.object().put("name", "Bar")).expect(201);
        ObjectNode body = member("read", "active");
        body.putArray("teams").add("bar");
        body.putArray("qualifications").addObject().put("name", "First aid").put("valid_until", "2027-01-31");
        manager(first).post("/api/members", body).expect(201);
        manager(second).post("/api/members", member("manager", "active")).expect(201);

        JsonNode me = me(TestTokens.staff(sub).claim("managerIds", List.of(first)));

        assertThat(me.path("name").textValue()).isEqualTo("Written Down");
        assertThat(me.path("firms").toString())
                .isEqualTo("[{\"managerId\":\"" + first
                        + "\",\"name\":\"First Firm\",\"access\":\"read\"},{\"managerId\":\"" + second
                        + "\",\"name\":null,\"access\":\"manager\"}]");
        assertThat(me.path("teams").toString()).isEqualTo("[{\"managerId\":\"" + first + "\",\"id\":\"bar\"}]");
        assertThat(me.path("qualifications").toString())
                .isEqualTo("[{\"managerId\":\"" + first + "\",\"name\":\"First aid\",\"valid_until\":\"2027-01-31\"}]");
    }

    @Test
    void aTokenThatMayOnlyReadDoesSoInEveryFirm() {
        manager(first).post("/api/members", member("manager", "active")).expect(201);
        manager(second).post("/api/members", member("manager", "active")).expect(201);

        JsonNode me = me(TestTokens.staff(sub).claim("managerId", first).claim("access", "read"));

        assertThat(me.path("firms").findValuesAsText("access")).containsExactly("read", "read");
    }

    @Test
    void whoIsBlockedIsNotOfTheFirmWhateverTheTokenSays() {
        manager(first).post("/api/members", member("manager", "blocked")).expect(201);

        JsonNode me = me(TestTokens.staff(sub).claim("managerId", first).claim("managerIds", List.of(first, second)));

        assertThat(me.path("firms")).hasSize(1);
        assertThat(me.at("/firms/0/managerId").textValue()).isEqualTo(second);
        assertThat(me.path("name").isNull()).isTrue();
    }

    @Test
    void itIsForWhoeverHasAToken() {
        io.restassured.RestAssured.given().get(ME).then().statusCode(401);
        assertThat(me(TestTokens.staff(sub)).path("firms")).isEmpty();
    }
}
