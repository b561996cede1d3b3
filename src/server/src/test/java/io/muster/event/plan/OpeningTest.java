package io.muster.event.plan;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Audience;
import io.muster.event.AudienceKeys;
import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal;
import io.muster.event.Role;
import io.muster.event.journal.JournalEntry;
import org.junit.jupiter.api.Test;

import static io.muster.event.EventStatus.PUBLISHED;
import static io.muster.event.plan.Made.NOW;
import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.after;
import static io.muster.event.plan.Made.assign;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.event;
import static io.muster.event.plan.Made.onApproval;
import static io.muster.event.plan.Made.person;
import static io.muster.event.plan.Made.plan;
import static io.muster.event.plan.Made.request;
import static io.muster.event.plan.Made.said;
import static io.muster.event.plan.Made.standBy;
import static io.muster.event.plan.Made.with;
import static org.assertj.core.api.Assertions.assertThat;

/** From when on people get in, until when they may leave, and why they do (docs/api.md#respond-order). */
class OpeningTest {
    private static final Role BAR = Role.of("Bar", 2);

    private static List<String> at(Event event, Instant now, KeyedCommand... requests) {
        return said(Planner.plan(event, now, List.of(requests)));
    }

    @Test
    void nobodyGetsInOrOnAListBeforeItOpens() {
        Instant opensAt = NOW.plusSeconds(60);
        Event closed = with(event(BAR, onApproval("Chef", 1)), EventField.OPENS_AT, opensAt);

        assertThat(at(closed, opensAt.minusMillis(1), accept("a", "Bar"), standBy("a", "Chef"), accept("a", "Baker")))
                .containsExactly(
                        "refused NOT_OPEN_YET{opensAt=2026-06-01T12:01Z[UTC]}",
                        "refused NOT_OPEN_YET{opensAt=2026-06-01T12:01Z[UTC]}",
                        "refused ROLE_NOT_FOUND{}");
        assertThat(at(closed, opensAt, accept("a", "Bar"))).containsExactly("recorded accepted at 2");
    }

    @Test
    void theTimeIsToldInTheEventsZone() {
        Event closed = with(
                with(event(BAR), EventField.OPENS_AT, Instant.parse("2026-06-10T16:00:00Z")),
                EventField.TIMEZONE,
                ZoneId.of("America/Denver"));

        Refusal refusal =
                ((Decision.Refused) plan(closed, accept("a", "Bar")).decisions().get(0)).refusal();

        assertThat(refusal.facts().get("opensAt")).hasToString("2026-06-10T10:00-06:00[America/Denver]");
    }

    @Test
    void whoIsInATeamOfAWaveGetsInWithIt() {
        Audience waves = new Audience(List.of(), List.of(), List.of(wave(30, "t-2"), wave(10, "t-1", "t-3")));
        Event event = with(event(PUBLISHED, waves, BAR), EventField.OPENS_AT, NOW.plusSeconds(20));

        assertThat(at(event, NOW.plusSeconds(9), of("a", "t-1"), of("b", "t-2", "t-3"), of("c", "t-2"), of("d", "t-9")))
                .containsExactly(notBefore(10), notBefore(10), notBefore(30), notBefore(20));
        assertThat(at(event, NOW.plusSeconds(20), of("b", "t-2", "t-3"), of("c", "t-2"), of("d")))
                .containsExactly("recorded accepted at 2", notBefore(30), "recorded accepted at 3");
    }

    @Test
    void withoutATimeForOthersTheyGetInWithTheLastWave() {
        Audience waves = new Audience(List.of(), List.of(), List.of(wave(30, "t-2"), wave(10, "t-1")));
        Event event = event(PUBLISHED, waves, BAR);

        assertThat(at(event, NOW.plusSeconds(29), of("a"), of("b", "t-1")))
                .containsExactly(notBefore(30), "recorded accepted at 2");
        assertThat(at(event, NOW.plusSeconds(30), of("a"))).containsExactly("recorded accepted at 2");
    }

    @Test
    void beingInATeamOfAWaveIsSeeingTheEvent() {
        Audience forBoss = new Audience(List.of("boss"), List.of(), List.of(wave(0, "t-1")));
        Event event = event(PUBLISHED, forBoss, BAR);

        assertThat(at(event, NOW, of("a"), of("b", "t-1")))
                .containsExactly("refused EVENT_NOT_FOUND{}", "recorded accepted at 2");
        assertThat(AudienceKeys.of(event)).containsExactly("u|boss", "t|t-1");
        Event forAll = event(PUBLISHED, new Audience(List.of(), List.of(), forBoss.waves()), BAR);
        assertThat(AudienceKeys.of(forAll)).containsExactly("*", "*|m-1");
        assertThat(at(forAll, NOW, of("a"))).containsExactly("recorded accepted at 2");
    }

    /** A person's teams are those of the token that the response came with. */
    private static KeyedCommand of(String person, String... teams) {
        return request(new Command.Accept(person(person, Set.of(teams), Made.MANAGER), "Bar"));
    }

    private static Audience.Wave wave(int seconds, String... teams) {
        return new Audience.Wave(NOW.plusSeconds(seconds), List.of(teams));
    }

    private static String notBefore(int seconds) {
        return "refused NOT_OPEN_YET{opensAt=" + NOW.plusSeconds(seconds).atZone(ZoneId.of("UTC")) + "}";
    }

    @Test
    void aManagerMindsNoOpening() {
        Event closed = with(after(event(BAR), decline("a")), EventField.OPENS_AT, NOW.plusSeconds(60));

        assertThat(said(plan(closed, assign("a", "Bar")))).containsExactly("recorded assigned at 3");
    }

    @Test
    void whoIsInCannotLeaveAfterTheTimeToWithdraw() {
        Event event = after(event(Made.waitlisted("Bar", 1)), accept("a", "Bar"), standBy("b", "Bar"));
        Event withdrawable = with(event, EventField.WITHDRAW_UNTIL, NOW);

        assertThat(at(withdrawable, NOW, decline("a"))).containsExactly("recorded declined at 4");
        assertThat(at(withdrawable, NOW.plusMillis(1), decline("a"), decline("b"), decline("c")))
                .containsExactly("refused WITHDRAW_CLOSED{}", "recorded declined at 4", "recorded declined at 5");
        assertThat(at(
                        with(with(withdrawable, EventField.CONTACT_PHONE, "555-0100"), EventField.CONTACT_NAME, "Eve"),
                        NOW.plusMillis(1),
                        decline("a")))
                .containsExactly("refused WITHDRAW_CLOSED{contact_name=Eve, contact_phone=555-0100}");
    }

    @Test
    void theReasonOfADeclineIsInItsLine() {
        Command ill = new Command.Decline(person("a"), Optional.empty(), Optional.of("I am ill"));

        JournalEntry line = plan(event(BAR), request(ill)).entries().get(0);

        assertThat(line.reason()).contains("I am ill");
        Command.Remove removal = new Command.Remove(Made.MANAGER, "boss", "a", false, Optional.of("Late again"));
        assertThat(plan(after(event(BAR), accept("a", "Bar")), request(removal))
                        .entries()
                        .get(0)
                        .reason())
                .contains("Late again");
    }
}
