package io.muster.api.respond;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Refusal;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.event.StandbyReason;
import io.muster.event.journal.Change;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Decision;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.respond.Outcome;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is answered to what became of a response. */
class ResponseAnswerTest {
    private static final Instant AT = Instant.parse("2026-11-01T08:00:00Z");
    private static final Caller ADA =
            new Caller("oidc:ada", Profile.UNKNOWN, Optional.empty(), false, Employers.EVERYONE, Set.of(), false);
    private static final StaffEntry IN =
            new StaffEntry("oidc:ada", Response.ACCEPT, Optional.of("Server"), Optional.of("server"), AT, 3);
    private static final StaffEntry OUT =
            new StaffEntry("oidc:ada", Response.DECLINE, Optional.empty(), Optional.empty(), AT.plusMillis(7), 4);

    private final Event event = event(Roster.EMPTY);

    private final ResponseAnswer answers = new ResponseAnswer((shown, person) -> JsonNodeFactory.instance
            .objectNode()
            .put("version", shown.version())
            .put("for", person.userKey()));

    private static Event event(Roster people) {
        return new Event(
                new ObjectId(),
                "m-1",
                EventStatus.PUBLISHED,
                Map.of(EventField.DATE, LocalDate.parse("2026-12-20"), EventField.TIMEZONE, ZoneOffset.UTC),
                List.of(Role.of("Server", 1)),
                people,
                Audience.EVERYONE,
                List.of(),
                9,
                1,
                AT,
                AT,
                false);
    }

    private ObjectNode answer(Decision decision) {
        return answers.of(new Outcome(decision, event), ADA);
    }

    @SuppressWarnings("NullAway") // the figures after the change are nothing to an answer
    private JournalEntry line(StaffEntry entry) {
        return new JournalEntry(
                event.id(),
                3,
                AT,
                "m-1",
                new Change.Responded(entry),
                "oidc:ada",
                "key",
                "fingerprint",
                false,
                Optional.empty(),
                null,
                1,
                1);
    }

    @Test
    void whatWasRecordedIsToldWithTheEventAsThePersonSeesIt() {
        ObjectNode json = answer(new Decision.Recorded(line(IN)));

        assertThat(json.toString())
                .isEqualTo("{\"version\":9,\"for\":\"oidc:ada\",\"recorded\":{\"version\":3,\"response\":\"accept\","
                        + "\"role\":\"Server\",\"respondedAt\":\"2026-11-01T08:00:00.000Z\"}}");
    }

    @Test
    void aRepeatIsToldTheFirstAndThatItIsOne() {
        ObjectNode json = answer(new Decision.Replayed(line(IN)));

        assertThat(json.path("recorded").path("version").asLong()).isEqualTo(3);
        assertThat(json.path("replayed").booleanValue()).isTrue();
    }

    @Test
    void aSecondDeclineIsToldTheOneThatStands() {
        ObjectNode json = answer(new Decision.Unchanged(Optional.of(OUT)));

        assertThat(json.path("recorded").toString())
                .isEqualTo("{\"version\":4,\"response\":\"decline\",\"role\":null,"
                        + "\"respondedAt\":\"2026-11-01T08:00:00.007Z\"}");
        assertThat(json.has("replayed")).isFalse();
    }

    @Test
    void aPositionIsThatOfTheResponseItself() {
        StaffEntry server = waiting("oidc:ada", "Server", 5);
        StaffEntry cook = waiting("oidc:ada", "Cook", 7);
        Roster people = Roster.of(List.of(waiting("oidc:ben", "Cook", 6), cook));
        Outcome earlier = new Outcome(new Decision.Replayed(line(server)), event(people));
        Outcome present = new Outcome(new Decision.Unchanged(Optional.of(cook)), event(people));

        assertThat(answers.of(earlier, ADA).path("recorded").has("position"))
                .as("of a role that the person does not wait for any more")
                .isFalse();
        assertThat(answers.of(present, ADA).at("/recorded/position").intValue()).isEqualTo(2);
    }

    private static StaffEntry waiting(String userKey, String role, long version) {
        return StaffEntry.standby(userKey, Role.of(role, 1), StandbyReason.FULL, AT, version);
    }

    @Test
    void aRefusalIsAProblem() {
        Refusal full = new Refusal(
                Refusal.Reason.CAPACITY_FULL, Map.of("role", "Server", "capacity", 1, "taken", 1, "version", 9L));

        ProblemException problem =
                catchThrowableOfType(ProblemException.class, () -> answer(new Decision.Refused(full)));

        assertThat(problem.type()).isEqualTo(ProblemType.CAPACITY_FULL);
        assertThat(problem.message()).isEqualTo("No spots left for role 'Server'");
    }
}
