package io.muster.event.plan;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
import io.muster.event.journal.JournalEntry.Kind;
import io.muster.event.journal.SchemaNumber;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.after;
import static io.muster.event.plan.Made.assign;
import static io.muster.event.plan.Made.cancel;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.event;
import static io.muster.event.plan.Made.field;
import static io.muster.event.plan.Made.move;
import static io.muster.event.plan.Made.onApproval;
import static io.muster.event.plan.Made.role;
import static io.muster.event.plan.Made.roles;
import static io.muster.event.plan.Made.said;
import static io.muster.event.plan.Made.standBy;
import static io.muster.event.plan.Made.waitlisted;
import static org.assertj.core.api.Assertions.assertThat;

/** What is recorded under a schema number that older versions know too. */
class SchemaRulesTest {
    private static final Role SERVER = Role.of("Server", 1);
    private static final String REFUSED = "refused NOT_YET_AVAILABLE{}";

    private static Plan first(Event event, Instant now, List<KeyedCommand> requests) {
        return Planner.plan(event, now, () -> false, SchemaNumber.FIRST, Facts.NONE, requests);
    }

    private static Plan first(Event event, KeyedCommand... requests) {
        return first(event, Made.NOW, List.of(requests));
    }

    @Provide
    Arbitrary<Histories.History> histories() {
        return Histories.histories();
    }

    /** Under the lowest number too, events are as if what it refuses had never been asked for. */
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void recordsOnlyWhatTheNumberAllowsAndElseTheSame(@ForAll("histories") Histories.History history) {
        if (history.made().roles().stream().anyMatch(SchemaRulesTest::isNew)) {
            return;
        }
        Event event = history.made();
        for (Histories.Batch batch : history.batches()) {
            List<KeyedCommand> requests = withoutRepeats(batch.requests());
            Plan plan = first(event, batch.now(), requests);
            List<KeyedCommand> others = new ArrayList<>();
            List<String> said = new ArrayList<>();
            for (int i = 0; i < requests.size(); i++) {
                String answer = said(plan.decisions().get(i));
                if (!answer.equals(REFUSED)) {
                    others.add(requests.get(i));
                    said.add(answer);
                }
            }
            Plan unlimited = Planner.plan(event, batch.now(), others);
            assertThat(plan.entries())
                    .allSatisfy(
                            entry -> assertThat(SchemaNumber.of(entry.change())).isEqualTo(SchemaNumber.FIRST));
            if (unlimited.entries().stream().noneMatch(entry -> entry.change().asksAgain())) {
                assertThat(said(unlimited)).isEqualTo(said);
                assertThat(plan.after()).isEqualTo(unlimited.after());
            }
            event = plan.after();
        }
    }

    private static List<KeyedCommand> withoutRepeats(List<KeyedCommand> requests) {
        return requests.stream().map(KeyedCommand::command).map(Made::request).toList();
    }

    private static boolean isNew(Role role) {
        return role.waitlist()
                || role.approval()
                || role.standbyMax() != Role.STANDBY_MAX
                || !role.requires().isEmpty();
    }

    @Example
    void rolesThatPeopleCanStandByForAreRefused() {
        Event event = event(SERVER);
        for (Role role : List.of(waitlisted("Server", 1), onApproval("Server", 1), role("Server", 1, "", 7))) {
            assertThat(said(first(event, roles(role)))).containsExactly(REFUSED);
        }
        assertThat(said(first(event, roles(Role.of("Server", 2))))).containsExactly("recorded updated at 2");
        EventPatch renames = new EventPatch(
                Map.of(),
                Optional.of(List.of(Role.of("Waiter", 1))),
                AudiencePatch.NOTHING,
                Optional.empty(),
                Map.of("Server", "Waiter"));
        assertThat(said(first(event, Made.edit(renames)))).containsExactly(REFUSED);
    }

    @Example
    void wavesAreRefused() {
        EventPatch waves = EventPatch.of(new AudiencePatch(
                Optional.empty(), Optional.empty(), Optional.of(List.of(new Audience.Wave(Made.NOW, List.of("t"))))));
        for (int number : new int[] {SchemaNumber.FIRST, SchemaNumber.STANDBY}) {
            Plan plan =
                    Planner.plan(event(SERVER), Made.NOW, () -> false, number, Facts.NONE, List.of(Made.edit(waves)));
            assertThat(said(plan)).containsExactly(REFUSED);
        }
    }

    @Example
    void aManagersHandAndNewTimesAreRefused() {
        Event event = after(event(SERVER), accept("a", "Server"), decline("a"));
        assertThat(said(first(event, assign("a", "Server")))).containsExactly(REFUSED);
        for (EventField time : List.of(EventField.OPENS_AT, EventField.PROMOTE_UNTIL, EventField.WITHDRAW_UNTIL)) {
            assertThat(said(first(event, field(time, Optional.of(Made.NOW.plusSeconds(60))))))
                    .containsExactly(REFUSED);
        }
        assertThat(said(first(event, cancel("Rain")))).containsExactly(REFUSED);
        Plan cancelled = first(event, move(Move.CANCEL), move(Move.REOPEN));
        assertThat(said(cancelled)).containsExactly("recorded cancelled at 4", REFUSED);
        assertThat(cancelled.after().status()).isEqualTo(EventStatus.CANCELLED);
    }

    @Example
    void nobodyHasToConfirmWhatOlderVersionsCouldNotAskFor() {
        Event event = after(event(SERVER), accept("a", "Server"));
        Plan moved = first(
                event,
                field(EventField.START_TIME, Optional.of(LocalTime.of(9, 0))),
                Made.request(new Command.Confirm(Made.person("a"), 1)));
        assertThat(said(moved)).containsExactly("recorded updated at 3", "unchanged since 2");
        assertThat(moved.after().unconfirmed()).isZero();
    }

    /** On an event of a version that knew standby lists and no number, or where the number was lowered in the database itself. */
    @Example
    void whoWaitsAlreadyIsPromotedAndNotOvertaken() {
        Event waiting = after(event(waitlisted("Server", 1)), accept("a", "Server"), standBy("b", "Server"));
        Plan plan = first(waiting, decline("a"), accept("c", "Server"), standBy("c", "Server"), accept("b", "Server"));
        assertThat(said(plan))
                .containsExactly(
                        "recorded declined at 4",
                        "refused CAPACITY_FULL{capacity=1, role=Server, taken=1, version=5, waitlist={length=0, max=50}}",
                        REFUSED,
                        "refused ALREADY_ACCEPTED{role=Server}");
        assertThat(plan.entries()).extracting(JournalEntry::kind).containsExactly(Kind.DECLINED, Kind.PROMOTED);
        assertThat(said(first(plan.after(), standBy("c", "Server")))).containsExactly(REFUSED);
    }
}
