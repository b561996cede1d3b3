package io.muster.api.body;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Violation;
import io.muster.event.Audience;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class EventBodiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final EventBodies bodies = new EventBodies(new DefaultZone(() -> "Europe/Berlin"));

    @Test
    void theLeastAnEventNeeds() {
        EventContent event = bodies.one(minimal(), "m-1");

        assertThat(event.status()).isEqualTo(EventStatus.DRAFT);
        assertThat(event.fields())
                .containsOnly(
                        Map.entry(EventField.DATE, LocalDate.of(2026, 12, 20)), Map.entry(EventField.TIMEZONE, BERLIN));
        assertThat(event.roles()).containsExactly(Role.of("Server", 10));
        assertThat(event.audience().isEveryone()).isTrue();
    }

    /** A short body can be wrong in more places than anybody reads. */
    @Test
    void ofAThousandViolationsTheFirstHundredAreTold() {
        ObjectNode body = minimal();
        ArrayNode barred = body.putArray("barred_user_keys");
        IntStream.range(0, 1_000).forEach(i -> barred.add(7));

        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> bodies.one(body, "m-1"));

        assertThat(problem.violations()).hasSize(101);
        assertThat(problem.violations().get(99).field()).isEqualTo("barred_user_keys[99]");
        assertThat(problem.violations().get(100)).isEqualTo(new Violation("", "and 900 more"));
    }

    @Test
    void everyFieldInItsOwnForm() {
        EventContent event = bodies.one(
                minimal()
                        .put("event_name", "  Gala ")
                        .put("start_time", "6:05 pm")
                        .put("end_time", "9:30")
                        .put("timezone", "America/Denver")
                        .put("respond_by", "2026-12-18T17:00:00.1239+01:00")
                        .put("venue_latitude", 47)
                        .put("venue_longitude", -122.25)
                        .put("google_maps_url", "https://maps.example.org/x?y=1#z")
                        .put("headcount_total", 300)
                        .put("notes", "first\n\tsecond")
                        .put("uniform", "")
                        .put("city", "   ")
                        .put("unheard_of", "$where"),
                "m-1");

        assertThat(event.fields())
                .containsEntry(EventField.EVENT_NAME, "Gala")
                .containsEntry(EventField.START_TIME, LocalTime.of(18, 5))
                .containsEntry(EventField.END_TIME, LocalTime.of(9, 30))
                .containsEntry(EventField.TIMEZONE, ZoneId.of("America/Denver"))
                .containsEntry(EventField.RESPOND_BY, Instant.parse("2026-12-18T16:00:00.123Z"))
                .containsEntry(EventField.VENUE_LATITUDE, 47.0)
                .containsEntry(EventField.VENUE_LONGITUDE, -122.25)
                .containsEntry(EventField.HEADCOUNT_TOTAL, 300)
                .containsEntry(EventField.NOTES, "first\n\tsecond")
                .doesNotContainKeys(EventField.UNIFORM, EventField.CITY);
    }

    @Test
    void roleNamesAreComposedAndTrimmed() {
        ObjectNode body = minimal();
        roles(body)
                .removeAll()
                .addObject()
                .put("role", " Cafe\u0301 ")
                .put("count", 1)
                .put("call_time", "7:00 AM");

        assertThat(bodies.one(body, "m-1").roles())
                .containsExactly(new Role("Caf\u00e9", "caf\u00e9", 1, LocalTime.of(7, 0), null, null));
    }

    @Test
    void whatARoleRequiresIsComposedAndTrimmed() {
        ObjectNode body = minimal();
        ((ObjectNode) roles(body).get(0)).putArray("requires").add(" Forklift ").add("Cafe\u0301");

        assertThat(bodies.one(body, "m-1").roles())
                .extracting(Role::requires)
                .containsExactly(List.of("Forklift", "Caf\u00e9"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'x'|roles[0].requires",
                "{}|roles[0].requires",
                "['a','b','c','d','e','f','g','h','i','j','k']|roles[0].requires",
                "['First aid','FIRST  AID']|roles[0].requires[1]",
                "['a',7,' ',null]|roles[0].requires[1] roles[0].requires[2] roles[0].requires[3]"
            },
            quoteCharacter = '"')
    void whatARoleCannotRequireIsRefused(String requires, String fields) throws JsonProcessingException {
        ObjectNode body = minimal();
        ((ObjectNode) roles(body).get(0)).set("requires", new ObjectMapper().readTree(requires.replace('\'', '"')));

        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> bodies.one(body, "m-1"));

        assertThat(problem.violations()).extracting(Violation::field).containsExactly(fields.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-12-20|2026-12-20",
                "2026-12-20T23:30:00Z|2026-12-20",
                "2026-12-20T23:30:00.000-07:00|2026-12-20",
                "2026-12-20T23:30|2026-12-20",
                "2024-02-29|2024-02-29"
            })
    void dates(String given, LocalDate read) {
        assertThat(Times.date(given)).contains(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30",
                "2025-02-29",
                "2026-13-01",
                "20-12-2026",
                "2026/12/20",
                "12026-12-20",
                "2026-12-20Tx",
                "2026-12-20T25:00",
                "tomorrow",
                "2026-12-2",
                "-026-12-20",
                "2026-12-20; drop"
            })
    void badDates(String given) {
        assertThat(Times.date(given)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "9:05,09:05",
        "09:05,09:05",
        "23:59,23:59",
        "0:00,00:00",
        "12:00 AM,00:00",
        "12:30 PM,12:30",
        "1:00 pm,13:00",
        "11:59 AM,11:59"
    })
    void times(String given, LocalTime read) {
        assertThat(Times.time(given)).contains(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"24:00", "9:5", "13:00 PM", "0:30 AM", "12:60", "noon", "12:00:00", "-1:00", "1:00 XM"})
    void badTimes(String given) {
        assertThat(Times.time(given)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-12-18", "2026-12-18T17:00:00", "2026-12-18T17:00Z", "2026-12-18T17:00:00+0100",
                "2026-12-18T17:00:00[UTC]", "2026-02-30T00:00:00Z", "1766077200000", "2026-12-18 17:00:00Z"
            })
    void badInstants(String given) {
        assertThat(Times.instant(given)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "UTC+2", "Mars/Base", "europe/berlin", "PST8PDT4", "Z", "$x", "../etc"})
    void badZones(String given) {
        assertThat(Times.zone(given)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "date|null",
                "date|\"\"",
                "date|20261220",
                "date|\"2026-02-30\"",
                "date|{}",
                "roles|null",
                "roles|[]",
                "roles|{}",
                "roles|\"Server\"",
                "event_name|5",
                "event_name|{\"$gt\":\"\"}",
                "event_name|[\"x\"]",
                "event_name|true",
                "start_time|\"25:00\"",
                "start_time|1800",
                "timezone|\"Nowhere/There\"",
                "timezone|\"+01:00\"",
                "venue_latitude|90.5",
                "venue_latitude|\"47\"",
                "venue_longitude|-181",
                "venue_longitude|1e400",
                "google_maps_url|\"http://maps.example.org\"",
                "google_maps_url|\"https:///nowhere\"",
                "google_maps_url|\"javascript:alert(1)\"",
                "google_maps_url|\"https://a@b.example.org\"",
                "google_maps_url|\"https://a b\"",
                "headcount_total|1.5",
                "headcount_total|\"3\"",
                "headcount_total|-1",
                "headcount_total|1000001",
                "headcount_total|3e2",
                "respond_by|\"2026-12-18\"",
                "status|\"fulfilled\"",
                "status|\"cancelled\"",
                "status|\"Published\"",
                "status|1",
                "accepted_staff|[{\"userKey\":\"a:b\"}]",
                "accepted_staff|{}",
                "standby_staff|[1]",
                "declined_staff|[1]",
                "audience_user_keys|\"a:b\"",
                "audience_user_keys|{}",
                "audience_team_ids|7",
                "barred_user_keys|false",
                "managerId|\"m-2\"",
                "managerId|7"
            })
    void refusedByItsField(String field, String value) throws JsonProcessingException {
        ObjectNode body = minimal();
        body.set(field, JSON.readTree(value));

        assertThat(violations(body)).extracting(Violation::field).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "2001", "1e9", "1000000000", "1.5", "1.0", "1e1", "\"10\"", "true", "null", "[]"})
    void refusedCounts(String count) throws JsonProcessingException {
        ObjectNode body = minimal();
        ((ObjectNode) roles(body).get(0)).set("count", JSON.readTree(count));

        assertThat(violations(body)).extracting(Violation::field).containsExactly("roles[0].count");
    }

    @Test
    void rolesThatDifferOnlyInCase() {
        ObjectNode body = minimal();
        roles(body).addObject().put("role", "SERVER ").put("count", 1);
        roles(body).addObject().put("role", "\u0130stanbul").put("count", 1);
        roles(body).addObject().put("role", "i\u0307stanbul").put("count", 1);

        assertThat(violations(body)).extracting(Violation::field).containsExactly("roles[1].role", "roles[3].role");
    }

    @Test
    void placesTogetherAndRolesTogetherAreLimited() {
        ObjectNode tooManyPlaces = minimal();
        roles(tooManyPlaces).addObject().put("role", "Cook").put("count", 1_991);
        ObjectNode tooManyRoles = minimal();
        IntStream.range(0, 50)
                .forEach(i ->
                        roles(tooManyRoles).addObject().put("role", "r" + i).put("count", 1));

        assertThat(violations(tooManyPlaces)).extracting(Violation::field).containsExactly("roles");
        assertThat(violations(tooManyRoles)).extracting(Violation::field).containsExactly("roles");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\tb", "a\u202Eb", "a\u2066b", "a\u0085b", "a\u007fb", "a\ud800b"})
    void textThatWouldGarbleADisplay(String text) {
        ObjectNode body = minimal().put("event_name", text);
        roles(body).removeAll().addObject().put("role", text).put("count", 1);

        assertThat(violations(body)).extracting(Violation::field).containsExactly("event_name", "roles[0].role");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$where", "a.b.c", "{$ne:null}", "Gala \ud83c\udf89", "\u05d2\u05dc\u05d4 \u200f!", "<b>"})
    void textThatIsOnlyText(String text) {
        ObjectNode body = minimal().put("event_name", text);
        roles(body).removeAll().addObject().put("role", text).put("count", 1);

        EventContent event = bodies.one(body, "m-1");
        assertThat(event.fields()).containsEntry(EventField.EVENT_NAME, text);
        assertThat(event.roles().get(0).name()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"event_name,200", "venue_address,500", "notes,4000", "uniform,500"})
    void lengthIsInCodePoints(String field, int max) {
        String party = "\ud83c\udf89";
        assertThat(bodies.one(minimal().put(field, party.repeat(max)), "m-1").fields())
                .containsEntry(EventField.ofWireName(field).orElseThrow(), party.repeat(max));
        assertThat(violations(minimal().put(field, party.repeat(max + 1))))
                .extracting(Violation::field)
                .containsExactly(field);
        assertThat(violations(minimal().put(field, "x".repeat(10_000)))).hasSize(1);
    }

    @Test
    void audienceListsHoldKeysEachOnce() {
        ObjectNode body = minimal();
        body.putArray("audience_user_keys")
                .add("google:1")
                .add("google:1")
                .add("nobody")
                .add("a b:c");
        body.putArray("audience_team_ids").add("t-1").add("t.1").add(7);

        assertThat(violations(body))
                .extracting(Violation::field)
                .containsExactly(
                        "audience_user_keys[1]",
                        "audience_user_keys[2]",
                        "audience_user_keys[3]",
                        "audience_team_ids[1]",
                        "audience_team_ids[2]");
    }

    @Test
    void wavesHaveATimeAndTeamsOfTheirOwn() throws JsonProcessingException {
        assertThat(waves("[{'opens_at':'2026-12-01T11:00:00+01:00','audience_team_ids':['t-2','t-1']},"
                        + "{'opens_at':'2026-12-01T09:00:00Z','audience_team_ids':['t-3'],'name':'regulars'}]"))
                .containsExactly(
                        new Audience.Wave(Instant.parse("2026-12-01T10:00:00Z"), List.of("t-2", "t-1")),
                        new Audience.Wave(Instant.parse("2026-12-01T09:00:00Z"), List.of("t-3")));
        assertThat(waves("[]")).isEmpty();
        assertThat(waves("null")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|waves",
                "'soon'|waves",
                "[1,2,3]|waves",
                "[1]|waves[0]",
                "[{}]|waves[0].opens_at waves[0].audience_team_ids",
                "[{'opens_at':'soon','audience_team_ids':[]}]|waves[0].opens_at waves[0].audience_team_ids",
                "[{'opens_at':'2026-12-01T09:00:00Z','audience_team_ids':['a b','t','t']}]|"
                        + "waves[0].audience_team_ids[0] waves[0].audience_team_ids[2]",
                "[{'opens_at':'2026-12-01T09:00:00Z','audience_team_ids':['t']},"
                        + "{'opens_at':'2026-12-02T09:00:00Z','audience_team_ids':['t']}]|waves[1].audience_team_ids"
            },
            quoteCharacter = '"')
    void aWaveThatIsNoneIsRefused(String waves, String fields) throws JsonProcessingException {
        ObjectNode body = minimal();
        body.set("waves", JSON.readTree(waves.replace('\'', '"')));

        assertThat(violations(body)).extracting(Violation::field).containsExactly(fields.split(" "));
    }

    private List<Audience.Wave> waves(String waves) throws JsonProcessingException {
        ObjectNode body = minimal();
        body.set("waves", JSON.readTree(waves.replace('\'', '"')));
        return bodies.one(body, "m-1").audience().waves();
    }

    @Test
    void audienceListsAreLimited() {
        ObjectNode body = minimal();
        IntStream.range(0, 1_001)
                .forEach(i -> body.withArray("audience_user_keys").add("g:" + i));
        IntStream.range(0, 101).forEach(i -> body.withArray("audience_team_ids").add("t" + i));

        assertThat(violations(body))
                .extracting(Violation::field)
                .containsExactly("audience_user_keys", "audience_team_ids");
    }

    @Test
    void everythingWrongIsNamedAtOnce() {
        ObjectNode body = JSON.createObjectNode().put("event_name", 1).put("start_time", "x");
        body.putArray("roles").addObject().put("role", "").put("count", 0).put("end_time", "x");

        assertThat(violations(body))
                .extracting(Violation::field)
                .containsExactlyInAnyOrder(
                        "event_name", "date", "start_time", "roles[0].role", "roles[0].count", "roles[0].end_time");
    }

    @Test
    void nothingOfTheInputIsSaidBack() {
        ObjectNode body =
                minimal().put("timezone", "Marker/Zone").put("date", "Marker").put("start_time", "Marker");

        assertThat(violations(body).toString()).doesNotContain("Marker");
    }

    @Test
    void aBatchIsJudgedWhole() throws JsonProcessingException {
        ObjectNode batch = JSON.createObjectNode();
        ArrayNode events =
                batch.putArray("events").add(minimal()).add(minimal()).add("x");
        ((ObjectNode) events.get(1).at("/roles/0")).put("count", "10");

        assertThat(violations(() -> bodies.batch(batch, "m-1")))
                .extracting(Violation::field)
                .containsExactly("events[1].roles[0].count", "events[2]");
        for (String bad : List.of("{}", "[]", "{\"events\":[]}", "{\"events\":{}}", "{\"events\":null}", "7")) {
            JsonNode body = JSON.readTree(bad);
            assertThat(violations(() -> bodies.batch(body, "m-1"))).as(bad).hasSize(1);
        }
        ObjectNode tooMany = JSON.createObjectNode();
        IntStream.range(0, 31).forEach(i -> tooMany.withArray("events").add(minimal()));
        assertThat(violations(() -> bodies.batch(tooMany, "m-1"))).hasSize(1);
    }

    @Test
    void whatIsNoObjectMakesNoEvent() throws JsonProcessingException {
        for (String bad : List.of("[]", "7", "\"x\"", "null", "true")) {
            JsonNode body = JSON.readTree(bad);
            assertThat(violations(() -> bodies.one(body, "m-1"))).as(bad).hasSize(1);
            assertThat(violations(() -> bodies.patch(body))).as(bad).hasSize(1);
            assertThat(violations(() -> bodies.audience(body))).as(bad).hasSize(1);
        }
    }

    @Test
    void anAudienceThatIsNotGivenIsKept() throws JsonProcessingException {
        assertThat(bodies.audience(JSON.readTree("{}")).userKeys()).isEmpty();
        assertThat(bodies.audience(JSON.readTree("{\"audience_team_ids\":null}"))
                        .teamIds())
                .isEmpty();
        assertThat(bodies.audience(JSON.readTree("{\"audience_team_ids\":[]}")).teamIds())
                .contains(List.of());
        assertThat(bodies.audience(JSON.readTree("{\"audience_user_keys\":[\"a:b\"]}"))
                        .userKeys())
                .contains(List.of("a:b"));
    }

    static ObjectNode minimal() {
        ObjectNode body = JSON.createObjectNode().put("date", "2026-12-20");
        body.putArray("roles").addObject().put("role", "Server").put("count", 10);
        return body;
    }

    private static ArrayNode roles(ObjectNode body) {
        return (ArrayNode) body.get("roles");
    }

    private List<Violation> violations(JsonNode body) {
        return violations(() -> bodies.one(body, "m-1"));
    }

    private static List<Violation> violations(Runnable reading) {
        ProblemException problem = catchThrowableOfType(ProblemException.class, reading::run);
        assertThat(problem).as("a problem").isNotNull();
        assertThat(problem.type()).isEqualTo(ProblemType.VALIDATION);
        return problem.violations().stream().distinct().collect(Collectors.toList());
    }
}
