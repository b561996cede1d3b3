package io.muster.event.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.muster.event.Command.Transition.Move;
import io.muster.event.Event;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.journal.SchemaNumber;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.after;
import static io.muster.event.plan.Made.assign;
import static io.muster.event.plan.Made.barring;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.event;
import static io.muster.event.plan.Made.move;
import static io.muster.event.plan.Made.onApproval;
import static io.muster.event.plan.Made.plan;
import static io.muster.event.plan.Made.remove;
import static io.muster.event.plan.Made.request;
import static io.muster.event.plan.Made.said;
import static io.muster.event.plan.Made.standBy;
import static io.muster.event.plan.Made.waitlisted;
import static org.assertj.core.api.Assertions.assertThat;

/** What a manager does with one person (docs/api.md#assign-staff, docs/api.md#remove-staff). */
class StaffRulesTest {
    private static final Role SERVER = waitlisted("Server", 2);
    private static final Role CHEF = onApproval("Chef", 1);

    private final Event asked = after(event(SERVER, CHEF), accept("a", "Server"), standBy("b", "Chef"));

    @Test
    void aRequestIsGrantedWithItsSince() {
        Plan plan = plan(asked, assign("b", "chef"));

        assertThat(said(plan)).containsExactly("recorded assigned at 4");
        StaffEntry granted = plan.after().currentEntry("b").orElseThrow();
        assertThat(plan.after().hasAccepted("b")).isTrue();
        assertThat(granted.since()).isEqualTo(3);
        assertThat(granted.role()).contains("Chef");
        assertThat(plan.entries().get(0).actor()).isEqualTo("google:boss");
        assertThat(plan.entries().get(0).cause()).isEmpty();
    }

    @Test
    void whoIsInIsMovedAndWhoDeclinedIsPutIn() {
        Event declined = after(asked, decline("c"));

        Plan plan = plan(declined, assign("a", "Chef"), assign("c", "Server"));

        assertThat(said(plan)).containsExactly("recorded moved at 5", "recorded assigned at 6");
        assertThat(plan.after().accepted()).extracting(StaffEntry::since).containsExactly(2L, 6L);
    }

    @Test
    void theSameAgainIsNothingNew() {
        assertThat(said(plan(asked, assign("a", "SERVER")))).containsExactly("unchanged");
    }

    @Test
    void neverOneMoreThanThereArePlaces() {
        Event full = after(asked, assign("a", "Chef"));

        assertThat(said(plan(full, assign("b", "Chef"))))
                .containsExactly("refused CAPACITY_FULL{capacity=1, role=Chef, taken=1, version=4}");
    }

    @Test
    void whatCannotBe() {
        assertThat(said(plan(asked, assign("z", "Server"), assign("b", "Baker"))))
                .containsExactly("refused PERSON_UNKNOWN{}", "refused ROLE_NOT_FOUND{}");
        assertThat(said(plan(after(asked, barring("b")), assign("b", "Chef")))).containsExactly("refused BARRED{}");
        assertThat(said(plan(after(asked, move(Move.UNPUBLISH)), assign("b", "Chef"))))
                .containsExactly("refused EVENT_CLOSED{}");
        assertThat(said(plan(asked, request(new io.muster.event.Command.Assign("m-2", "x", "b", "Chef")))))
                .containsExactly("refused EVENT_NOT_FOUND{}");
    }

    /** Without a place before, whatever the audience. */
    @Test
    void aMemberOfTheFirmIsPutInFromNoList() {
        Plan plan = Planner.plan(
                asked,
                Made.NOW,
                () -> false,
                SchemaNumber.NEWEST,
                new Facts(Set.of("z"), Map.of()),
                List.of(assign("z", "Server"), assign("y", "Server")));

        assertThat(said(plan)).containsExactly("recorded assigned at 4", "refused PERSON_UNKNOWN{}");
        StaffEntry entry = plan.after().currentEntry("z").orElseThrow();
        assertThat(entry.since()).isEqualTo(4);
        assertThat(plan.after().terms().isUnconfirmed(entry)).isTrue();
    }

    @Test
    void onlyWhomAManagerPutsInIsLookedUp() {
        assertThat(Facts.peopleOf(asked, List.of(decline("a"), assign("b", "Chef"), assign("c", "Chef"))))
                .containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void aManagersHandMakesNoEditStale() {
        Event granted = after(asked, assign("b", "Chef"));

        assertThat(granted.managerVersion()).isEqualTo(1);
    }

    @Test
    void aRefusedRequestStandsUntilItIsRemovedOrThePersonIsPutIn() {
        Event refused = after(asked, remove("b", false));

        assertThat(refused.declined()).extracting(StaffEntry::byManager).containsExactly(true);
        assertThat(said(plan(refused, standBy("b", "Chef"), accept("b", "Server"), decline("b"))))
                .containsExactly("refused REFUSED{}", "refused REFUSED{}", "unchanged since 4");
        assertThat(said(plan(refused, remove("b", false), standBy("b", "Chef"))))
                .containsExactly("recorded removed at 5", "recorded standby at 6");
        assertThat(said(plan(refused, assign("b", "Server"), decline("b"), accept("b", "Server"))))
                .containsExactly("recorded assigned at 5", "recorded declined at 6", "recorded accepted at 7");
    }

    @Test
    void aRefusalMayBar() {
        Plan plan = plan(asked, remove("b", true));

        assertThat(said(plan)).containsExactly("recorded refused at 4");
        assertThat(plan.after().barred()).containsExactly("b");
        assertThat(plan.after().managerVersion()).isEqualTo(4);
    }

    @Test
    void whoOnlyWaitsIsRemoved() {
        Event waits = after(event(waitlisted("Server", 1)), accept("a", "Server"), standBy("b", "Server"));

        assertThat(said(plan(waits, remove("b", false)))).containsExactly("recorded removed at 4");
    }
}
