package io.muster.api.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.event.HttpTest;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestTokens;
import io.muster.testing.openapi.ContractDocument;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every call of the document, with the ids of a firm that is not the caller's: as another firm's manager, by token and by membership, and
 * with a {@code Muster-Firm} that is not the caller's. A call that is new is tried too. The socket has {@code SocketRightsTest}.
 */
@QuarkusTest
@Tag("service")
class EveryCallTest extends HttpTest {
    private static final Set<String> METHODS = Set.of("get", "post", "patch", "put", "delete");
    private static final String SOCKET = "/api/ws";
    private static final int KNOWN_CALLS = 40;

    private final String first = fresh("first");
    private final Client owner = manager(first);
    private final String second = fresh("second");
    private final String sub = fresh("p");

    private record Call(String method, String path, String contentType) {}

    private static List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        ContractDocument.OPENAPI
                .tree()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .filter(operation -> !path.getKey().equals(SOCKET))
                        .forEach(operation -> calls.add(new Call(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                contentType(operation.getValue())))));
        assertThat(calls).hasSizeGreaterThan(KNOWN_CALLS);
        return calls;
    }

    private static String contentType(JsonNode operation) {
        return operation.at("/requestBody/content").has("text/csv") ? "text/csv; charset=utf-8" : "application/json";
    }

    private RequestSpecification as(TestTokens token) {
        return RestAssured.given().urlEncodingEnabled(false).header("Authorization", token.bearer());
    }

    private static Response send(RequestSpecification as, Call call, String path, String body) {
        RequestSpecification request = call.method.equals("GET")
                ? as
                : as.contentType(call.contentType).body(body);
        return request.request(call.method, path);
    }

    private String member(Client firm, String userKey, String access) {
        return firm.post(
                        "/api/members",
                        Bodies.object()
                                .put("name", "Secret Person")
                                .put("userKey", userKey)
                                .put("access", access)
                                .put("state", "active"))
                .expect(201)
                .id();
    }

    private static String filled(String path, String event, String member, String firm) {
        return path.replace("/members/{id}", "/members/" + member)
                .replace("{id}", event)
                .replace("{userKey}", "oidc:secret")
                .replace("{teamId}", "secret-team")
                .replace("{secret}", "AAAAAAAAAAAAAAAAAAAAAA")
                .replace("{managerId}", firm);
    }

    @Test
    void aFirmThatIsNotTheCallersOpensNoCall() {
        String event = createPublished(owner);
        String member = member(owner, "oidc:secret", "staff");
        member(manager(second), "oidc:" + sub, "manager");
        List<TestTokens> callers = List.of(
                TestTokens.nobodys(sub),
                TestTokens.nobodys(sub).claim("groups", List.of("admin")),
                TestTokens.manager(second).claim("managerIds", List.of(second)));

        for (Call call : calls()) {
            String path = filled(call.path, event, member, first);
            for (TestTokens caller : callers) {
                refused(call, send(as(caller).header("Muster-Firm", first), call, path, "{}"));
                if (call.method.equals("GET")) {
                    refused(call, send(as(caller), call, path + "?firm=" + first, "{}"));
                }
            }
        }
    }

    private static void refused(Call call, Response answer) {
        assertThat(answer.statusCode())
                .as("%s %s: %s", call.method, call.path, answer.asString())
                .isEqualTo(403);
        assertThat(answer.<String>path("message")).as(call.path).isEqualTo("This firm is not yours.");
    }

    @Test
    void anotherFirmsManagerSeesAndChangesNothing() {
        ObjectNode body = Bodies.published().put("event_name", "Secret Gala").put("notes", "Secret");
        String event = create(owner, body).id();
        accept(staff("secret", first), event, "Server").expect(200);
        String member = member(owner, "oidc:secret", "staff");
        owner.put("/api/teams/secret-team", Bodies.object().put("name", "Secret Team"))
                .expect(201);
        member(manager(second), "oidc:" + sub, "manager");
        List<String> before = state(event, member);

        for (Call call : calls()) {
            for (String said : List.of(
                    "{}",
                    "{\"name\":\"Stolen\",\"event_name\":\"Stolen\",\"access\":\"manager\",\"state\":\"blocked\"}",
                    "{\"response\":\"accept\",\"role\":\"Server\",\"dates\":[\"2027-01-01\"],\"date\":\"2027-01-01\"}")) {
                String path = filled(call.path, event, member, first)
                        + (call.path.contains("summary") || call.path.contains("shifts")
                                ? "?from=2026-12-01&to=2026-12-31"
                                : "");
                List<Response> answers = List.of(
                        send(as(TestTokens.manager(second).claim("managerIds", List.of())), call, path, said),
                        send(as(TestTokens.nobodys(sub)).header("Muster-Firm", second), call, path, said));
                answers.forEach(answer -> assertThat(answer.asString())
                        .as("%s %s", call.method, call.path)
                        .doesNotContain("Secret Gala", "Secret Team", "oidc:secret", first));
            }
        }
        assertThat(state(event, member)).isEqualTo(before);
    }

    private List<String> state(String event, String member) {
        return Stream.of("/api/members/" + member, "/api/members", "/api/teams", "/api/firm", path(event))
                .map(path -> owner.get(path).expect(200).text())
                .toList();
    }
}
