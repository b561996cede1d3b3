package io.muster.testing.openapi;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A wrong answer is found, whatever is wrong with it, and a right one passes. */
class HttpContractTest {
    private static final String JSON = "application/json;charset=UTF-8";
    private static final String PROBLEM = "application/problem+json;charset=UTF-8";
    private static final String EVENT = "/api/events/66f0c2a7e4b0a1b2c3d4e5f6";

    private static final String AUDIT = """
            {"checked":3,"violations":[{"eventId":"66f0c2a7e4b0a1b2c3d4e5f6","kind":"STATS","role":null,"detail":"d"}],
            "truncated":false,"next":null}""";

    private static final String FULL = """
            {"role":"Server","capacity":1,"taken":1,"version":3,"type":"urn:muster:problem:capacity-full",
            "title":"No spots left","status":409,"detail":"d","instance":"/api/events/{id}/respond",
            "code":"CAPACITY_FULL","message":"No spots left for role 'Server'"}""";

    private static final String CREATED = """
            {"id":"66f0c2a7e4b0a1b2c3d4e5f6","_id":"66f0c2a7e4b0a1b2c3d4e5f6","managerId":"m-1","status":"draft",
            "event_name":"Gala","shift_name":"Gala","client_name":null,"third_party_company_name":null,
            "date":"2026-06-20","start_time":"18:00","end_time":null,"setup_time":null,"timezone":"UTC",
            "venue_name":null,"venue_address":null,"venue_latitude":null,"venue_longitude":null,
            "google_maps_url":null,"city":null,"state":null,"country":null,"uniform":null,"notes":null,
            "pay_rate_info":null,"headcount_total":null,"visibilityType":null,"cancel_reason":null,"respond_by":null,"promote_until":null,"withdraw_until":null,"endsAt":"2026-06-02T11:59:00.000Z",
            "roles":[{"role":"Server","count":2,"call_time":null,"start_time":null,"end_time":null,"waitlist":false,"approval":false,"standby_max":50,"requires":[]}],
            "accepted_count":0,"standby_count":0,"declined_count":0,
            "role_stats":[{"role":"Server","capacity":2,"taken":0,"remaining":2,"is_full":false,"standby":0}],
            "version":1,"createdAt":"2026-06-01T11:59:00.000Z","updatedAt":"2026-06-01T11:59:00.000Z",
            "contact_name":null,"contact_phone":null,"contact_email":null,
            "opens_at":null,"unconfirmed_count":0,"my_response":null,"my_standby":null,"my_opens_at":null,
            "audience_user_keys":[],"audience_team_ids":[],"waves":[],"barred_user_keys":[],
            "accepted_staff":[],"standby_staff":[],"declined_staff":[]}""";

    private static Exchange get(String path, int status, String type, String body) {
        return new Exchange("GET", path, Optional.empty(), status, Optional.of(Map.of("content-type", type)), body);
    }

    private static Exchange respond(int status, String body) {
        return new Exchange(
                "POST",
                EVENT + "/respond",
                Optional.empty(),
                status,
                Optional.of(Map.of("Content-Type", PROBLEM)),
                body);
    }

    private static Exchange created(Optional<String> sent, Map<String, String> headers, String body) {
        return new Exchange("POST", "/api/events", sent, 201, Optional.of(headers), body);
    }

    private static Map<String, String> headersOfCreated(String etag) {
        return Map.of("Content-Type", JSON, "ETag", etag, "Location", EVENT);
    }

    @Test
    void rightAnswersPass() {
        assertThat(HttpContract.violations(get("/api/admin/audit?after=x", 200, JSON, AUDIT)))
                .isEmpty();
        assertThat(HttpContract.violations(respond(409, FULL))).isEmpty();
        assertThat(HttpContract.violations(created(Optional.empty(), headersOfCreated("\"1\""), CREATED)))
                .isEmpty();
        assertThat(HttpContract.violations(
                        new Exchange("DELETE", EVENT, Optional.empty(), 204, Optional.of(Map.of()), "")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"next\":null; \"next\":null,\"more\":1; more",
                ",\"next\":null; ''; next",
                "\"checked\":3; \"checked\":\"3\"; /checked",
                "\"checked\":3; \"checked\":-1; /checked",
                "\"STATS\"; \"FIGURES\"; /violations/0/kind",
                "\"detail\":\"d\"; \"detail\":\"d\",\"userKey\":\"google:1\"; userKey",
                "66f0c2a7e4b0a1b2c3d4e5f6; 66f0; /violations/0/eventId"
            })
    void aMemberThatIsNotAsDescribedIsFound(String right, String wrong, String named) {
        assertThat(HttpContract.violations(get("/api/admin/audit", 200, JSON, AUDIT.replace(right, wrong))))
                .isNotEmpty()
                .anyMatch(it -> it.contains(named));
    }

    /** Of a schema made of others, too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"city\":null; \"city\":null,\"town\":null; town",
                "\"city\":null,; ''; city",
                "\"accepted_staff\":[],; ''; accepted_staff",
                "\"18:00\"; \"6 PM\"; /start_time",
                "11:59:00.000Z; 11:59:00Z; /createdAt",
                "\"count\":2; \"count\":2,\"key\":\"server\"; key"
            })
    void aMemberOfAnEventThatIsNotAsDescribedIsFound(String right, String wrong, String named) {
        assertThat(HttpContract.violations(
                        created(Optional.empty(), headersOfCreated("\"1\""), CREATED.replace(right, wrong))))
                .isNotEmpty()
                .anyMatch(it -> it.contains(named));
    }

    @Test
    void aStatusThatTheCallDoesNotListIsFound() {
        assertThat(HttpContract.violations(respond(410, FULL)))
                .containsExactly("status 410 is not listed for this call");
        assertThat(HttpContract.violations(get("/api/admin/audit", 412, PROBLEM, FULL)))
                .containsExactly("status 412 is not listed for this call");
    }

    @Test
    void aCodeThatTheCallDoesNotListIsFound() {
        assertThat(HttpContract.violations(respond(409, FULL.replace("CAPACITY_FULL", "WRONG_STATUS"))))
                .isNotEmpty();
        assertThat(HttpContract.violations(respond(409, FULL.replace("\"capacity\":1,", ""))))
                .isNotEmpty();
        assertThat(HttpContract.violations(respond(404, FULL.replace("CAPACITY_FULL", "STAFF_NOT_FOUND"))))
                .isNotEmpty();
    }

    @Test
    void headersAndTypesAreLookedAt() {
        assertThat(HttpContract.violations(created(Optional.empty(), Map.of("Content-Type", JSON), CREATED)))
                .containsExactlyInAnyOrder("header ETag is missing", "header Location is missing");
        assertThat(HttpContract.violations(created(Optional.empty(), headersOfCreated("1"), CREATED)))
                .singleElement()
                .asString()
                .contains("ETag");
        assertThat(HttpContract.violations(get("/api/admin/audit", 200, "text/plain", AUDIT)))
                .singleElement()
                .asString()
                .contains("text/plain");
    }

    @Test
    void aBodyMissesOnlyWhereItMay() {
        assertThat(HttpContract.violations(get("/api/admin/audit", 200, JSON, "")))
                .containsExactly("the body is missing");
        assertThat(HttpContract.violations(get("/api/events?x=%zz", 400, "", "")))
                .isEmpty();
        assertThat(HttpContract.violations(new Exchange(
                        "DELETE", EVENT, Optional.empty(), 204, Optional.of(Map.of("Content-Type", JSON)), AUDIT)))
                .isNotEmpty();
    }

    @Test
    void whatIsNotListedIsAnsweredByAGeneralProblemAlone() {
        String nothing = """
                {"type":"urn:muster:problem:not-found","title":"No such address","status":404,"detail":"d",
                "instance":"/","code":"NOT_FOUND","message":"m"}""";

        assertThat(HttpContract.violations(get("/api/nothing", 404, PROBLEM, nothing)))
                .isEmpty();
        assertThat(HttpContract.violations(get("/api/events/available/journal", 404, PROBLEM, nothing)))
                .isEmpty();
        assertThat(HttpContract.violations(get(EVENT + "/journal", 404, PROBLEM, nothing)))
                .isNotEmpty();
        assertThat(HttpContract.violations(get("/api/nothing", 404, PROBLEM, nothing.replace("\"m\"", "7"))))
                .isNotEmpty();
        assertThat(HttpContract.violations(get("/api/nothing", 200, JSON, "{}")))
                .isNotEmpty();
        assertThat(HttpContract.violations(
                        new Exchange("PUT", EVENT, Optional.empty(), 200, Optional.of(Map.of()), "")))
                .isNotEmpty();
    }

    @Test
    void aRequestThatWasTakenHasToBeAllowed() {
        String described = "{\"date\":\"2026-06-20\",\"roles\":[{\"role\":\"Server\",\"count\":2}]}";

        assertThat(HttpContract.violations(created(Optional.of(described), headersOfCreated("\"1\""), CREATED)))
                .isEmpty();
        assertThat(HttpContract.violations(
                        created(Optional.of(described.replace("2}", "\"2\"}")), headersOfCreated("\"1\""), CREATED)))
                .singleElement()
                .asString()
                .contains("the request was taken", "/roles/0/count");
    }

    @Test
    void theFailureNamesTheCall() {
        assertThatThrownBy(() -> HttpContract.check(respond(410, FULL)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("POST " + EVENT + "/respond", "410", "CAPACITY_FULL");
    }
}
