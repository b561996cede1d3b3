package io.muster.api.live;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.list.ServerTimestamp;
import io.muster.api.view.EventForManager;
import io.muster.api.view.EventForStaff;
import io.muster.event.Audience;
import io.muster.event.AudiencePatch;
import io.muster.event.Command;
import io.muster.event.Command.Transition.Move;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventPatch;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.Role;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Made;
import io.muster.event.plan.NewEvent;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.live.FrameRules;
import io.muster.live.Notice;
import io.muster.live.step.ResumeToken;
import io.muster.live.stream.Life;
import io.muster.live.stream.Life.Moment;
import io.muster.store.read.StoredEvent;
import io.muster.testing.openapi.FrameContract;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.move;
import static io.muster.event.plan.Made.publishTo;
import static io.muster.event.plan.Made.remove;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What clients get, letter by letter. */
class FrameJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "66f0c2a7e4b0a1b2c3d4e5f6";
    private static final ResumeToken PLACE = new ResumeToken("8266F0C2A7");

    private static final Profile ADAS = new Profile(
            Optional.of("Ada L"), Optional.of("ada@example.org"), Optional.of("https://pictures.example.org/ada"));
    private static final Profile BENS = new Profile(Optional.of("Ben"), Optional.empty(), Optional.empty());
    private static final Map<String, Profile> PEOPLE = Map.of("ada", ADAS, "ben", BENS);

    private static final Caller ADA = person("ada", ADAS);
    private static final Caller BEN = person("ben", BENS);
    private static final Caller CLEO = person("cleo", Profile.UNKNOWN);

    private static final KeyedCommand EDIT = Made.edit(new EventPatch(
            Map.of(
                    EventField.NOTES,
                    Optional.of("\"Coat\"\n\u2028</script>"),
                    EventField.CONTACT_EMAIL,
                    Optional.of("desk@example.org"),
                    EventField.CITY,
                    Optional.empty()),
            Optional.empty(),
            new AudiencePatch(Optional.of(List.of("ada", "ben", "cleo")), Optional.empty()),
            Optional.of(List.of("google:9"))));

    private static final String ACCEPTED = """
        ,"response":"accept","role":"Server","acceptedCount":1,"standbyCount":0,"declinedCount":0,
        "roleStats":[{"role":"Server","capacity":2,"taken":1,"remaining":1,"is_full":false,"standby":0}],"status":"published"
        """;
    /** After the figures, to a manager. */
    private static final String ALL_CONFIRMED = ",\"unconfirmedCount\":0";

    private static final String ADAS_ENTRY = """
        {"userKey":"ada","name":"Ada L","email":"ada@example.org","picture":"https://pictures.example.org/ada",
        "response":"accept","role":"Server","respondedAt":"2026-06-01T12:00:00.000Z","version":2,"since":2}
        """;
    private static final String ADAS_ENTRY_BY_NAME = """
        {"userKey":"ada","name":"Ada L","email":null,"picture":null,
        "response":"accept","role":"Server","respondedAt":"2026-06-01T12:00:00.000Z","version":2,"since":2}
        """;
    private static final String EMPTIED = """
        "acceptedCount":0,"standbyCount":0,"declinedCount":0,
        "roleStats":[{"role":"Server","capacity":2,"taken":0,"remaining":2,"is_full":false,"standby":0}],"status":"published"
        """;

    private final FrameJson frames = new FrameJson();

    /** Two places, so that nobody fills it alone. */
    private static Event event(EventStatus status) {
        Event described = NewEvent.of(
                new ObjectId(ID),
                Made.MANAGER,
                status,
                Map.of(
                        EventField.EVENT_NAME,
                        "Gala",
                        EventField.DATE,
                        LocalDate.of(2026, 6, 20),
                        EventField.START_TIME,
                        LocalTime.of(18, 0),
                        EventField.TIMEZONE,
                        ZoneId.of("UTC"),
                        EventField.CITY,
                        "Denver",
                        EventField.CONTACT_NAME,
                        "Ring the bell"),
                List.of(Role.of("Server", 2)),
                new Audience(List.of("ada", "ben", "cleo", "dan"), List.of("t-1")),
                List.of("google:8"));
        return NewEvent.madeAt(described, Instant.parse("2026-06-01T11:59:00Z"));
    }

    private static Caller person(String userKey, Profile profile) {
        return new Caller(
                userKey, profile, Optional.empty(), false, Employers.of(Set.of(Made.MANAGER)), Set.of(), false);
    }

    private static List<Moment> batch(Event event, KeyedCommand... requests) {
        List<JournalEntry> lines = new ArrayList<>(List.of(Made.firstLine(event)));
        lines.addAll(Made.plan(event, requests).entries());
        return Life.of(lines, userKey -> PEOPLE.getOrDefault(userKey, Profile.UNKNOWN));
    }

    /** Each request in a batch of its own. */
    private static Moment after(Event event, KeyedCommand... requests) {
        List<JournalEntry> lines = Life.of(event, requests).stream()
                .map(moment -> moment.step().line())
                .toList();
        List<Moment> moments = Life.of(lines, userKey -> PEOPLE.getOrDefault(userKey, Profile.UNKNOWN));
        return moments.get(moments.size() - 1);
    }

    private List<String> toManager(Moment moment, boolean readOnly) {
        return texts(moment, FrameRules.ofManager(moment.step(), readOnly));
    }

    private List<String> toStaff(Moment moment, Caller person) {
        return texts(moment, moment.toldTo(person));
    }

    private List<String> texts(Moment moment, List<Notice> notices) {
        return notices.stream()
                .map(notice -> FrameContract.checked(frames.text(moment.step(), notice, PLACE.token())))
                .toList();
    }

    /** A golden frame, written over several lines. */
    private static String frame(String lines) {
        return lines.replaceAll("\\n\\s*", "");
    }

    /** A golden frame that stands for its version. */
    private static String frame(String event, long version, String time, String rest) {
        return frame("""
            {"id":"8266F0C2A7","event":"%s","data":{"eventId":"66f0c2a7e4b0a1b2c3d4e5f6",
            "id":"66f0c2a7e4b0a1b2c3d4e5f6","version":%d,"timestamp":"2026-06-01T%sZ","step":true%s}}\
            """.formatted(event, version, time, rest));
    }

    private static JsonNode event(String frame) {
        try {
            return JSON.readTree(frame).at("/data/event");
        } catch (JsonProcessingException e) {
            throw new AssertionError(frame, e);
        }
    }

    @Test
    void theWelcomeSaysWhereTheStreamIs() {
        Instant at = Instant.parse("2026-06-01T12:00:00Z");

        assertThat(FrameContract.checked(frames.welcome(ADA, List.of("manager:m-1", "team:t-1"), PLACE.token(), at)))
                .isEqualTo(frame("""
                    {"id":"8266F0C2A7","event":"welcome","data":{"userKey":"ada",
                    "topics":["manager:m-1","team:t-1"],"serverTimestamp":"%s"}}\
                    """.formatted(ServerTimestamp.of(ADA, at))));
    }

    @Test
    void aPongCarriesThePlaceAndAResyncNoneUnlessRightsChanged() {
        assertThat(FrameContract.checked(frames.pong(PLACE.token())))
                .isEqualTo("{\"id\":\"8266F0C2A7\",\"event\":\"pong\"}");
        assertThat(FrameContract.checked(frames.resync())).isEqualTo("{\"event\":\"resync\"}");
        assertThat(FrameContract.checked(frames.resync(PLACE.token())))
                .isEqualTo("{\"id\":\"8266F0C2A7\",\"event\":\"resync\"}");
    }

    @Test
    void aResponseInABatchOfOne() {
        Moment accepted = after(event(EventStatus.PUBLISHED), accept("ada", "SERVER"));

        assertThat(toManager(accepted, false))
                .containsExactly(frame(
                        "event:response",
                        2,
                        "12:00:00.000",
                        ACCEPTED + ALL_CONFIRMED + """
                            ,"userId":"ada","respondedStaff":%s,"acceptedStaff":[%s],"standbyStaff":[],"declinedStaff":[]
                            """.formatted(ADAS_ENTRY, ADAS_ENTRY)));
        assertThat(toManager(accepted, true))
                .containsExactly(frame(
                        "event:response",
                        2,
                        "12:00:00.000",
                        ACCEPTED + ALL_CONFIRMED + """
                            ,"userId":"ada","respondedStaff":%s,"acceptedStaff":[%s],"standbyStaff":[],"declinedStaff":[]
                            """.formatted(ADAS_ENTRY_BY_NAME, ADAS_ENTRY_BY_NAME)));
        assertThat(toStaff(accepted, ADA))
                .containsExactly(
                        frame("event:response", 2, "12:00:00.000", ACCEPTED + ",\"respondedStaff\":" + ADAS_ENTRY));
        assertThat(toStaff(accepted, BEN))
                .isEqualTo(toStaff(accepted, CLEO))
                .containsExactly(frame("event:response", 2, "12:00:00.000", ACCEPTED));
    }

    @Test
    void onlyTheLastOfABatchBringsTheLists() {
        List<Moment> moments = batch(event(EventStatus.PUBLISHED), accept("ada", "Server"), decline("ben"));
        String declined = """
            ,"response":"decline","role":null,"acceptedCount":1,"standbyCount":0,"declinedCount":1,
            "roleStats":[{"role":"Server","capacity":2,"taken":1,"remaining":1,"is_full":false,"standby":0}],"status":"published"
            """;
        String bens = """
            {"userKey":"ben","name":"Ben","email":null,"picture":null,
            "response":"decline","role":null,"respondedAt":"2026-06-01T12:00:00.000Z","version":3}
            """;

        assertThat(toManager(moments.get(1), false))
                .containsExactly(frame(
                        "event:response",
                        2,
                        "12:00:00.000",
                        ACCEPTED + ALL_CONFIRMED + ",\"userId\":\"ada\",\"respondedStaff\":" + ADAS_ENTRY));
        assertThat(toManager(moments.get(2), false))
                .containsExactly(frame(
                        "event:response",
                        3,
                        "12:00:00.000",
                        declined + ALL_CONFIRMED + """
                            ,"userId":"ben","respondedStaff":%s,"acceptedStaff":[%s],"standbyStaff":[],"declinedStaff":[%s]
                            """.formatted(bens, ADAS_ENTRY, bens)));
        assertThat(toStaff(moments.get(2), ADA)).containsExactly(frame("event:response", 3, "12:00:00.000", declined));
    }

    @Test
    void whatOthersDidInABatchIsTheFiguresAfterTheLast() {
        List<Moment> moments = batch(event(EventStatus.PUBLISHED), accept("ada", "Server"), decline("ben"));
        Notice both = new Notice(
                Notice.Type.RESPONSE,
                true,
                new Notice.Receiver.Staff(false, Optional.empty(), Optional.empty(), false),
                Optional.empty(),
                Optional.of(2L));

        assertThat(texts(moments.get(2), List.of(both))).containsExactly(frame("""
            {"id":"8266F0C2A7","event":"event:response","data":{"eventId":"66f0c2a7e4b0a1b2c3d4e5f6",
            "id":"66f0c2a7e4b0a1b2c3d4e5f6","fromVersion":2,"version":3,"timestamp":"2026-06-01T12:00:00.000Z","step":true,
            "acceptedCount":1,"standbyCount":0,"declinedCount":1,
            "roleStats":[{"role":"Server","capacity":2,"taken":1,"remaining":1,"is_full":false,"standby":0}],
            "status":"published"}}
            """));
    }

    @Test
    void longListsAreLeftOut() {
        Event open = event(EventStatus.PUBLISHED);
        KeyedCommand[] many = IntStream.range(0, 51)
                .mapToObj(i -> Made.request(new Command.Decline(inTeam("p" + i), Optional.empty())))
                .toArray(KeyedCommand[]::new);
        Moment fifty = batch(open, Arrays.copyOf(many, 50)).get(50);
        Moment fiftyOne = batch(open, many).get(51);

        assertThat(toManager(fifty, false).get(0))
                .contains("\"declinedStaff\":[{")
                .doesNotContain("listsOmitted");
        assertThat(toManager(fiftyOne, false)).containsExactly(frame("event:response", 52, "12:00:00.000", """
            ,"response":"decline","role":null,"acceptedCount":0,"standbyCount":0,"declinedCount":51,
            "roleStats":[{"role":"Server","capacity":2,"taken":0,"remaining":2,"is_full":false,"standby":0}],
            "status":"published","unconfirmedCount":0,"userId":"p50","respondedStaff":{"userKey":"p50","name":null,"email":null,
            "picture":null,"response":"decline","role":null,"respondedAt":"2026-06-01T12:00:00.000Z",
            "version":52},"listsOmitted":true
            """));
    }

    /** What everybody sees of the event, around what changes from version to version. */
    private static String seen(String status, String city, String notes, int taken, long version, String time) {
        return """
            "id":"66f0c2a7e4b0a1b2c3d4e5f6","_id":"66f0c2a7e4b0a1b2c3d4e5f6","managerId":"m-1","status":"%s",
            "event_name":"Gala","shift_name":"Gala","client_name":null,"third_party_company_name":null,
            "date":"2026-06-20","start_time":"18:00","end_time":null,"setup_time":null,"timezone":"UTC",
            "venue_name":null,"venue_address":null,"venue_latitude":null,"venue_longitude":null,
            "google_maps_url":null,"city":%s,"state":null,"country":null,"uniform":null,"notes":%s,
            "pay_rate_info":null,"headcount_total":null,"visibilityType":null,"cancel_reason":null,"respond_by":null,"promote_until":null,"withdraw_until":null,"endsAt":"2026-06-21T00:00:00.000Z",
            "roles":[{"role":"Server","count":2,"call_time":null,"start_time":null,"end_time":null,"waitlist":false,"approval":false,"standby_max":50,"requires":[]}],
            "accepted_count":%d,"standby_count":0,"declined_count":0,
            "role_stats":[{"role":"Server","capacity":2,"taken":%d,"remaining":%d,"is_full":false,"standby":0}],
            "version":%d,"createdAt":"2026-06-01T11:59:00.000Z","updatedAt":"2026-06-01T%sZ"
            """.formatted(status, city, notes, taken, taken, 2 - taken, version, time);
    }

    @Test
    void theMakingShowsTheEvent() {
        Moment made = batch(event(EventStatus.PUBLISHED)).get(0);
        String seen = seen("published", "\"Denver\"", "null", 0, 1, "11:59:00.000");
        String whomFor = """
            ,"opens_at":null,"unconfirmed_count":0,"my_response":null,"my_standby":null,"my_opens_at":null}\
            """;

        assertThat(toManager(made, false))
                .containsExactly(frame("event:created", 1, "11:59:00.000", """
                    ,"event":{%s,"contact_name":"Ring the bell","contact_phone":null,"contact_email":null%s
                    """.formatted(seen, whomFor)));
        assertThat(toManager(made, true))
                .containsExactly(frame("event:created", 1, "11:59:00.000", """
                    ,"event":{%s,"contact_name":"Ring the bell","contact_phone":null%s
                    """.formatted(seen, whomFor)));
        assertThat(toStaff(made, ADA))
                .isEqualTo(toStaff(made, CLEO))
                .containsExactly(frame("event:created", 1, "11:59:00.000", """
                    ,"event":{%s,"accepted_staff":[],"standby_staff":[],"declined_staff":[],"my_response":null,"my_standby":null,"my_opens_at":null}
                    """.formatted(seen)));
    }

    @Test
    void anEditNamesWhatChangedAsFarAsItIsSeen() {
        Moment edited = after(event(EventStatus.PUBLISHED), accept("ada", "Server"), EDIT);
        String seen = seen("published", "null", "\"\\\"Coat\\\"\\n\u2028</script>\"", 1, 3, "12:00:00.001");
        String whomFor = """
            ,"opens_at":null,"unconfirmed_count":0,"my_response":null,"my_standby":null,"my_opens_at":null}\
            """;

        assertThat(toManager(edited, false))
                .containsExactly(frame("event:updated", 3, "12:00:00.001", """
                    ,"changed":["audience_user_keys","barred_user_keys","city","contact_email","notes"],
                    "event":{%s,"contact_name":"Ring the bell","contact_phone":null,
                    "contact_email":"desk@example.org"%s
                    """.formatted(seen, whomFor)));
        assertThat(toManager(edited, true))
                .containsExactly(frame("event:updated", 3, "12:00:00.001", """
                    ,"changed":["audience_user_keys","barred_user_keys","city","notes"],
                    "event":{%s,"contact_name":"Ring the bell","contact_phone":null%s
                    """.formatted(seen, whomFor)));
        assertThat(toStaff(edited, ADA))
                .containsExactly(frame("event:updated", 3, "12:00:00.001", """
                    ,"changed":["city","contact_email","notes"],
                    "event":{%s,"contact_name":"Ring the bell","contact_phone":null,
                    "contact_email":"desk@example.org","accepted_staff":[%s],"standby_staff":[],"declined_staff":[],
                    "my_response":{"response":"accept","role":"Server","respondedAt":"2026-06-01T12:00:00.000Z",
                    "version":2},"my_standby":null,"my_opens_at":null}
                    """.formatted(seen, ADAS_ENTRY)));
        assertThat(toStaff(edited, BEN))
                .containsExactly(frame("event:updated", 3, "12:00:00.001", """
                    ,"changed":["city","notes"],
                    "event":{%s,"accepted_staff":[],"standby_staff":[],"declined_staff":[],"my_response":null,"my_standby":null,"my_opens_at":null}
                    """.formatted(seen)));
    }

    @Test
    void anEditOfWhatIsNotSeenSaysThatSomethingChanged() {
        Moment barred = after(event(EventStatus.PUBLISHED), Made.barring("google:9"));

        assertThat(toStaff(barred, BEN).get(0)).contains("\"changed\":[],\"event\":{");
    }

    /** Nobody learns of the waves but what they are to oneself. */
    @Test
    void eachIsToldWhenItOpensToOneself() {
        Caller regular = new Caller(
                "eve", BENS, Optional.empty(), false, Employers.of(Set.of(Made.MANAGER)), Set.of("t-2"), false);
        Event open = event(EventStatus.PUBLISHED);
        Audience.Wave wave = new Audience.Wave(Instant.parse("2026-06-10T09:00:00Z"), List.of("t-2"));
        EventPatch patch = new EventPatch(
                Map.of(EventField.OPENS_AT, Optional.of(Instant.parse("2026-06-11T09:00:00Z"))),
                Optional.empty(),
                new AudiencePatch(Optional.empty(), Optional.empty(), Optional.of(List.of(wave))),
                Optional.empty());
        Moment opened = after(open, Made.edit(patch));
        Moment later = after(
                open,
                Made.edit(patch),
                Made.field(EventField.OPENS_AT, Optional.of(Instant.parse("2026-06-12T09:00:00Z"))));

        assertThat(toManager(opened, false).get(0))
                .contains("\"changed\":[\"opens_at\",\"waves\"]", "\"opens_at\":\"2026-06-11T09:00:00.000Z\"")
                .doesNotContain("t-2");
        assertThat(toStaff(opened, BEN).get(0))
                .contains("\"changed\":[\"my_opens_at\"]", "\"my_opens_at\":\"2026-06-11T09:00:00.000Z\"")
                .doesNotContain("\"opens_at\"", "waves", "2026-06-10");
        assertThat(toStaff(opened, regular).get(0))
                .contains("event:created", "\"my_opens_at\":\"2026-06-10T09:00:00.000Z\"")
                .doesNotContain("2026-06-11");
        assertThat(toStaff(later, BEN).get(0)).contains("\"changed\":[\"my_opens_at\"]");
        assertThat(toStaff(later, regular).get(0)).contains("\"changed\":[]");
    }

    @Test
    void theEventsMovesShowItAsListsDo() {
        Event open = event(EventStatus.PUBLISHED);
        KeyedCommand in = accept("ada", "Server");
        Map<String, Moment> moves = Map.of(
                "event:published", after(open, in, publishTo(new Audience(List.of("ada", "ben"), List.of()))),
                "event:unpublished", after(open, in, move(Move.UNPUBLISH)),
                "event:canceled", after(open, in, move(Move.CANCEL)),
                "event:completed", after(open, in, move(Move.COMPLETE)));

        moves.forEach((name, moment) -> {
            String toManager = toManager(moment, false).get(0);
            String toAda = toStaff(moment, ADA).get(0);

            assertThat(toManager)
                    .isEqualTo(frame(name, 3, "12:00:00.001", ",\"event\":" + asListed(moment)))
                    .contains("\"status\":\"" + moment.after().status().wireName() + "\"");
            assertThat(event(toManager).path("accepted_count").intValue()).isEqualTo(1);
            assertThat(toAda).isEqualTo(frame(name, 3, "12:00:00.001", ",\"event\":" + asSeenBy(ADA, moment)));
            assertThat(event(toAda).at("/my_response/response").textValue()).isEqualTo("accept");
        });
    }

    private static ObjectNode asListed(Moment moment) {
        ObjectNode listed = EventForManager.listed(StoredEvent.of(moment.after()), false);
        return listed.without(List.of("audience_user_keys", "audience_team_ids", "waves", "barred_user_keys"));
    }

    @Test
    void aRemovalThatBarsSaysSo() {
        Moment barred = after(event(EventStatus.PUBLISHED), accept("ada", "Server"), remove("ada", true));

        assertThat(toManager(barred, false).get(0)).contains("\"barred\":true").doesNotContain("audience_");
        assertThat(String.join("", toStaff(barred, BEN))).doesNotContain("barred");
    }

    private static ObjectNode asSeenBy(Caller person, Moment moment) {
        return new EventForStaff().of(moment.after(), person);
    }

    @Test
    void aRemovalIsWholeToTheManagerAndThePerson() {
        Moment removed = after(event(EventStatus.PUBLISHED), accept("ada", "Server"), remove("ada", false));
        String whom = ",\"userId\":\"ada\",\"response\":\"accept\",\"role\":\"Server\"";

        assertThat(toManager(removed, false))
                .containsExactly(frame(
                        "staff:removed",
                        3,
                        "12:00:00.001",
                        whom + ",\"actor\":\"google:boss\"," + EMPTIED + ALL_CONFIRMED + ",\"event\":"
                                + asListed(removed)));
        assertThat(toStaff(removed, ADA))
                .containsExactly(frame(
                        "staff:removed",
                        3,
                        "12:00:00.001",
                        whom + "," + EMPTIED + ",\"event\":" + asSeenBy(ADA, removed)));
        assertThat(toStaff(removed, BEN))
                .isEqualTo(toStaff(removed, CLEO))
                .containsExactly(frame("staff:removed", 3, "12:00:00.001", "," + EMPTIED));
    }

    @Test
    void aRefusalSaysWhereThePersonStandsNow() {
        Moment refused =
                after(Made.event(Made.onApproval("Chef", 2)), Made.standBy("ada", "Chef"), remove("ada", false));
        String whom = ",\"userId\":\"ada\",\"response\":\"standby\",\"role\":\"Chef\",\"respondedStaff\":";
        String stands = """
            "response":"decline","role":"Chef","respondedAt":"2026-06-01T12:00:00.001Z","version":3,"by":"manager"}\
            """;
        String whole = """
            {"userKey":"ada","name":"Ada L","email":"ada@example.org","picture":"https://pictures.example.org/ada",\
            """ + stands;

        assertThat(toManager(refused, false).get(0)).contains(whom + whole + ",\"actor\":\"google:boss\"");
        assertThat(toManager(refused, true).get(0))
                .contains(whom + "{\"userKey\":\"ada\",\"name\":\"Ada L\",\"email\":null,\"picture\":null," + stands);
        assertThat(toStaff(refused, ADA).get(0)).contains(whom + whole + ",\"acceptedCount\":0");
        assertThat(toStaff(refused, BEN).get(0)).doesNotContain("respondedStaff", "userId");
    }

    @Test
    void aConfirmationIsTheManagersAndThePersonsAndToOthersFigures() {
        KeyedCommand moved = Made.field(EventField.VENUE_NAME, Optional.of("Hall 5"));
        KeyedCommand confirmed = Made.request(new Command.Confirm(ADA, 3));
        Moment moment = after(event(EventStatus.PUBLISHED), accept("ada", "Server"), moved, confirmed);
        String figures = ACCEPTED.replace(",\"response\":\"accept\",\"role\":\"Server\"", "");
        Moment asked = after(event(EventStatus.PUBLISHED), accept("ada", "Server"), moved);

        assertThat(toManager(moment, false))
                .containsExactly(frame(
                        "staff:confirmed",
                        4,
                        "12:00:00.002",
                        figures + ALL_CONFIRMED + ",\"userId\":\"ada\",\"respondedStaff\":" + ADAS_ENTRY));
        assertThat(toStaff(moment, ADA))
                .containsExactly(
                        frame("staff:confirmed", 4, "12:00:00.002", figures + ",\"respondedStaff\":" + ADAS_ENTRY));
        assertThat(toStaff(moment, BEN)).containsExactly(frame("staff:confirmed", 4, "12:00:00.002", figures));
        assertThat(toManager(asked, false).get(0)).contains("\"unconfirmed_count\":1");
        assertThat(toStaff(asked, ADA).get(0)).contains("\"version\":2,\"unconfirmed\":true}");
        assertThat(toStaff(asked, BEN).get(0)).doesNotContain("unconfirmed");
    }

    /** The userKey before is the manager's to know; to the person it is where the person stands, to others figures. */
    @Test
    void whoGetsAnAccountIsTheManagersAndThePersons() {
        KeyedCommand rekeyed = Made.request(new Command.Rekey(Made.MANAGER, "dan", "ada"));
        Moment moment = after(event(EventStatus.PUBLISHED), accept("dan", "Server"), rekeyed);
        String entry = ADAS_ENTRY.replace("\"version\":2", "\"version\":3");
        String stands = ",\"response\":\"accept\",\"role\":\"Server\"";
        String figures = ACCEPTED.replace(stands, "");

        assertThat(toManager(moment, false))
                .containsExactly(frame(
                        "staff:rekeyed",
                        3,
                        "12:00:00.001",
                        ACCEPTED + ALL_CONFIRMED + ",\"userId\":\"ada\",\"from\":\"dan\",\"respondedStaff\":" + entry
                                + ",\"changed\":[\"audience_user_keys\"]"));
        assertThat(toStaff(moment, ADA))
                .containsExactly(frame("staff:rekeyed", 3, "12:00:00.001", ACCEPTED + ",\"respondedStaff\":" + entry));
        assertThat(toStaff(moment, BEN)).containsExactly(frame("staff:rekeyed", 3, "12:00:00.001", figures));
    }

    @Test
    void theEndOfSightSaysWhyAndNothingElse() {
        Event open = event(EventStatus.PUBLISHED);
        Audience others = new Audience(List.of("ben"), List.of());
        Moment deleted = after(open, decline("ada"), move(Move.DELETE));
        Map<String, Moment> ends = Map.of(
                "audience", after(open, decline("ada"), publishTo(others)),
                "unpublished", after(open, decline("ada"), move(Move.UNPUBLISH)),
                "removed", after(open, decline("ada"), remove("ada", true)),
                "deleted", deleted);

        ends.forEach((reason, moment) -> assertThat(toStaff(moment, ADA))
                .containsExactly(frame("event:hidden", 3, "12:00:00.001", ",\"reason\":\"" + reason + "\"")));
        assertThat(toManager(deleted, false)).containsExactly(frame("event:deleted", 3, "12:00:00.001", ""));
    }

    @Test
    void theEndOfSightAfterAnOwnDeclineIsNoStep() {
        Audience others = new Audience(List.of("ben"), List.of());
        Moment declined =
                after(event(EventStatus.PUBLISHED), accept("ada", "Server"), publishTo(others), decline("ada"));

        List<String> told = toStaff(declined, ADA);

        assertThat(told.get(0)).startsWith("{\"id\":\"8266F0C2A7\",\"event\":\"event:response\"");
        assertThat(told.get(1)).isEqualTo(frame("""
            {"id":"8266F0C2A7","event":"event:hidden","data":{"eventId":"66f0c2a7e4b0a1b2c3d4e5f6",
            "id":"66f0c2a7e4b0a1b2c3d4e5f6","version":4,"timestamp":"2026-06-01T12:00:00.002Z",
            "reason":"audience"}}\
            """));
    }

    @Test
    void fulfilledIsNoStep() {
        Moment full = after(event(EventStatus.PUBLISHED), accept("ada", "Server"), accept("ben", "Server"));
        String fulfilled = frame("""
            {"id":"8266F0C2A7","event":"event:fulfilled","data":{"eventId":"66f0c2a7e4b0a1b2c3d4e5f6",
            "id":"66f0c2a7e4b0a1b2c3d4e5f6","version":3,"timestamp":"2026-06-01T12:00:00.001Z","acceptedCount":2,
            "standbyCount":0,"declinedCount":0,"roleStats":[{"role":"Server","capacity":2,"taken":2,"remaining":0,"is_full":true,"standby":0}],
            "status":"fulfilled"}}\
            """);

        assertThat(toManager(full, false).get(1)).isEqualTo(fulfilled.replace("}}", ALL_CONFIRMED + "}}"));
        assertThat(toStaff(full, CLEO).get(1)).isEqualTo(fulfilled);
    }

    @Test
    void nothingIsHiddenFromAManager() {
        Moment made = batch(event(EventStatus.PUBLISHED)).get(0);
        Notice hidden = new Notice(
                Notice.Type.HIDDEN, true, new Notice.Receiver.Manager(false), Optional.of(Notice.Reason.AUDIENCE));

        assertThatThrownBy(() -> frames.text(made.step(), hidden, PLACE.token()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Caller inTeam(String userKey) {
        return Made.person(userKey, Set.of("t-1"), Made.MANAGER);
    }
}
