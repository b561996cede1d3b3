package io.muster.event.plan;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal.Reason;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.SchemaNumber;
import io.muster.event.overlap.Engagement;
import io.muster.event.overlap.Overlap;
import io.muster.event.overlap.OverlapRule;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.assign;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.event;
import static io.muster.event.plan.Made.field;
import static io.muster.event.plan.Made.onApproval;
import static io.muster.event.plan.Made.request;
import static io.muster.event.plan.Made.said;
import static io.muster.event.plan.Made.standBy;
import static io.muster.event.plan.Made.waitlisted;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may have two places at the same time (docs/api.md#overlap). The event is on 20 June from 18:00 to 23:00. */
class OverlapRulesTest {
    private static final ObjectId ELSEWHERE = new ObjectId("66f0c2a7e4b0a1b2c3d4e5f6");
    private static final Role SERVER = Role.of("Server", 2);
    private static final String REFUSED = "refused TIME_CONFLICT{conflict={eventId=66f0c2a7e4b0a1b2c3d4e5f6, "
            + "event_name=Wedding, date=2026-06-20, start_time=16:00, end_time=18:01}}";

    private static Engagement elsewhere(String start, String end) {
        return Engagement.of(
                ELSEWHERE,
                Map.of(
                        EventField.EVENT_NAME, "Wedding",
                        EventField.DATE, LocalDate.of(2026, 6, 20),
                        EventField.START_TIME, LocalTime.parse(start),
                        EventField.END_TIME, LocalTime.parse(end),
                        EventField.TIMEZONE, ZoneId.of("UTC")),
                Role.of("Cook", 1));
    }

    /** Ada is somewhere else at the time, bob is nowhere else. */
    private static Facts facts(Overlap overlap, int restHours, Engagement... ofAda) {
        OverlapRule rule = new OverlapRule(overlap, Duration.ofHours(restHours));
        return new Facts(
                Set.of("ada", "bob"),
                Map.of(),
                new Engagements(rule, Map.of("ada", List.of(ofAda), "bob", List.of(), "cy", List.of())));
    }

    private static final Facts REFUSE = facts(Overlap.REFUSE, 0, elsewhere("16:00", "18:01"));

    private static Plan plan(Event event, Facts facts, KeyedCommand... requests) {
        return Planner.plan(event, Made.NOW, () -> false, SchemaNumber.NEWEST, facts, List.of(requests));
    }

    private static KeyedCommand assignAnyway(String person) {
        return request(new Command.Assign(Made.MANAGER, "google:boss", person, "Server", Set.of(Reason.TIME_CONFLICT)));
    }

    @Test
    void whoIsSomewhereElseIsNotLetIn() {
        Plan plan = plan(event(SERVER), REFUSE, accept("ada", "Server"), accept("bob", "Server"));
        assertThat(said(plan)).containsExactly(REFUSED, "recorded accepted at 2");
        assertThat(plan.entries()).allMatch(JournalEntry::refusesOverlap);
        assertThat(plan.exclusiveHolders()).containsExactly("bob");
    }

    /** Whether a batch is planned again: by whatever role is nearest. */
    @Test
    void aPlaceElsewhereMattersIfItIsNearToAnyRole() {
        Role early =
                new Role("Cook", "cook", 1, LocalTime.of(15, 0), null, null, false, false, Role.STANDBY_MAX, List.of());
        Map<String, List<Engagement>> before = Map.of("ada", List.of(elsewhere("12:00", "15:30")), "bob", List.of());
        Engagements refused = facts(Overlap.REFUSE, 0).engagements();

        assertThat(refused.areNear(event(SERVER), before)).isFalse();
        assertThat(refused.areNear(event(SERVER, early), before)).isTrue();
        assertThat(facts(Overlap.REFUSE, 3).engagements().areNear(event(SERVER), before))
                .isTrue();
        assertThat(facts(Overlap.WARN, 2).engagements().areNear(event(SERVER), before))
                .isFalse();
    }

    @Test
    void placesThatTouchAreFreeUnlessSomebodyHasToRest() {
        assertThat(said(plan(
                        event(SERVER),
                        facts(Overlap.REFUSE, 0, elsewhere("16:00", "18:00"), elsewhere("23:00", "23:30")),
                        accept("ada", "Server"))))
                .containsExactly("recorded accepted at 2");
        assertThat(said(plan(
                        event(SERVER), facts(Overlap.REFUSE, 2, elsewhere("12:00", "16:01")), accept("ada", "Server"))))
                .allMatch(said -> said.startsWith("refused TIME_CONFLICT"));
        assertThat(said(plan(
                        event(SERVER), facts(Overlap.REFUSE, 2, elsewhere("12:00", "16:00")), accept("ada", "Server"))))
                .containsExactly("recorded accepted at 2");
    }

    /** A call time makes the place longer, and an end of its own shorter. */
    @Test
    void thePlaceCountsAndNotTheEvent() {
        Facts until = facts(Overlap.REFUSE, 0, elsewhere("16:00", "17:30"));
        Facts late = facts(Overlap.REFUSE, 0, elsewhere("21:00", "22:00"));
        Role called = new Role("Server", "server", 2, LocalTime.of(17, 0), null, LocalTime.of(21, 0));
        assertThat(said(plan(event(SERVER), until, accept("ada", "Server")))).containsExactly("recorded accepted at 2");
        assertThat(said(plan(event(called), until, accept("ada", "Server"))))
                .allMatch(said -> said.startsWith("refused TIME_CONFLICT"));
        assertThat(said(plan(event(called), late, accept("ada", "Server")))).containsExactly("recorded accepted at 2");
        assertThat(said(plan(event(SERVER), late, accept("ada", "Server"))))
                .allMatch(said -> said.startsWith("refused TIME_CONFLICT"));
    }

    /** Last of all: only who would get a place is refused it. */
    @Test
    void whoGetsNoPlaceIsNotAskedWhereElseTheyAre() {
        Event full = plan(event(Role.of("Server", 1)), REFUSE, accept("bob", "Server"))
                .after();
        assertThat(said(plan(full, REFUSE, accept("ada", "Server"))))
                .allMatch(said -> said.startsWith("refused CAPACITY_FULL"));
        assertThat(said(plan(
                        event(onApproval("Server", 1)), REFUSE, accept("ada", "Server"), standBy("ada", "Server"))))
                .containsExactly("refused APPROVAL_REQUIRED{role=Server}", "recorded standby at 2");
    }

    @Test
    void whoWaitsAndIsSomewhereElseIsPassedOverAndKeepsThePosition() {
        Event waiting = plan(
                        event(waitlisted("Server", 1)),
                        REFUSE,
                        accept("bob", "Server"),
                        standBy("ada", "Server"),
                        standBy("cy", "Server"))
                .after();
        assertThat(waiting.standby()).extracting(StaffEntry::userKey).containsExactly("ada", "cy");

        Event passed = plan(waiting, REFUSE, decline("bob")).after();
        assertThat(passed.accepted()).extracting(StaffEntry::userKey).containsExactly("cy");
        assertThat(passed.standby()).extracting(StaffEntry::since).containsExactly(3L);

        Plan left = plan(passed, REFUSE, decline("cy"), accept("ada", "Server"));
        assertThat(said(left).get(1)).isEqualTo(REFUSED);
        assertThat(left.after().standby()).hasSize(1);

        Plan free = plan(left.after(), facts(Overlap.REFUSE, 0), accept("bob", "Server"));
        assertThat(free.after().accepted()).extracting(StaffEntry::userKey).containsExactly("ada");
    }

    @Test
    void aManagerSetsItAsideAndTheEntrySaysSo() {
        Plan plan = plan(event(SERVER), REFUSE, assign("ada", "Server"), assignAnyway("ada"), assignAnyway("bob"));
        assertThat(said(plan)).containsExactly(REFUSED, "recorded assigned at 2", "recorded assigned at 3");
        assertThat(plan.entries().get(0).change().override()).containsExactly(Reason.TIME_CONFLICT);
        assertThat(plan.entries().get(1).change().override()).as("needless").isEmpty();
        assertThat(plan.exclusiveHolders()).containsExactlyInAnyOrder("ada", "bob");
        assertThat(SchemaNumber.of(plan.entries().get(0))).isEqualTo(SchemaNumber.OVERLAP);
        assertThat(SchemaNumber.of(plan.entries().get(0).change())).isEqualTo(SchemaNumber.OVERLAP);
    }

    @Test
    void aFirmThatWarnsLetsInAndSaysWhatIsNear() {
        Facts warn = facts(Overlap.WARN, 0, elsewhere("20:00", "21:00"), elsewhere("16:00", "18:01"));
        Plan plan = plan(event(SERVER), warn, accept("ada", "Server"), assign("bob", "Server"));
        assertThat(plan.decisions())
                .extracting(decision -> ((Decision.Recorded) decision)
                        .conflicts().stream()
                                .map(conflict -> conflict.start().orElseThrow().getHour())
                                .toList())
                .containsExactly(List.of(16, 20), List.of());
        assertThat(plan.entries()).noneMatch(JournalEntry::refusesOverlap);
        assertThat(plan.exclusiveHolders()).isEmpty();
    }

    @Test
    void whereNobodyAsksNobodyIsLookedUp() {
        assertThat(Engagements.NONE.unknownAmong(Set.of("ada"))).isEmpty();
        assertThat(Engagements.unknown(new OverlapRule(Overlap.WARN, Duration.ZERO))
                        .unknownAmong(Set.of("ada")))
                .containsExactly("ada");
        assertThat(REFUSE.engagements().unknownAmong(Set.of("ada", "di"))).containsExactly("di");
    }

    @Test
    void whereIsLookedForOtherPlacesFollowsTheDatesThatTheEventMayGet() {
        KeyedCommand later = field(EventField.DATE, Optional.of(LocalDate.of(2026, 7, 1)));
        EngagementSearch search = EngagementSearch.of(event(SERVER), List.of(later), Set.of("ada"));
        assertThat(search.first()).isEqualTo("2026-06-15");
        assertThat(search.last()).isEqualTo("2026-07-06");
    }
}
