package io.muster.event.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.AudiencePatch;
import io.muster.event.Event;
import io.muster.event.EventPatch;
import io.muster.event.KeyedCommand;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.Replay;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.after;
import static io.muster.event.plan.Made.edit;
import static io.muster.event.plan.Made.event;
import static io.muster.event.plan.Made.plan;
import static io.muster.event.plan.Made.said;
import static io.muster.event.plan.Made.standBy;
import static io.muster.event.plan.Made.waitlisted;
import static org.assertj.core.api.Assertions.assertThat;

/** A role goes on under another name (docs/api.md#rename). */
class RenameRulesTest {
    /** At version 4. */
    private final Event in = after(
            event(waitlisted("Server", 1), Role.of("Chef", 1)),
            accept("a", "Server"),
            accept("b", "Chef"),
            standBy("c", "Server"));

    private static KeyedCommand renaming(Map<String, String> renamed, Role... roles) {
        return edit(new EventPatch(
                Map.of(), Optional.of(List.of(roles)), AudiencePatch.NOTHING, Optional.empty(), renamed));
    }

    private static List<String> roles(Event event) {
        return event.people().all().map(entry -> entry.role().orElse("")).toList();
    }

    @Test
    void peopleStayWithTheRole() {
        Plan plan = plan(in, renaming(Map.of("server", "Waiter"), waitlisted("Waiter", 1), Role.of("Chef", 1)));

        assertThat(said(plan)).containsExactly("recorded updated at 5");
        assertThat(roles(plan.after())).containsExactly("Waiter", "Chef", "Waiter");
        assertThat(plan.entries().get(0).change().patch().renamed()).isEqualTo(Map.of("Server", "Waiter"));
        assertThat(plan.after().accepted()).extracting(StaffEntry::version).containsExactly(2L, 3L);
        assertThat(said(plan(plan.after(), accept("d", "Server")))).containsExactly("refused ROLE_NOT_FOUND{}");
        assertThat(said(plan(plan.after(), accept("d", "waiter")))).asString().contains("CAPACITY_FULL");
    }

    @Test
    void twoRolesSwapNames() {
        Event swapped = after(
                in, renaming(Map.of("Server", "Chef", "Chef", "Server"), waitlisted("Chef", 1), Role.of("Server", 1)));

        assertThat(roles(swapped)).containsExactly("Chef", "Server", "Chef");
        assertThat(after(swapped, Made.decline("a")).accepted())
                .extracting(StaffEntry::userKey)
                .containsExactly("b", "c");
    }

    /** A change whose answer was lost is sent again. */
    @Test
    void whatIsRepeatedIsCarriedOutOnce() {
        KeyedCommand swap =
                renaming(Map.of("Server", "Chef", "Chef", "Server"), waitlisted("Chef", 1), Role.of("Server", 1));
        KeyedCommand chain =
                renaming(Map.of("Server", "Chef", "Chef", "Cook"), waitlisted("Chef", 1), Role.of("Cook", 1));
        KeyedCommand another =
                renaming(Map.of("Server", "Waiter"), waitlisted("Waiter", 1), Role.of("Chef", 1), Role.of("Server", 1));

        for (KeyedCommand change : List.of(swap, chain, another)) {
            Event changed = after(in, change);

            assertThat(changed.version()).isEqualTo(5);
            assertThat(said(plan(changed, change))).containsExactly("unchanged");
        }
    }

    @Test
    void theOldNameMayBeAnotherRoles() {
        Event renamed = after(
                in,
                renaming(Map.of("Server", "Waiter"), waitlisted("Waiter", 1), Role.of("Chef", 1), Role.of("Server", 1)),
                accept("d", "Server"));

        assertThat(renamed.roles()).extracting(Role::key).doesNotHaveDuplicates();
        assertThat(renamed.roleStats()).allMatch(stats -> stats.taken() == 1);
        assertThat(said(plan(renamed, accept("e", "server")))).asString().contains("role=Server");
    }

    @Test
    void whatIsSoAlreadyIsNoError() {
        KeyedCommand again = renaming(Map.of("Bar", "Chef"), waitlisted("Server", 1), Role.of("Chef", 1));
        KeyedCommand unknown = renaming(Map.of("Bar", "Pub"), waitlisted("Server", 1), Role.of("Pub", 1));

        assertThat(said(plan(in, again))).containsExactly("unchanged");
        assertThat(said(plan(in, unknown))).containsExactly("refused ROLE_NOT_FOUND{}");
    }

    @Test
    void aTakenRoleIsNotLostToOneThatGetsItsName() {
        KeyedCommand merging = renaming(Map.of("Server", "Chef"), waitlisted("Chef", 2));

        assertThat(said(plan(in, merging)))
                .asString()
                .contains("CAPACITY_BELOW_TAKEN{count=0")
                .contains("role=Chef");
    }

    @Test
    void aNewSpellingIsNoNewName() {
        Plan plan = plan(in, renaming(Map.of("Server", "SERVER"), waitlisted("SERVER", 1), Role.of("Chef", 1)));

        assertThat(plan.entries().get(0).change().patch().renamed()).isEmpty();
        assertThat(roles(plan.after())).containsExactly("SERVER", "Chef", "SERVER");
    }

    /** Who waits for a role that is gone does not wait for another one that has its name by now. */
    @Test
    void whoWaitsForWhatIsGoneComesIntoNoOther() {
        Event open = after(
                event(waitlisted("Server", 1), waitlisted("Chef", 1)),
                accept("a", "Server"),
                standBy("b", "Server"),
                accept("c", "Chef"));
        Event without = after(open, Made.barring("b"), Made.decline("a"), renaming(Map.of(), waitlisted("Chef", 1)));
        Event named = after(without, renaming(Map.of("Chef", "Server"), waitlisted("Server", 2)), Made.barring());

        assertThat(named.hasAccepted("b")).isFalse();
        assertThat(named.standby()).extracting(StaffEntry::role).containsExactly(Optional.of("Server"));
    }

    /** The first name of a role that was renamed and is gone is free for another one; its people are not. */
    @Test
    void whoWaitsUnderANewNameDoesNotWaitForARoleOfTheOldOne() {
        Event without = after(
                event(waitlisted("Server", 1), waitlisted("Chef", 1)),
                accept("a", "Server"),
                standBy("b", "Server"),
                renaming(Map.of("Server", "Waiter"), waitlisted("Waiter", 1), waitlisted("Chef", 1)),
                Made.barring("b"),
                Made.decline("a"),
                renaming(Map.of(), waitlisted("Chef", 1)));
        Event another =
                after(without, renaming(Map.of(), waitlisted("Chef", 1), waitlisted("Server", 2)), Made.barring());
        Event sameAgain =
                after(without, renaming(Map.of(), waitlisted("Chef", 1), waitlisted("Waiter", 2)), Made.barring());

        assertThat(another.hasAccepted("b")).isFalse();
        assertThat(another.role("server#2")).isPresent();
        assertThat(sameAgain.hasAccepted("b")).isTrue();
    }

    @Test
    void theJournalYieldsTheEvent() {
        Event made = event(waitlisted("Server", 1), Role.of("Chef", 1));
        List<JournalEntry> journal = new ArrayList<>(List.of(Made.firstLine(made)));
        Plan plan = plan(
                made,
                accept("a", "Server"),
                standBy("b", "Server"),
                renaming(Map.of("Server", "Chef", "Chef", "Server"), waitlisted("Chef", 1), Role.of("Server", 1)));
        journal.addAll(plan.entries());

        assertThat(Replay.of(journal)).isEqualTo(plan.after());
    }
}
