package io.muster.event.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Audience;
import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal.Reason;
import io.muster.event.Response;
import io.muster.event.StaffEntry;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.identity.Standing;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the planner makes of what a firm says of people: whom it has blocked, and who responds as a member. */
class BlockedRulesTest {
    private static final Facts NOBODY = facts(Map.of());

    private static Facts facts(Map<String, Standing> standings) {
        return new Facts(Set.of(), Map.of(), standings, Engagements.NONE);
    }

    private static Facts blocked(String userKey) {
        return facts(Map.of(userKey, Standing.BLOCKED));
    }

    private static Caller person(String userKey) {
        return new Caller(userKey, Profile.UNKNOWN, Optional.empty(), false, Employers.EVERYONE, Set.of(), false);
    }

    /** Whose token names no firm. */
    private static Caller member(String userKey, String firm) {
        return new Caller(userKey, Profile.UNKNOWN, Optional.empty(), false, Employers.NOBODY, Set.of("token"), false)
                .naming(firm);
    }

    private static KeyedCommand accept(Caller caller, boolean standby) {
        return Made.request(new Command.Accept(caller, "Server", standby));
    }

    private static Plan plan(Event event, Facts facts, KeyedCommand... requests) {
        return Made.plan(event, facts, requests);
    }

    private static List<String> said(Plan plan) {
        return plan.decisions().stream()
                .map(decision -> decision.fold(new Decision.Cases<>(
                        recorded -> "recorded",
                        replayed -> "replayed",
                        unchanged -> "unchanged",
                        refused -> refused.refusal().reason().name())))
                .toList();
    }

    private static Event event() {
        return Made.event(Made.waitlisted("Server", 1));
    }

    @Test
    void whoIsBlockedTakesNothing() {
        Plan plan = plan(event(), blocked("ada"), accept(person("ada"), false), accept(person("bob"), false));

        assertThat(said(plan)).containsExactly(Reason.EVENT_NOT_FOUND.name(), "recorded");
    }

    @Test
    void whoKeepsAPlaceOrWaitsMayDeclineAndNothingElse() {
        Event held = plan(event(), NOBODY, accept(person("ada"), false), accept(person("bob"), true))
                .after();
        Facts both = facts(Map.of("ada", Standing.BLOCKED, "bob", Standing.BLOCKED));
        KeyedCommand confirm = Made.request(new Command.Confirm(person("ada"), held.version()));
        KeyedCommand decline = Made.request(new Command.Decline(person("ada"), Optional.empty()));
        KeyedCommand again = Made.request(new Command.Decline(person("ada"), Optional.empty()));
        KeyedCommand leaves = Made.request(new Command.Decline(person("bob"), Optional.empty()));

        Plan plan = plan(held, both, confirm, accept(person("ada"), false), decline, again, leaves);

        assertThat(said(plan))
                .containsExactly("EVENT_NOT_FOUND", "EVENT_NOT_FOUND", "recorded", "EVENT_NOT_FOUND", "recorded");
        assertThat(plan.after().accepted()).isEmpty();
    }

    @Test
    void promotionPassesOverAndAnUnblockedOneKeepsThePosition() {
        Event full = plan(
                        event(),
                        NOBODY,
                        accept(person("ada"), false),
                        accept(person("bob"), true),
                        accept(person("cy"), true))
                .after();
        KeyedCommand decline = Made.request(new Command.Decline(person("ada"), Optional.empty()));

        Event passed = plan(full, blocked("bob"), decline).after();

        assertThat(passed.accepted()).extracting(StaffEntry::userKey).containsExactly("cy");
        KeyedCommand leaves = Made.request(new Command.Decline(person("cy"), Optional.empty()));
        assertThat(plan(passed, NOBODY, leaves).after().accepted())
                .extracting(StaffEntry::userKey)
                .containsExactly("bob");
    }

    /** Somebody whom it passes over is overtaken by nobody. */
    @Test
    void aFreePlaceIsAnyonesWhileOnlyBlockedPeopleWait() {
        Event full = plan(event(), NOBODY, accept(person("ada"), false), accept(person("bob"), true))
                .after();
        KeyedCommand decline = Made.request(new Command.Decline(person("ada"), Optional.empty()));

        Plan plan = plan(full, blocked("bob"), decline, accept(person("cy"), false));

        assertThat(said(plan)).containsExactly("recorded", "recorded");
        assertThat(plan.after().people().find(Response.STANDBY, "bob")).isPresent();
    }

    @Test
    void aMemberIsJudgedByWhatTheFirmSaysNow() {
        Event event = event();
        KeyedCommand asked = accept(member("ada", event.managerId()), false);
        Standing active = Standing.active(Standing.Board.CLOSED, Set.of("bar"));

        assertThat(said(plan(event, NOBODY, asked))).containsExactly("EVENT_NOT_FOUND");
        assertThat(said(plan(event, blocked("ada"), asked))).containsExactly("EVENT_NOT_FOUND");
        assertThat(said(plan(event, facts(Map.of("ada", active)), asked))).containsExactly("recorded");
        assertThat(said(plan(event, facts(Map.of("ada", active)), accept(member("ada", "other"), false))))
                .containsExactly("EVENT_NOT_FOUND");
    }

    @Test
    void aMembersTeamsAreThoseOfTheFirmAlone() {
        Event event = Made.after(event(), Made.publishTo(new Audience(List.of(), List.of("bar"))));
        KeyedCommand asked = accept(member("ada", event.managerId()), false);

        assertThat(said(plan(
                        event, facts(Map.of("ada", Standing.active(Standing.Board.CLOSED, Set.of("bar")))), asked)))
                .containsExactly("recorded");
        assertThat(said(plan(
                        event, facts(Map.of("ada", Standing.active(Standing.Board.CLOSED, Set.of("cooks")))), asked)))
                .containsExactly("EVENT_NOT_FOUND");
        Event tokens = Made.after(event(), Made.publishTo(new Audience(List.of(), List.of("token"))));
        assertThat(said(plan(
                        tokens, facts(Map.of("ada", Standing.active(Standing.Board.CLOSED, Set.of("bar")))), asked)))
                .containsExactly("EVENT_NOT_FOUND");
    }
}
