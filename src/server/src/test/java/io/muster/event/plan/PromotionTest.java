package io.muster.event.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.muster.event.Audience;
import io.muster.event.Command;
import io.muster.event.Command.Transition.Move;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.Role;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.event.StandbyReason;
import io.muster.event.journal.JournalEntry;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.NOW;
import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.after;
import static io.muster.event.plan.Made.assign;
import static io.muster.event.plan.Made.barring;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.event;
import static io.muster.event.plan.Made.field;
import static io.muster.event.plan.Made.move;
import static io.muster.event.plan.Made.plan;
import static io.muster.event.plan.Made.publish;
import static io.muster.event.plan.Made.publishTo;
import static io.muster.event.plan.Made.remove;
import static io.muster.event.plan.Made.roles;
import static io.muster.event.plan.Made.said;
import static io.muster.event.plan.Made.standBy;
import static io.muster.event.plan.Made.waitlisted;
import static org.assertj.core.api.Assertions.assertThat;

/** Who gets a place that becomes free, and who does not (docs/api.md#promotion). */
class PromotionTest {
    private static final Role SERVER = waitlisted("Server", 1);

    /** One in, and two who wait in this order. */
    private final Event waiting =
            after(event(SERVER), accept("a", "Server"), standBy("b", "Server"), standBy("c", "Server"));

    /** The lines of a plan: the kind, the person, and the cause where there is one. */
    private static List<String> lines(Plan plan) {
        return plan.entries().stream()
                .map(line -> line.version() + " " + line.kind().wireName()
                        + line.userKey().map(who -> " " + who).orElse("")
                        + line.cause().map(cause -> " by " + cause).orElse(""))
                .toList();
    }

    private static List<String> in(Event event) {
        return event.accepted().stream().map(StaffEntry::userKey).toList();
    }

    @Test
    void aPlaceGivenBackGoesToWhoHasWaitedLongestInTheSameTransaction() {
        Plan plan = plan(waiting, decline("a"));

        assertThat(lines(plan)).containsExactly("5 declined a", "6 promoted b by 5");
        assertThat(plan.entries()).extracting(JournalEntry::actor).containsOnly("a");
        assertThat(plan.entries()).extracting(JournalEntry::of).containsOnly(2);
        StaffEntry promoted = plan.after().accepted().get(0);
        assertThat(promoted.since()).isEqualTo(3);
        assertThat(promoted.version()).isEqualTo(6);
        assertThat(promoted.reason()).isEmpty();
        assertThat(plan.after().status()).isEqualTo(EventStatus.FULFILLED);
    }

    @Test
    void eachWhoWaitsIsServedByAnythingThatFreesAPlace() {
        assertThat(lines(plan(waiting, remove("a", false)))).containsExactly("5 removed a", "6 promoted b by 5");
        assertThat(lines(plan(waiting, roles(waitlisted("Server", 3)))))
                .containsExactly("5 updated", "6 promoted b by 5", "7 promoted c by 5");
        assertThat(lines(plan(after(waiting, move(Move.UNPUBLISH), decline("a")), publish())))
                .containsExactly("7 published", "8 promoted b by 7");
    }

    @Test
    void aMoveToAnotherRoleFreesTheFirst() {
        Event two = after(event(SERVER, Role.of("Bar", 1)), accept("a", "Server"), standBy("b", "Server"));

        assertThat(lines(plan(two, assign("a", "Bar")))).containsExactly("4 moved a", "5 promoted b by 4");
    }

    @Test
    void whoIsBarredIsPassedOverAndKeepsThePosition() {
        Event barred = after(waiting, barring("b"));

        Plan plan = plan(barred, decline("a"));

        assertThat(lines(plan)).containsExactly("6 declined a", "7 promoted c by 6");
        assertThat(plan.after().position("b")).contains(1);
        Event free = after(plan.after(), decline("c"));
        assertThat(lines(plan(free, barring()))).containsExactly("9 updated", "10 promoted b by 9");
    }

    @Test
    void anotherAudienceTakesNobodyOffTheList() {
        Event elsewhere = after(waiting, publishTo(new Audience(List.of("z"), List.of())));

        assertThat(in(after(elsewhere, decline("a")))).containsExactly("b");
    }

    @Test
    void aDraftAndAClosedEventPromoteNobody() {
        assertThat(lines(plan(after(waiting, move(Move.UNPUBLISH)), decline("a"))))
                .containsExactly("6 declined a");
        assertThat(lines(plan(after(waiting, move(Move.CANCEL)), remove("a", false))))
                .containsExactly("6 removed a");
    }

    @Test
    void nobodyIsPromotedOnceNobodyMayBeLooking() {
        Instant twelveHoursBefore = Instant.parse("2026-06-20T06:00:00Z");
        KeyedCommand givesBack = decline("a");

        assertThat(lines(Planner.plan(waiting, twelveHoursBefore.minusMillis(1), List.of(givesBack))))
                .hasSize(2);
        Event free =
                Planner.plan(waiting, twelveHoursBefore, List.of(givesBack)).after();
        assertThat(free.accepted()).isEmpty();
        assertThat(said(Planner.plan(free, twelveHoursBefore, List.of(accept("c", "Server")))))
                .containsExactly("recorded accepted at 6");
        assertThat(lines(Planner.plan(
                        free,
                        twelveHoursBefore,
                        List.of(field(EventField.PROMOTE_UNTIL, Optional.of(twelveHoursBefore.plusSeconds(60)))))))
                .containsExactly("6 updated", "7 promoted b by 6");
    }

    @Test
    void aRoleThatNobodyWaitsForAnyMoreLeavesWhoStandsBy() {
        Event off = after(waiting, roles(Role.of("Server", 1)));

        assertThat(lines(plan(off, decline("a")))).containsExactly("6 declined a");
        assertThat(off.standby()).hasSize(2);
    }

    @Test
    void aRepeatedRequestIsAnsweredByItsOwnLine() {
        KeyedCommand once = decline("a");

        assertThat(said(plan(waiting, once, once))).containsExactly("recorded declined at 5", "replayed 5");
        assertThat(plan(waiting, once).entries())
                .extracting(JournalEntry::requestKey)
                .doesNotHaveDuplicates()
                .contains(once.key());
    }

    /** As another version of the service may leave it. */
    private Event freeAndWaitedFor() {
        return new Event(
                waiting.id(),
                waiting.managerId(),
                EventStatus.PUBLISHED,
                waiting.fields(),
                waiting.roles(),
                Roster.of(waiting.standby()),
                waiting.audience(),
                waiting.barred(),
                waiting.version(),
                waiting.managerVersion(),
                waiting.createdAt(),
                waiting.updatedAt(),
                false);
    }

    @Test
    void anAcceptDoesNotOvertakeWhoWaits() {
        Plan late = plan(freeAndWaitedFor(), accept("d", "Server"));

        assertThat(said(late))
                .containsExactly("refused CAPACITY_FULL{capacity=1, role=Server, taken=1, version=5,"
                        + " waitlist={length=1, max=50}}");
        assertThat(lines(late)).containsExactly("5 promoted b by 5");
        assertThat(lines(plan(freeAndWaitedFor(), standBy("d", "Server"))))
                .containsExactly("5 promoted b by 5", "6 standby d");
        assertThat(lines(plan(freeAndWaitedFor(), accept("c", "Server")))).containsExactly("5 promoted b by 5");
        assertThat(lines(plan(freeAndWaitedFor(), accept("b", "Server")))).containsExactly("5 accepted b");
    }

    @Test
    void aRepairThatFreesAPlaceGivesIt() {
        Event twice = new Event(
                waiting.id(),
                waiting.managerId(),
                EventStatus.FULFILLED,
                waiting.fields(),
                List.of(waitlisted("Server", 2)),
                Roster.of(Stream.concat(
                                Stream.of(
                                        waiting.accepted().get(0),
                                        waiting.accepted().get(0)),
                                waiting.standby().stream())
                        .toList()),
                waiting.audience(),
                waiting.barred(),
                waiting.version(),
                waiting.managerVersion(),
                waiting.createdAt(),
                waiting.updatedAt(),
                false);
        KeyedCommand repair =
                Made.request(new Command.Repair("admin", Repair.of(twice, false).digest()));

        assertThat(lines(plan(twice, repair))).containsExactly("5 repaired a", "6 promoted b by 5");
    }

    @Test
    void aCommandThatWouldMakeTooManyLinesIsRefusedWhole() {
        Event crowded = crowded(2_000);
        KeyedCommand all = roles(waitlisted("Server", 2_000));

        Plan plan = plan(crowded, all, roles(waitlisted("Server", 3)));

        assertThat(said(plan)).containsExactly("refused TOO_MANY_CHANGES{}", "recorded updated at 5");
        assertThat(plan.entries()).hasSize(4);
        assertThat(plan.after().accepted()).hasSize(3);
        assertThat(said(plan(crowded(1_999), all))).containsExactly("recorded updated at 5");
        assertThat(plan(crowded(1_999), all).mostLinesOfOne()).isEqualTo(2_000);
        assertThat(plan.mostLinesOfOne()).isEqualTo(4);
    }

    private Event crowded(int people) {
        Stream<StaffEntry> crowd = IntStream.range(0, people)
                .mapToObj(i -> StaffEntry.standby("p" + i, SERVER, StandbyReason.FULL, NOW, i + 1));
        return new Event(
                waiting.id(),
                waiting.managerId(),
                EventStatus.PUBLISHED,
                waiting.fields(),
                List.of(new Role("Server", "server", 1, null, null, null)),
                Roster.of(crowd.toList()),
                waiting.audience(),
                waiting.barred(),
                waiting.version(),
                waiting.managerVersion(),
                waiting.createdAt(),
                waiting.updatedAt(),
                false);
    }
}
