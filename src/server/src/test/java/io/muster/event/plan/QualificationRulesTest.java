package io.muster.event.plan;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.KeyedCommand;
import io.muster.event.Qualifications;
import io.muster.event.Refusal.Reason;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.SchemaNumber;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.assign;
import static io.muster.event.plan.Made.assignAnyway;
import static io.muster.event.plan.Made.barring;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.event;
import static io.muster.event.plan.Made.field;
import static io.muster.event.plan.Made.onApproval;
import static io.muster.event.plan.Made.plan;
import static io.muster.event.plan.Made.remove;
import static io.muster.event.plan.Made.requiring;
import static io.muster.event.plan.Made.roles;
import static io.muster.event.plan.Made.said;
import static io.muster.event.plan.Made.standBy;
import static io.muster.event.plan.Made.waitlisted;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may take a place of a role that requires something (docs/api.md#requires). The event is on 20 June. */
class QualificationRulesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 6, 20);
    private static final Role DRIVER = requiring(waitlisted("Driver", 1), "Licence");
    private static final Role SERVER = Role.of("Server", 5);
    private static final String LACKS = "refused NOT_QUALIFIED{missing=[Licence]}";

    /** Ada and cy have what a driver needs, bob does not. */
    private static final Facts FACTS = facts(Map.of("ada", DAY, "cy", Qualifications.FOR_EVER));

    private static Facts facts(Map<String, LocalDate> licences) {
        Map<String, Qualifications> qualifications = new HashMap<>();
        licences.forEach((person, until) -> qualifications.put(person, new Qualifications(Map.of("licence", until))));
        return new Facts(Set.of("ada", "bob", "cy"), qualifications);
    }

    private static Event after(Event event, Facts facts, KeyedCommand... requests) {
        Plan plan = plan(event, facts, requests);
        assertThat(plan.entries()).hasSizeGreaterThanOrEqualTo(requests.length);
        return plan.after();
    }

    @Test
    void whoLacksSomethingIsNotLetInAndWaitsForNothing() {
        assertThat(said(plan(
                        event(DRIVER, SERVER),
                        FACTS,
                        accept("bob", "driver"),
                        standBy("bob", "Driver"),
                        accept("ada", "Driver"))))
                .containsExactly(LACKS, LACKS, "recorded accepted at 2");
        assertThat(said(plan(event(DRIVER, SERVER), FACTS, accept("bob", "Server"))))
                .containsExactly("recorded accepted at 2");
        Role asked = requiring(onApproval("Driver", 1), "Licence");
        assertThat(said(plan(event(asked), FACTS, standBy("bob", "Driver"), standBy("ada", "Driver"))))
                .containsExactly(LACKS, "recorded standby at 2");
    }

    /** After what concerns the person in the event, before whether there is a place. */
    @Test
    void isCheckedInTheContractsOrder() {
        Event full = after(event(DRIVER), FACTS, accept("ada", "Driver"));
        assertThat(said(plan(full, FACTS, accept("bob", "Driver"), accept("cy", "Driver"))))
                .satisfiesExactly(
                        bob -> assertThat(bob).isEqualTo(LACKS),
                        cy -> assertThat(cy).startsWith("refused CAPACITY_FULL"));
        assertThat(said(plan(full, facts(Map.of()), accept("ada", "Driver"))))
                .containsExactly("refused ALREADY_ACCEPTED{role=Driver}");
        Event closed = after(event(DRIVER), FACTS, field(EventField.OPENS_AT, Optional.of(Made.NOW.plusSeconds(60))));
        assertThat(said(plan(closed, FACTS, accept("bob", "Driver"))))
                .singleElement()
                .satisfies(said -> assertThat(said).startsWith("refused NOT_OPEN_YET"));
        Event refused = after(
                event(requiring(onApproval("Driver", 1), "Licence")),
                FACTS,
                standBy("ada", "Driver"),
                remove("ada", false));
        assertThat(said(plan(refused, facts(Map.of()), accept("ada", "Driver"))))
                .containsExactly("refused REFUSED{}");
    }

    @Test
    void isValidOnTheLastDayInTheEventsZone() {
        Event untilMidnight = after(event(DRIVER), FACTS, field(EventField.END_TIME, Optional.of(LocalTime.MIDNIGHT)));
        assertThat(said(plan(untilMidnight, FACTS, accept("ada", "Driver")))).containsExactly("recorded accepted at 3");
        Event pastMidnight = after(event(DRIVER), FACTS, field(EventField.END_TIME, Optional.of(LocalTime.of(0, 1))));
        assertThat(said(plan(pastMidnight, FACTS, accept("ada", "Driver"), accept("cy", "Driver"))))
                .containsExactly(LACKS, "recorded accepted at 3");
    }

    @Test
    void whoLacksSomethingIsPassedOverAndKeepsThePosition() {
        Event waiting = after(
                event(DRIVER),
                facts(Map.of("ada", DAY, "bob", DAY, "cy", DAY)),
                accept("ada", "Driver"),
                standBy("bob", "Driver"),
                standBy("cy", "Driver"));

        Plan passed = plan(waiting, FACTS, decline("ada"));
        assertThat(passed.after().accepted()).extracting(StaffEntry::userKey).containsExactly("cy");
        assertThat(passed.after().standby()).extracting(StaffEntry::since).containsExactly(3L);

        Plan learned =
                plan(passed.after(), facts(Map.of("bob", DAY)), roles(requiring(waitlisted("Driver", 2), "Licence")));
        assertThat(learned.entries())
                .extracting(JournalEntry::kind)
                .containsExactly(JournalEntry.Kind.UPDATED, JournalEntry.Kind.PROMOTED);
        assertThat(learned.after().currentEntry("bob").orElseThrow().since()).isEqualTo(3);
    }

    @Test
    void aPlaceThatNobodyWhoWaitsCanHaveIsAnyones() {
        Event free = after(
                event(DRIVER),
                facts(Map.of("ada", DAY, "bob", DAY)),
                accept("ada", "Driver"),
                standBy("bob", "Driver"));
        Event left = after(free, facts(Map.of()), decline("ada"));
        assertThat(left.standby()).hasSize(1);

        assertThat(said(plan(left, FACTS, accept("cy", "Driver")))).containsExactly("recorded accepted at 5");
        Plan fair = plan(left, facts(Map.of("bob", DAY, "cy", DAY)), accept("cy", "Driver"), standBy("cy", "Driver"));
        assertThat(fair.after().accepted()).extracting(StaffEntry::userKey).containsExactly("bob");
        assertThat(fair.after().standby()).extracting(StaffEntry::userKey).containsExactly("cy");
        assertThat(fair.entries().get(0).cause()).as("its own cause").contains(5L);
        assertThat(said(fair))
                .satisfiesExactly(
                        refused -> assertThat(refused).startsWith("refused CAPACITY_FULL"),
                        waits -> assertThat(waits).isEqualTo("recorded standby at 6"));
    }

    @Test
    void whoWaitsAndHasLostItIsToldSoAndWaitsOn() {
        Event waiting = after(
                event(DRIVER),
                facts(Map.of("ada", DAY, "bob", DAY)),
                accept("ada", "Driver"),
                standBy("bob", "Driver"));

        Plan plan = plan(waiting, FACTS, standBy("bob", "Driver"));
        assertThat(said(plan)).containsExactly(LACKS);
        assertThat(plan.after().standby()).hasSize(1);
    }

    @Test
    void aManagerSetsItAsideAndTheEntrySaysSo() {
        Event event = event(DRIVER, SERVER);
        Plan plan = plan(event, FACTS, assign("bob", "Driver"), assignAnyway("bob", "Driver"));
        assertThat(said(plan)).containsExactly(LACKS, "recorded assigned at 2");
        assertThat(plan.entries().get(0).change().override()).containsExactly(Reason.NOT_QUALIFIED);

        Plan needless = plan(event, FACTS, assignAnyway("ada", "Driver"), assignAnyway("bob", "Server"));
        assertThat(needless.entries())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.change().override()).isEmpty());

        Event served = after(event, FACTS, accept("bob", "Server"));
        assertThat(said(plan(served, FACTS, assign("bob", "Driver"), assignAnyway("bob", "Driver"))))
                .containsExactly(LACKS, "recorded moved at 3");
        assertThat(said(plan(after(event, FACTS, barring("bob")), FACTS, assignAnyway("bob", "Driver"))))
                .containsExactly("refused BARRED{}");
    }

    @Test
    void aRequestIsGrantedToWhoIsQualifiedStill() {
        Event asked = after(event(requiring(onApproval("Driver", 2), "Licence")), FACTS, standBy("ada", "Driver"));
        assertThat(said(plan(asked, facts(Map.of()), assign("ada", "Driver")))).containsExactly(LACKS);
        assertThat(said(plan(asked, FACTS, assign("ada", "Driver")))).containsExactly("recorded assigned at 3");
    }

    @Test
    void nobodyLosesAPlaceByANewRequirement() {
        Event in = after(event(Role.of("Driver", 1)), Facts.NONE, accept("bob", "Driver"));
        Plan plan = plan(in, FACTS, roles(DRIVER), decline("bob"), accept("bob", "Driver"));
        assertThat(said(plan)).containsExactly("recorded updated at 3", "recorded declined at 4", LACKS);
    }

    @Test
    void nobodyIsLookedUpWhereNothingIsRequired() {
        Event plain =
                after(event(waitlisted("Server", 1)), Facts.NONE, accept("ada", "Server"), standBy("bob", "Server"));
        assertThat(Facts.peopleOf(plain, List.of(decline("ada"), accept("cy", "Server"))))
                .isEmpty();
        Event waiting = after(
                event(DRIVER, SERVER),
                facts(Map.of("ada", DAY, "bob", DAY)),
                accept("ada", "Driver"),
                standBy("bob", "Driver"));
        assertThat(Facts.peopleOf(waiting, List.of(accept("di", "Server"), accept("cy", "DRIVER"))))
                .containsExactlyInAnyOrder("bob", "cy");
        assertThat(Facts.peopleOf(plain, List.of(roles(requiring(waitlisted("Server", 1), "Licence")))))
                .containsExactly("bob");
    }

    @Test
    void isNotRecordedWhileAnOlderVersionWouldLetAnybodyIn() {
        for (int schema : new int[] {SchemaNumber.FIRST, SchemaNumber.STANDBY}) {
            Plan plan = Planner.plan(
                    event(SERVER),
                    Made.NOW,
                    () -> false,
                    schema,
                    Facts.NONE,
                    List.of(roles(requiring(SERVER, "Licence"))));
            assertThat(said(plan)).containsExactly("refused NOT_YET_AVAILABLE{}");
        }
        assertThat(SchemaNumber.of(
                        Made.firstLine(event(requiring(SERVER, "Licence"))).change()))
                .isEqualTo(SchemaNumber.CONDITIONS);
    }
}
