package io.muster.api.view;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.answer.JsonPart;
import io.muster.api.answer.Parts;
import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.Rosters;
import io.muster.event.StaffEntry;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.store.read.Figures;
import io.muster.store.read.StoredEvent;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ViewsTest {
    private static final Instant AT = Instant.parse("2026-12-01T10:00:00Z");
    private static final Set<String> FOR_MANAGERS_ONLY = Set.of(
            "audience_user_keys", "audience_team_ids", "waves", "barred_user_keys", "unconfirmed_count", "opens_at");
    private static final Set<String> CONTACT = Set.of("contact_name", "contact_phone", "contact_email");

    private final EventForStaff forStaff = new EventForStaff();

    @Test
    void aPersonSeesNobodyElse() {
        ObjectNode json = forStaff.of(event(), person("google:3"));

        assertThat(json.toString())
                .doesNotContain("google:1", "google:2", "Ada", "Grace", "team-x", "barred")
                .doesNotContain("Ring the bell");
        assertThat(json.at("/accepted_staff")).isEmpty();
        assertThat(json.at("/declined_staff")).isEmpty();
        assertThat(json.at("/my_response").isNull()).isTrue();
        assertThat(json.at("/accepted_count").intValue()).isEqualTo(1);
        assertThat(json.at("/declined_count").intValue()).isEqualTo(1);
    }

    @Test
    void aPersonSeesTheOwnEntryAndWhomToTurnTo() {
        ObjectNode json = forStaff.of(event(), person("google:1"));

        assertThat(json.at("/accepted_staff")).hasSize(1);
        assertThat(json.at("/accepted_staff/0").toString())
                .isEqualTo("{\"userKey\":\"google:1\",\"name\":\"Own Name\",\"email\":null,\"picture\":null,"
                        + "\"response\":\"accept\",\"role\":\"Server\",\"respondedAt\":\"2026-12-01T10:00:00.000Z\","
                        + "\"version\":2,\"since\":2}");
        assertThat(json.at("/my_response").toString())
                .isEqualTo("{\"response\":\"accept\",\"role\":\"Server\","
                        + "\"respondedAt\":\"2026-12-01T10:00:00.000Z\",\"version\":2}");
        assertThat(json.at("/contact_name").textValue()).isEqualTo("Ring the bell");
        assertThat(json.toString()).doesNotContain("google:2", "team-x");
    }

    @Test
    void whoDeclinedSeesThatAndNoContact() {
        ObjectNode json = forStaff.of(event(), person("google:2"));

        assertThat(json.at("/declined_staff")).hasSize(1);
        assertThat(json.at("/my_response/role").isNull()).isTrue();
        assertThat(json.has("contact_name")).isFalse();
    }

    @Test
    void everyFieldTheCallerMaySeeIsThere() {
        Set<String> all = new TreeSet<>(Set.of(
                "id",
                "_id",
                "managerId",
                "status",
                "roles",
                "accepted_staff",
                "standby_staff",
                "declined_staff",
                "accepted_count",
                "standby_count",
                "declined_count",
                "role_stats",
                "my_response",
                "my_standby",
                "my_opens_at",
                "version",
                "createdAt",
                "updatedAt",
                "endsAt"));
        for (EventField field : EventField.values()) {
            all.add(field.wireName());
        }
        all.remove("opens_at");
        Set<String> accepted = names(forStaff.of(event(), person("google:1")));
        Set<String> other = names(forStaff.of(event(), person("google:3")));

        assertThat(accepted).isEqualTo(all);
        Set<String> withoutContact = new TreeSet<>(all);
        withoutContact.removeAll(CONTACT);
        assertThat(other).isEqualTo(withoutContact);
        Set<String> manager = new TreeSet<>(all);
        manager.addAll(FOR_MANAGERS_ONLY);
        assertThat(names(EventForManager.whole(event(), manager(false), Map.of())))
                .isEqualTo(manager);
        manager.remove("accepted_staff");
        manager.remove("standby_staff");
        manager.remove("declined_staff");
        assertThat(names(EventForManager.listed(StoredEvent.of(event()), manager(false))))
                .isEqualTo(manager);
    }

    @Test
    void aManagerSeesEverybodyByWhatIsKnownOfThem() {
        Map<String, Profile> people = Map.of("google:1", profile());
        ObjectNode json = EventForManager.whole(event(), manager(false), people);

        assertThat(json.at("/accepted_staff/0/name").textValue()).isEqualTo("Ada");
        assertThat(json.at("/accepted_staff/0/email").textValue()).isEqualTo("ada@example.org");
        assertThat(json.at("/declined_staff/0/userKey").textValue()).isEqualTo("google:2");
        assertThat(json.at("/declined_staff/0/name").isNull()).isTrue();
        assertThat(json.at("/audience_team_ids/0").textValue()).isEqualTo("team-x");
        assertThat(json.at("/barred_user_keys/0").textValue()).isEqualTo("google:9");
    }

    @Test
    void aReadingTokenGetsNoMailAndNoPicture() {
        ObjectNode json = EventForManager.whole(event(), manager(true), Map.of("google:1", profile()));

        assertThat(json.at("/accepted_staff/0/name").textValue()).isEqualTo("Ada");
        assertThat(json.toString()).doesNotContain("@", "https://pictures");
    }

    @Test
    void valuesInTheFormOfTheContract() {
        ObjectNode json = forStaff.of(event(), person("google:1"));

        assertThat(json.at("/date").textValue()).isEqualTo("2026-12-20");
        assertThat(json.at("/start_time").textValue()).isEqualTo("18:00");
        assertThat(json.at("/timezone").textValue()).isEqualTo("America/Denver");
        assertThat(json.at("/endsAt").textValue()).isEqualTo("2026-12-21T07:00:00.000Z");
        assertThat(json.at("/respond_by").textValue()).isEqualTo("2026-12-18T17:00:00.120Z");
        assertThat(json.at("/venue_latitude").doubleValue()).isEqualTo(47.5);
        assertThat(json.at("/headcount_total").intValue()).isEqualTo(300);
        assertThat(json.at("/shift_name").textValue()).isEqualTo("Gala");
        assertThat(json.at("/city").isNull()).isTrue();
        assertThat(json.at("/roles").toString())
                .isEqualTo(
                        "[{\"role\":\"Server\",\"count\":10,\"call_time\":\"17:00\",\"start_time\":null,"
                                + "\"end_time\":null,\"waitlist\":false,\"approval\":false,\"standby_max\":50,\"requires\":[]}]");
        assertThat(json.at("/role_stats").toString())
                .isEqualTo("[{\"role\":\"Server\",\"capacity\":10,\"taken\":1,\"remaining\":9,\"is_full\":false,"
                        + "\"standby\":0}]");
    }

    @Test
    void inAListTheFiguresAreTheStoredOnes() {
        Event whole = event();
        Event own = withPeople(whole, List.of(), List.of());
        JsonPart json = EventForStaff.json(new StoredEvent(own, Figures.of(whole)), person("google:3"));

        assertThat(Parts.text(json))
                .isEqualTo(forStaff.of(whole, person("google:3")).toString());
    }

    @Test
    void whatIsSharedByAThousandAnswersIsNotChangedByAny() {
        Event event = event();
        String before = forStaff.of(event, person("google:3")).toString();
        ObjectNode other = forStaff.of(event, person("google:1"));
        other.putObject("recorded").put("version", 2);
        other.remove("status");

        assertThat(forStaff.of(event, person("google:3")).toString()).isEqualTo(before);
    }

    private static Set<String> names(ObjectNode json) {
        Set<String> names = new TreeSet<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Caller person(String userKey) {
        Profile profile = new Profile(Optional.of("Own Name"), Optional.empty(), Optional.empty());
        return new Caller(userKey, profile, Optional.empty(), false, Employers.EVERYONE, Set.of("team-x"), false);
    }

    private static Caller manager(boolean readOnly) {
        return new Caller(
                "oidc:boss", Profile.UNKNOWN, Optional.of("m-1"), readOnly, Employers.NOBODY, Set.of(), false);
    }

    private static Profile profile() {
        return new Profile(
                Optional.of("Ada"), Optional.of("ada@example.org"), Optional.of("https://pictures.example.org/1"));
    }

    private static Event withPeople(Event event, List<StaffEntry> accepted, List<StaffEntry> declined) {
        return new Event(
                event.id(),
                event.managerId(),
                event.status(),
                event.fields(),
                event.roles(),
                Rosters.of(accepted, declined),
                event.audience(),
                event.barred(),
                event.version(),
                event.managerVersion(),
                event.createdAt(),
                event.updatedAt(),
                event.deleted());
    }

    static Event event() {
        List<StaffEntry> accepted = new ArrayList<>();
        accepted.add(new StaffEntry("google:1", Response.ACCEPT, Optional.of("Server"), Optional.of("server"), AT, 2));
        StaffEntry declined = new StaffEntry("google:2", Response.DECLINE, Optional.empty(), Optional.empty(), AT, 3);
        return new Event(
                new ObjectId("66f0c2a7e4b0a1b2c3d4e5f6"),
                "m-1",
                EventStatus.PUBLISHED,
                Map.of(
                        EventField.EVENT_NAME,
                        "Gala",
                        EventField.DATE,
                        LocalDate.of(2026, 12, 20),
                        EventField.START_TIME,
                        LocalTime.of(18, 0),
                        EventField.TIMEZONE,
                        ZoneId.of("America/Denver"),
                        EventField.RESPOND_BY,
                        Instant.parse("2026-12-18T17:00:00.120Z"),
                        EventField.VENUE_LATITUDE,
                        47.5,
                        EventField.HEADCOUNT_TOTAL,
                        300,
                        EventField.CONTACT_NAME,
                        "Ring the bell",
                        EventField.CONTACT_EMAIL,
                        "desk@example.org"),
                List.of(new Role("Server", "server", 10, LocalTime.of(17, 0), null, null)),
                Rosters.of(accepted, List.of(declined)),
                new Audience(List.of(), List.of("team-x")),
                List.of("google:9"),
                3,
                1,
                AT,
                AT,
                false);
    }
}
