package io.muster.event.plan;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.AudiencePatch;
import io.muster.event.Command;
import io.muster.event.Command.Transition.Move;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventPatch;
import io.muster.event.KeyedCommand;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.Terms;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.Replay;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.after;
import static io.muster.event.plan.Made.assign;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.event;
import static io.muster.event.plan.Made.field;
import static io.muster.event.plan.Made.move;
import static io.muster.event.plan.Made.person;
import static io.muster.event.plan.Made.plan;
import static io.muster.event.plan.Made.remove;
import static io.muster.event.plan.Made.request;
import static io.muster.event.plan.Made.roles;
import static io.muster.event.plan.Made.said;
import static org.assertj.core.api.Assertions.assertThat;

/** Who has to confirm times and place, and how (docs/api.md#confirm). */
class ConfirmRulesTest {
    private static final LocalDate NEXT_DAY = LocalDate.of(2026, 6, 21);
    private static final LocalDate DAY = LocalDate.of(2026, 6, 20);

    /** At version 3. */
    private final Event in =
            after(event(Role.of("Server", 3), Role.of("Chef", 2)), accept("a", "Server"), accept("b", "Chef"));

    private static KeyedCommand on(LocalDate date) {
        return field(EventField.DATE, Optional.of(date));
    }

    private static KeyedCommand keepingConfirmed(EventField field, Object value) {
        EventPatch patch = new EventPatch(
                Map.of(field, Optional.of(value)), Optional.empty(), AudiencePatch.NOTHING, Optional.empty());
        return request(new Command.Edit(Made.MANAGER, "google:boss", patch, Optional.empty(), true));
    }

    private static KeyedCommand confirm(String userKey, long seen) {
        return request(new Command.Confirm(person(userKey), seen));
    }

    private static Role calledAt(String name, int count, int hour) {
        return new Role(name, Role.keyOf(name), count, LocalTime.of(hour, 0), null, null);
    }

    private static List<String> unconfirmed(Event event) {
        return event.accepted().stream()
                .filter(event.terms()::isUnconfirmed)
                .map(StaffEntry::userKey)
                .toList();
    }

    @Test
    void whoIsInHasToConfirmTimesAndPlace() {
        for (EventField changed : List.of(EventField.VENUE_NAME, EventField.VENUE_ADDRESS)) {
            assertThat(unconfirmed(after(in, field(changed, Optional.of("Hall 5")))))
                    .containsExactly("a", "b");
        }
        Plan plan = plan(in, on(NEXT_DAY));

        assertThat(unconfirmed(plan.after())).containsExactly("a", "b");
        assertThat(plan.entries().get(0).after().unconfirmed()).isEqualTo(2);
        assertThat(plan.after().accepted()).isEqualTo(in.accepted());
    }

    @Test
    void anythingElseHasNotToBeConfirmed() {
        Event changed = after(
                in,
                field(EventField.NOTES, Optional.of("Black shoes")),
                field(EventField.CITY, Optional.of("Denver")),
                roles(Role.of("Server", 5), Role.of("Chef", 2)));

        assertThat(unconfirmed(changed)).isEmpty();
        assertThat(changed.terms()).isEqualTo(Terms.UNCHANGED);
    }

    @Test
    void theTimesOfARoleAreConfirmedByWhoHoldsIt() {
        Event called = after(in, roles(Role.of("Server", 3), calledAt("Chef", 2, 16)));

        assertThat(unconfirmed(called)).containsExactly("b");
        assertThat(unconfirmed(after(called, roles(Role.of("Server", 3), Role.of("Chef", 2)))))
                .isEmpty();
    }

    @Test
    void whatIsTakenBackIsTakenBackForWhoDidNotKnowIt() {
        Event moved = after(in, on(NEXT_DAY), accept("c", "Server"));
        Event back = after(moved, on(DAY));

        assertThat(unconfirmed(moved)).containsExactly("a", "b");
        assertThat(unconfirmed(back)).containsExactly("c");
    }

    @Test
    void aChangeThatKeepsWhatIsConfirmedAsksNobodyNew() {
        Event moved = after(in, on(NEXT_DAY), confirm("a", 4));

        Event spelled = after(moved, keepingConfirmed(EventField.VENUE_NAME, "Hall 4"));
        assertThat(unconfirmed(spelled)).containsExactly("b");
        assertThat(unconfirmed(after(moved, keepingConfirmed(EventField.DATE, DAY))))
                .isEmpty();
        Event other = after(moved, keepingConfirmed(EventField.DATE, LocalDate.of(2026, 6, 22)));
        assertThat(unconfirmed(other)).containsExactly("b");
        assertThat(unconfirmed(after(other, on(NEXT_DAY)))).containsExactly("a", "b");
    }

    @Test
    void aDraftAsksNobody() {
        assertThat(unconfirmed(after(in, move(Move.UNPUBLISH), on(NEXT_DAY)))).isEmpty();
    }

    @Test
    void whomTheManagerPutsInHasToConfirm() {
        Event moved = after(in, assign("a", "Chef"));

        assertThat(unconfirmed(moved)).containsExactly("a");
        assertThat(unconfirmed(after(moved, on(NEXT_DAY), on(DAY)))).containsExactly("a");
        assertThat(said(plan(moved, confirm("a", 3)))).containsExactly("refused CHANGED_SINCE{version=4}");
        assertThat(unconfirmed(after(moved, confirm("a", 4)))).isEmpty();
    }

    @Test
    void aConfirmationKeepsTheEntry() {
        Event moved = after(in, on(NEXT_DAY));

        Plan plan = plan(moved, confirm("a", 4));

        assertThat(said(plan)).containsExactly("recorded confirmed at 5");
        assertThat(unconfirmed(plan.after())).containsExactly("b");
        assertThat(plan.after().accepted()).extracting(StaffEntry::userKey).containsExactly("a", "b");
        assertThat(plan.after().currentEntry("a").orElseThrow().version()).isEqualTo(2);
        assertThat(plan.after().managerVersion()).isEqualTo(4);
        assertThat(plan.entries().get(0).after().unconfirmed()).isEqualTo(1);
    }

    @Test
    void whatWasSeenHasToBeWhatIs() {
        Event moved = after(in, on(NEXT_DAY), field(EventField.NOTES, Optional.of("x")));

        assertThat(said(plan(moved, confirm("a", 3), confirm("a", 4), confirm("a", 4))))
                .containsExactly("refused CHANGED_SINCE{version=5}", "recorded confirmed at 6", "unchanged since 2");
        Event seenBack = after(moved, on(DAY), on(NEXT_DAY));
        assertThat(said(plan(seenBack, confirm("b", 6), confirm("b", 4))))
                .containsExactly("refused CHANGED_SINCE{version=7}", "recorded confirmed at 8");
    }

    @Test
    void whoHasNothingToConfirm() {
        assertThat(said(plan(in, confirm("a", 1), confirm("z", 3))))
                .containsExactly("unchanged since 2", "refused NOT_ACCEPTED{}");
        assertThat(said(plan(after(in, on(NEXT_DAY), move(Move.CANCEL)), confirm("a", 4))))
                .containsExactly("refused EVENT_CLOSED{}");
    }

    @Test
    void whoHasNotConfirmedCanDeclineAfterTheLastTime() {
        Event late = after(in, field(EventField.WITHDRAW_UNTIL, Optional.of(Made.NOW.minusSeconds(1))));
        Event moved = after(late, on(NEXT_DAY));

        assertThat(said(plan(late, decline("a")))).containsExactly("refused WITHDRAW_CLOSED{}");
        assertThat(said(plan(moved, decline("a"), confirm("b", 5), decline("b"))))
                .containsExactly("recorded declined at 6", "recorded confirmed at 7", "refused WITHDRAW_CLOSED{}");
    }

    @Test
    void whoLeavesIsNotCountedAnyMore() {
        Event left = after(in, on(NEXT_DAY), remove("a", false), decline("b"), accept("a", "Server"));

        assertThat(left.unconfirmed()).isZero();
    }

    /** Of more changes than are kept, who came in before the oldest has to confirm even what was taken back. */
    @Test
    void manyChangesAreForgottenOnTheSafeSide() {
        Event changed = in;
        for (int i = 0; i < 25; i++) {
            changed = after(changed, on(DAY.plusDays(i + 1L)));
        }
        changed = after(changed, on(DAY));

        assertThat(changed.terms().changes()).hasSize(20);
        assertThat(unconfirmed(changed)).containsExactly("a", "b");
        assertThat(said(plan(changed, confirm("a", changed.version()))).get(0)).startsWith("recorded confirmed");
    }

    /** Lines from before there was a confirmation ask nobody. */
    @Test
    void oldLinesAskNobody() {
        Event made = event(Role.of("Server", 3));
        List<JournalEntry> journal = new ArrayList<>(List.of(Made.firstLine(made)));
        journal.addAll(plan(made, accept("a", "Server"), on(NEXT_DAY)).entries());
        JournalEntry change = journal.get(2);
        journal.set(2, withoutQuestion(change));

        assertThat(unconfirmed(Replay.of(journal))).isEmpty();
        assertThat(change.change().asksAgain()).isTrue();
    }

    private static JournalEntry withoutQuestion(JournalEntry line) {
        return new JournalEntry(
                line.eventId(),
                line.version(),
                line.at(),
                line.managerId(),
                new io.muster.event.journal.Change.Updated(line.change().patch()),
                line.actor(),
                line.requestKey(),
                line.fingerprint(),
                line.newStatus(),
                line.audienceBefore(),
                line.after(),
                line.place(),
                line.of());
    }
}
