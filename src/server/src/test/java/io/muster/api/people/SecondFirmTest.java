package io.muster.api.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.event.HttpTest;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.muster.testing.openapi.ContractDocument;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The manager of a second firm tries every call of the document that has to do with people, with the ids of the first firm: no
 * answer tells anything of it, and nothing of it changes.
 */
@QuarkusTest
@Tag("service")
class SecondFirmTest extends HttpTest {
    private static final Set<String> METHODS = Set.of("get", "post", "patch", "put", "delete");

    /** Bodies that would do something in the first firm. */
    private static final List<String> BODIES =
            List.of("{\"name\":\"Stolen\",\"access\":\"manager\",\"note\":\"x\"}", "id,name\n%s,Stolen\n");

    private final String first = fresh("first");
    private final Client owner = manager(first);
    private final String second = fresh("second");

    private record Call(String method, String path) {}

    private static Stream<Call> calls() {
        List<Call> calls = new ArrayList<>();
        ContractDocument.OPENAPI
                .tree()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey()) && isOfPeople(path.getKey(), operation.getValue())) {
                        calls.add(new Call(operation.getKey(), path.getKey()));
                    }
                }));
        return calls.stream();
    }

    private static boolean isOfPeople(String path, JsonNode operation) {
        return operation.path("tags").toString().contains("\"people\"")
                || path.contains("member")
                || path.contains("team")
                || path.contains("firm");
    }

    @Test
    void aSecondFirmsManagerSeesAndChangesNothing() {
        owner.put("/api/teams/secret-team", Bodies.object().put("name", "Secret Team"))
                .expect(201);
        String id = owner.post(
                        "/api/members",
                        Bodies.object()
                                .put("name", "Secret Person")
                                .put("email", "secret@example.org")
                                .put("phone", "+1 303 5550199")
                                .put("userKey", "oidc:secret"))
                .expect(201)
                .id();
        owner.patch("/api/firm", "{\"name\":\"Secret Firm\"}").expect(200);
        String event = createPublished(owner);
        List<Answer> before = state(id, event);
        List<Call> calls = calls().toList();
        assertThat(calls).hasSizeGreaterThanOrEqualTo(14);

        for (Call call : calls) {
            for (String query : List.of(
                    "",
                    "?q=secret",
                    "?q=5550199",
                    "?state=active",
                    "?team=secret-team",
                    "?format=csv",
                    "?release=true",
                    "?dryRun=false",
                    "?answer=none",
                    "?from=2026-01-01&to=2026-12-31")) {
                for (String body : BODIES) {
                    Response answer = RestAssured.given()
                            .urlEncodingEnabled(false)
                            .header("Authorization", TestTokens.manager(second).bearer())
                            .contentType(body.startsWith("{") ? "application/json" : "text/csv")
                            .body(String.format(Locale.ROOT, body, id))
                            .request(
                                    call.method.toUpperCase(Locale.ROOT),
                                    call.path
                                                    .replace("/events/{id}", "/events/" + event)
                                                    .replace("{id}", id)
                                                    .replace("{secret}", "AAAAAAAAAAAAAAAAAAAAAA")
                                                    .replace("{teamId}", "secret-team")
                                                    .replace("{managerId}", first)
                                                    .replace("{userKey}", "oidc:secret")
                                            + query);
                    assertThat(answer.asString())
                            .as("%s %s%s", call.method, call.path, query)
                            .doesNotContain("Secret", "secret@example.org", "5550199", "oidc:secret", first)
                            .doesNotContain(event);
                }
            }
        }
        List<Answer> after = state(id, event);
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).body()).isEqualTo(before.get(i).body());
        }
    }

    private List<Answer> state(String id, String event) {
        return Stream.of("/api/members/" + id, "/api/members", "/api/teams", "/api/firm", path(event))
                .map(path -> owner.get(path).expect(200))
                .toList();
    }
}
