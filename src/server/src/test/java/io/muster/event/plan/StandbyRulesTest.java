package io.muster.event.plan;

import java.util.Optional;

import io.muster.event.Audience;
import io.muster.event.Command.Transition.Move;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.StandbyReason;
import io.muster.event.journal.JournalEntry;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.after;
import static io.muster.event.plan.Made.barring;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.event;
import static io.muster.event.plan.Made.move;
import static io.muster.event.plan.Made.onApproval;
import static io.muster.event.plan.Made.person;
import static io.muster.event.plan.Made.plan;
import static io.muster.event.plan.Made.publishTo;
import static io.muster.event.plan.Made.remove;
import static io.muster.event.plan.Made.role;
import static io.muster.event.plan.Made.said;
import static io.muster.event.plan.Made.standBy;
import static io.muster.event.plan.Made.waitlisted;
import static org.assertj.core.api.Assertions.assertThat;

/** Accepts of places that cannot be had now (docs/api.md#standby). */
class StandbyRulesTest {
    private static final Role SERVER = waitlisted("Server", 1);
    private static final Role COOK = onApproval("Cook", 2);

    private final Event full = after(event(SERVER, COOK), accept("a", "Server"));

    @Test
    void whoeverComesTooLateMayWaitAndIsAskedFirst() {
        assertThat(said(plan(full, accept("b", "Server"), standBy("b", "server"), accept("c", "Server"))))
                .containsExactly(
                        "refused CAPACITY_FULL{capacity=1, role=Server, taken=1, version=2,"
                                + " waitlist={length=0, max=50}}",
                        "recorded standby at 3",
                        "refused CAPACITY_FULL{capacity=1, role=Server, taken=1, version=3,"
                                + " waitlist={length=1, max=50}}");
    }

    @Test
    void anEntryOnStandbySaysWhyForWhatAndSinceWhen() {
        Event waiting = after(full, standBy("b", "SERVER"), standBy("c", "Cook"));

        assertThat(waiting.standby()).extracting(StaffEntry::userKey).containsExactly("b", "c");
        assertThat(waiting.standby())
                .extracting(StaffEntry::reason)
                .containsExactly(Optional.of(StandbyReason.FULL), Optional.of(StandbyReason.APPROVAL));
        assertThat(waiting.standby())
                .extracting(StaffEntry::role)
                .containsExactly(Optional.of("Server"), Optional.of("Cook"));
        assertThat(waiting.standby()).extracting(StaffEntry::since).containsExactly(3L, 4L);
        assertThat(waiting.roleStats()).extracting(stats -> stats.standby()).containsExactly(1, 1);
        assertThat(waiting.status()).isEqualTo(EventStatus.PUBLISHED);
    }

    @Test
    void nobodyIsPutOnAListWhoDidNotAsk() {
        assertThat(said(plan(full, accept("b", "Cook")))).containsExactly("refused APPROVAL_REQUIRED{role=Cook}");
        assertThat(said(plan(after(event(Role.of("Bar", 1)), accept("a", "Bar")), standBy("b", "Bar"))))
                .containsExactly("refused CAPACITY_FULL{capacity=1, role=Bar, taken=1, version=2}");
    }

    @Test
    void aFreePlaceIsTakenAtOnceAndOnlyARequestWaits() {
        assertThat(said(plan(event(SERVER, COOK), standBy("a", "Server"), standBy("b", "Cook"))))
                .containsExactly("recorded accepted at 2", "recorded standby at 3");
    }

    @Test
    void whoWaitsForItAlreadyKeepsThePosition() {
        Event waiting = after(full, standBy("b", "Server"), standBy("c", "Server"));

        assertThat(said(plan(waiting, standBy("b", "Server"), accept("b", "Server"))))
                .containsExactly("unchanged since 3", "unchanged since 3");
        assertThat(waiting.position("b")).contains(1);
        assertThat(waiting.position("c")).contains(2);
        assertThat(waiting.position("a")).isEmpty();
    }

    @Test
    void aListIsNoLongerThanItMayBe() {
        Event event =
                after(event(role("Server", 1, "waitlist", 1), COOK), accept("a", "Server"), standBy("b", "Server"));

        Event asking = after(event, standBy("c", "Cook"));

        assertThat(said(plan(asking, standBy("c", "Server"))))
                .containsExactly("refused STANDBY_FULL{length=1, max=1, role=Server}");
        assertThat(plan(asking, standBy("c", "Server")).after().position("c")).contains(1);
    }

    @Test
    void whoGoesToAnotherRoleBeginsAnewInOneLine() {
        Event asking = after(full, standBy("b", "Cook"));

        Event moved = after(asking, standBy("b", "Server"));

        assertThat(moved.standby()).hasSize(1);
        assertThat(moved.standby().get(0).key()).contains("server");
        assertThat(moved.standby().get(0).since()).isEqualTo(4);
    }

    @Test
    void aDeclineEndsTheWaitAndKeepsTheRole() {
        Event waiting = after(full, standBy("b", "Server"));

        Event declined = after(waiting, decline("b"));

        assertThat(declined.standby()).isEmpty();
        assertThat(declined.declined().get(0).role()).contains("Server");
    }

    @Test
    void whoWaitsSeesTheEventAsWhoIsInDoes() {
        Event waiting = after(full, standBy("b", "Server"));

        assertThat(after(waiting, publishTo(new Audience(java.util.List.of("z"), java.util.List.of())))
                        .visibleTo(person("b")))
                .isTrue();
        assertThat(after(waiting, move(Move.UNPUBLISH)).visibleTo(person("b"))).isTrue();
        assertThat(after(waiting, decline("b"), move(Move.UNPUBLISH)).visibleTo(person("b")))
                .isFalse();
    }

    @Test
    void whoIsBarredWhileWaitingStaysAndGetsNothing() {
        Event barred = after(full, standBy("b", "Server"), barring("b"));

        assertThat(said(plan(barred, accept("b", "Server"), decline("b"))))
                .containsExactly("refused BARRED{}", "recorded declined at 5");
    }

    @Test
    void aManagerTakesAnybodyOffTheList() {
        Event waiting = after(full, standBy("b", "Server"));

        assertThat(said(plan(waiting, remove("b", false)))).containsExactly("recorded removed at 4");
        assertThat(after(waiting, remove("b", false)).currentEntry("b")).isEmpty();
    }

    @Test
    void theLineSaysItAll() {
        JournalEntry line = plan(full, standBy("b", "Server")).entries().get(0);

        assertThat(line.kind()).isEqualTo(JournalEntry.Kind.STANDBY);
        assertThat(line.after().standby()).isEqualTo(1);
        assertThat(line.after().roles()).extracting(stats -> stats.standby()).containsExactly(1, 0);
    }
}
