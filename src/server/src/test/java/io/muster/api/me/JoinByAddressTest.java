package io.muster.api.me;

import java.util.Locale;

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

/** Who signs in with a verified e-mail address joins the firms that have invited it (docs/api.md#join-by-address). */
@QuarkusTest
@Tag("service")
class JoinByAddressTest extends HttpTest {
    private final String sub = fresh("p");
    private final String email = fresh("ada") + "@Example.org";
    private final String first = fresh("a");
    private final String second = fresh("b");

    private String invited(String managerId, String access) {
        ObjectNode body = Bodies.object().put("name", "Ada").put("email", email).put("access", access);
        return manager(managerId).post("/api/members", body).expect(201).id();
    }

    private TestTokens token(Object verified) {
        return TestTokens.staff(sub)
                .claim("email", email.toLowerCase(Locale.ROOT))
                .claim("email_verified", verified);
    }

    private static JsonNode firms(TestTokens token) {
        return Client.of(token).get("/api/me").expect(200).body().path("firms");
    }

    private static JsonNode member(String managerId, String id) {
        return manager(managerId).get("/api/members/" + id).expect(200).body();
    }

    @Test
    void eachFirmThatHasTheAddressIsJoined() {
        String one = invited(first, "staff");
        String other = invited(second, "manager");

        JsonNode firms = firms(token(true));

        assertThat(firms.findValuesAsText("managerId")).containsExactly(first, second);
        assertThat(firms.findValuesAsText("access")).containsExactly("staff", "manager");
        assertThat(member(first, one).path("userKey").textValue()).isEqualTo("oidc:" + sub);
        assertThat(member(second, other).path("state").textValue()).isEqualTo("active");
        assertThat(firms(token(true))).as("again").isEqualTo(firms);
    }

    @Test
    void anAddressThatNobodyVouchesForJoinsNothing() {
        String id = invited(first, "staff");

        for (Object verified : new Object[] {false, "true", 1}) {
            assertThat(firms(token(verified))).isEmpty();
        }
        assertThat(firms(TestTokens.staff(sub).claim("email", email))).isEmpty();
        assertThat(firms(token(true).without("email"))).isEmpty();
        assertThat(firms(TestTokens.staff(sub).claim("email", "x" + email).claim("email_verified", true)))
                .isEmpty();
        assertThat(member(first, id).path("state").textValue()).isEqualTo("invited");
    }

    @Test
    void whoIsBlockedOrInTheFirmAlreadyJoinsNothing() {
        String blocked = invited(first, "staff");
        manager(first)
                .patch("/api/members/" + blocked, "{\"state\":\"blocked\"}")
                .expect(200);
        String twice = invited(second, "manager");
        manager(second)
                .post("/api/members", Bodies.object().put("name", "In").put("userKey", "oidc:" + sub))
                .expect(201);

        JsonNode firms = firms(token(true));

        assertThat(firms.findValuesAsText("managerId")).containsExactly(second);
        assertThat(firms.findValuesAsText("access")).containsExactly("staff");
        assertThat(member(first, blocked).path("userKey").textValue()).isEqualTo("local:" + blocked);
        assertThat(member(second, twice).path("state").textValue()).isEqualTo("invited");
    }

    /** The events follow before the answer, as they do with a code. */
    @Test
    void thePlacesAreThePersons() {
        String id = invited(first, "staff");
        String event = createPublished(manager(first));
        manager(first)
                .put(path(event) + "/staff/local:" + id, Bodies.object().put("role", "Server"))
                .expect(200);

        firms(token(true));

        assertThat(manager(first)
                        .get(path(event))
                        .expect(200)
                        .body()
                        .at("/accepted_staff/0/userKey")
                        .textValue())
                .isEqualTo("oidc:" + sub);
    }
}
