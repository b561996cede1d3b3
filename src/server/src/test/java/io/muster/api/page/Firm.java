package io.muster.api.page;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import io.muster.testing.http.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;

/**
 * A firm of its own, so that no test sees another's events: its manager, and its people.
 *
 * @param port of the service
 * @param secret that its tokens are signed with
 */
record Firm(String managerId, int port, String secret) {
    private static final int FIRM_CHARACTERS = 8;

    static Firm at(int port, String secret) {
        return new Firm("m-" + UUID.randomUUID(), port, secret);
    }

    String manager() {
        return TestTokens.manager(managerId)
                .secret(secret)
                .claim("name", "Acme Catering")
                .sign();
    }

    String wallScreen() {
        return TestTokens.manager(managerId)
                .secret(secret)
                .claim("access", "read")
                .sign();
    }

    String person(String name) {
        return TestTokens.staff(sub(name))
                .secret(secret)
                .claim("name", name)
                .claim("managerIds", List.of(managerId))
                .sign();
    }

    /** A token that says for no firm that its person works there. */
    String stranger(String name) {
        return TestTokens.nobodys(sub(name)).secret(secret).claim("name", name).sign();
    }

    /** Writes somebody down as one of its staff. */
    void hasMember(String name, String userKey) {
        calls(manager())
                .body(Map.of("name", name, "userKey", userKey, "access", "staff", "state", "active"))
                .post("/api/members")
                .then()
                .statusCode(201);
    }

    /** Of one of its people. */
    String userKey(String name) {
        return "oidc:" + sub(name);
    }

    /** No two firms have the same Ada: how often one may respond does not depend on the tests before. */
    private String sub(String name) {
        return name.toLowerCase().replaceAll("[^a-z0-9]", "-") + "."
                + managerId.substring(0, Math.min(FIRM_CHARACTERS, managerId.length()));
    }

    /** An event in a fortnight, published. */
    String publishes(String name, Map<String, Integer> places) {
        return makes(
                inAFortnight(name, places.entrySet().stream().map(Firm::role).toList()));
    }

    /** As {@link #publishes}, with one role with all its fields. */
    String publishesRole(String name, Map<String, Object> role) {
        return makes(inAFortnight(name, List.of(role)));
    }

    private static Map<String, Object> inAFortnight(String name, List<Map<String, Object>> roles) {
        return Map.of(
                "status",
                "published",
                "event_name",
                name,
                "date",
                day(14),
                "start_time",
                "18:00",
                "end_time",
                "23:00",
                "timezone",
                "America/Denver",
                "roles",
                roles);
    }

    /** An event for each of so many nights up to three days ago, the last night first. */
    List<String> nights(int count) {
        List<Map<String, Object>> events = IntStream.rangeClosed(1, count)
                .mapToObj(night -> Map.<String, Object>of(
                        "status",
                        "published",
                        "event_name",
                        "Night " + night,
                        "date",
                        day(-2 - night),
                        "timezone",
                        "America/Denver",
                        "roles",
                        List.of(role(Map.entry("Server", 2)))))
                .toList();
        return calls(manager())
                .body(Map.of("events", events))
                .post("/api/events/batch")
                .then()
                .statusCode(201)
                .extract()
                .path("events.id");
    }

    /** In the evening of a day, by UTC. */
    static Map<String, Object> event(String name, int day, String status, Map<String, Integer> places) {
        return new HashMap<>(Map.of(
                "status",
                status,
                "event_name",
                name,
                "date",
                day(day),
                "start_time",
                "18:00",
                "end_time",
                "23:00",
                "timezone",
                "UTC",
                "roles",
                places.entrySet().stream().map(Firm::role).toList()));
    }

    /** Somebody whom the firm has written down. */
    void hasMember(Map<String, Object> member) {
        calls(manager()).body(member).post("/api/members").then().statusCode(201);
    }

    /** @param event with all its fields */
    String makes(Map<String, Object> event) {
        return calls(manager())
                .body(event)
                .post("/api/events")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    static Map<String, Object> role(Map.Entry<String, Integer> places) {
        return Map.of("role", places.getKey(), "count", places.getValue(), "call_time", "17:00");
    }

    static String day(int fromNow) {
        return LocalDate.now(ZoneOffset.UTC).plusDays(fromNow).toString();
    }

    Response responds(String name, String eventId, String response, String role) {
        return calls(person(name))
                .body(Map.of("response", response, "role", role))
                .post("/api/events/" + eventId + "/respond");
    }

    void accepts(String name, String eventId, String role) {
        responds(name, eventId, "accept", role).then().statusCode(200);
    }

    /** The manager takes somebody out, or refuses what was asked for. */
    void takesOut(String name, String eventId, boolean bar) {
        calls(manager())
                .delete("/api/events/" + eventId + "/staff/" + userKey(name) + "?bar=" + bar)
                .then()
                .statusCode(200);
    }

    /** The kinds of the journal's lines, in their order. */
    List<String> journal(String eventId) {
        return calls(manager())
                .get("/api/events/" + eventId + "/journal")
                .then()
                .extract()
                .path("entries.kind");
    }

    RequestSpecification calls(String token) {
        return given().port(port).header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }
}
