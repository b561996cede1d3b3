package io.muster.api.body;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.Violation;
import io.muster.event.AudiencePatch;
import io.muster.event.EventField;
import io.muster.event.EventPatch;
import io.muster.event.EventStatus;
import io.muster.event.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PatchBodyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void nullClearsWhatIsOptionalAndArraysAreReplacedWhole() {
        EventPatch patch = edit("""
            {"notes": null, "uniform": "", "start_time": "9:00", "timezone": null, "roles": [{"role":"Cook","count":2}],
             "audience_team_ids": null, "waves": null, "barred_user_keys": []}\
            """);

        assertThat(patch.fields())
                .isEqualTo(Map.of(
                        EventField.NOTES, Optional.empty(),
                        EventField.UNIFORM, Optional.empty(),
                        EventField.START_TIME, Optional.of(LocalTime.of(9, 0)),
                        EventField.TIMEZONE, Optional.of(BERLIN)));
        assertThat(patch.roles()).contains(List.of(Role.of("Cook", 2)));
        assertThat(patch.audience())
                .isEqualTo(new AudiencePatch(Optional.empty(), Optional.of(List.of()), Optional.of(List.of())));
        assertThat(patch.barred()).contains(List.of());
    }

    @Test
    void whatIsRequiredCannotBeCleared() {
        assertThat(violations("{\"date\": null}")).containsExactly("date");
        assertThat(violations("{\"date\": \"\"}")).containsExactly("date");
        assertThat(violations("{\"roles\": null}")).containsExactly("roles");
        assertThat(violations("{\"roles\": []}")).containsExactly("roles");
    }

    @Test
    void statusAloneIsATransition() throws JsonProcessingException {
        assertThat(patch("{\"status\":\"cancelled\"}").transition()).contains(EventStatus.CANCELLED);
        assertThat(patch("{\"status\":\"cancelled\",\"notes\":\"x\"}").transition())
                .isEmpty();
        assertThat(patch("{}").transition()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"deleted\"", "null", "7", "\"\"", "[\"draft\"]"})
    void aStatusThereIsNot(String status) throws JsonProcessingException {
        PatchBody patch = patch("{\"status\":" + status + "}");

        assertThat(catchThrowableOfType(ProblemException.class, patch::transition)
                        .violations())
                .extracting(Violation::field)
                .containsExactly("status");
    }

    @Test
    void whatTheServiceKeepsMayComeBackAsItIsStored() {
        assertThat(edit("""
            {"id":"66f0c2a7e4b0a1b2c3d4e5f6", "version": 3, "status":"published", "accepted_count": 1, "endsAt":"2026-12-21T06:00:00.000Z",
             "role_stats":[{"role":"Server","taken":1}], "my_response": null, "notes": "x"}\
            """).fields()).containsOnlyKeys(EventField.NOTES);
    }

    @Test
    void whatTheServiceKeepsCannotBeSet() {
        assertThat(violations("""
                        {"id":"66f0c2a7e4b0a1b2c3d4e5f7", "_id":"x", "managerId":"m-2", "version": 4, "status":"draft",
                         "accepted_count": 2, "declined_count": null, "standby_count": 7,
                         "role_stats":[], "my_response":{}, "my_standby":{}, "standby_staff":[],
                         "accepted_staff":[], "declined_staff":[], "createdAt":"x", "updatedAt":null,
                         "endsAt":"2030-01-01T00:00:00.000Z"}"""))
                .containsExactlyInAnyOrder(
                        "id",
                        "_id",
                        "managerId",
                        "version",
                        "status",
                        "accepted_count",
                        "declined_count",
                        "standby_count",
                        "role_stats",
                        "my_response",
                        "my_standby",
                        "standby_staff",
                        "accepted_staff",
                        "declined_staff",
                        "createdAt",
                        "updatedAt",
                        "endsAt");
    }

    @Test
    void aShiftNameThatCameFromTheEventNameIsNotSet() {
        assertThat(edit("{\"shift_name\":\"Gala\"}").fields()).isEmpty();
        assertThat(edit("{\"shift_name\":\"Gala\",\"event_name\":\"Gala\"}").fields())
                .containsOnlyKeys(EventField.EVENT_NAME);
        assertThat(edit("{\"shift_name\":\"Gala\",\"event_name\":\"Ball\"}").fields())
                .containsOnlyKeys(EventField.EVENT_NAME, EventField.SHIFT_NAME);
        assertThat(edit("{\"shift_name\":\"Setup\"}").fields()).containsOnlyKeys(EventField.SHIFT_NAME);
    }

    @Test
    void unknownMembersAreIgnored() {
        assertThat(edit("{\"$set\":{\"version\":9},\"a.b\":1}")).isEqualTo(EventPatch.NOTHING);
    }

    private static EventPatch edit(String json) {
        try {
            return patch(json).edit(stored());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> violations(String json) {
        return catchThrowableOfType(ProblemException.class, () -> edit(json)).violations().stream()
                .map(Violation::field)
                .toList();
    }

    private static PatchBody patch(String json) throws JsonProcessingException {
        return new PatchBody(JSON.readTree(json), BERLIN);
    }

    /** With whole numbers of other widths than a parser makes them. */
    private static ObjectNode stored() {
        ObjectNode stored = JSON.createObjectNode()
                .put("id", "66f0c2a7e4b0a1b2c3d4e5f6")
                .put("managerId", "m-1")
                .put("status", "published")
                .put("event_name", "Gala")
                .put("shift_name", "Gala")
                .put("version", 3L)
                .put("accepted_count", 1L)
                .put("declined_count", 0)
                .putNull("my_response")
                .put("endsAt", "2026-12-21T06:00:00.000Z")
                .put("createdAt", "2026-01-01T00:00:00.000Z");
        stored.putArray("role_stats").addObject().put("role", "Server").put("taken", 1L);
        return stored;
    }
}
