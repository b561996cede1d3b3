package io.muster.event.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Audience;
import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.SchemaNumber;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of an event when a member without an account gets one (docs/api.md#rekeyed). */
class RekeyRulesTest {
    private static final String LOCAL = "local:1";
    private static final String ADA = "google:ada";
    private static final Facts FACTS = new Facts(Set.of(LOCAL), Map.of());

    private static KeyedCommand rekey() {
        return Made.request(new Command.Rekey(Made.MANAGER, LOCAL, ADA));
    }

    private static Event withLocal(Event event, String role) {
        return Made.plan(event, FACTS, Made.assign(LOCAL, role)).after();
    }

    private static StaffEntry entry(Event event) {
        return event.currentEntry(ADA).orElseThrow();
    }

    @Test
    void theEntryIsTheAccountsWithAllThatWasInIt() {
        Event before = withLocal(Made.event(Role.of("Server", 2)), "Server");
        long since = before.version();

        Plan plan = Made.plan(before, rekey());

        JournalEntry line = plan.entries().get(0);
        assertThat(line.kind()).isEqualTo(JournalEntry.Kind.REKEYED);
        assertThat(line.userKey()).contains(ADA);
        assertThat(line.change().from()).contains(LOCAL);
        assertThat(line.actor()).isEqualTo(ADA);
        StaffEntry entry = entry(plan.after());
        assertThat(line.entry()).contains(entry);
        assertThat(entry.response()).isEqualTo(Response.ACCEPT);
        assertThat(entry.since()).isEqualTo(since);
        assertThat(entry.version()).isEqualTo(before.version() + 1);
        assertThat(plan.after().unconfirmed()).as("whoever was put in confirms").isEqualTo(1);
        assertThat(plan.after().currentEntry(LOCAL)).isEmpty();
        assertThat(plan.after().managerVersion()).isEqualTo(before.managerVersion());
    }

    @Test
    void theEarlierAcceptStaysAndTheOthersPlaceGoesToWhoWaits() {
        Event first = withLocal(Made.event(Made.waitlisted("Server", 2), Role.of("Cook", 1)), "Cook");
        Event both = Made.after(
                first,
                Made.accept(ADA, "Server"),
                Made.accept("google:ben", "Server"),
                Made.standBy("google:cleo", "Server"));

        Plan plan = Made.plan(both, rekey());

        assertThat(entry(plan.after()).role()).contains("Cook");
        assertThat(plan.entries())
                .extracting(JournalEntry::kind)
                .containsExactly(JournalEntry.Kind.REKEYED, JournalEntry.Kind.PROMOTED);
        assertThat(plan.entries().get(1).userKey()).contains("google:cleo");
        assertThat(plan.after().accepted()).hasSize(3);
    }

    @Test
    void whoCameInLaterByHandLosesToTheOwnAccept() {
        Event both = withLocal(
                Made.after(Made.event(Role.of("Server", 2), Role.of("Cook", 1)), Made.accept(ADA, "Server")), "Cook");

        assertThat(entry(Made.plan(both, rekey()).after()).role()).contains("Server");
    }

    @Test
    void aPlaceStaysBeforeADecline() {
        Event both = withLocal(Made.after(Made.event(Role.of("Server", 2)), Made.decline(ADA)), "Server");

        assertThat(entry(Made.plan(both, rekey()).after()).response()).isEqualTo(Response.ACCEPT);
    }

    @Test
    void audienceAndBarsNameTheAccount() {
        Event before = Made.after(
                Made.event(EventStatus.PUBLISHED, new Audience(List.of(LOCAL, ADA), List.of()), Role.of("Server", 1)),
                Made.barring("google:ben", LOCAL));

        Plan plan = Made.plan(before, rekey());

        assertThat(plan.after().audience().userKeys()).containsExactly(ADA);
        assertThat(plan.after().barred()).containsExactly("google:ben", ADA);
        assertThat(plan.entries().get(0).entry()).isEmpty();
        assertThat(plan.entries().get(0).audienceBefore()).isPresent();
        assertThat(plan.after().managerVersion())
                .as("a form that names the other is stale")
                .isEqualTo(3);
    }

    @Test
    void withoutTheUserKeyNothingIsRecorded() {
        Event event = Made.after(Made.event(Role.of("Server", 1)), Made.accept(ADA, "Server"));

        assertThat(Made.said(Made.plan(event, rekey()))).containsExactly("unchanged");
        assertThat(Made.said(Made.plan(event, Made.request(new Command.Rekey("m-2", LOCAL, ADA)))))
                .containsExactly("refused EVENT_NOT_FOUND{}");
    }

    /** Whoever knew the times before a change does not know them after it by having an account. */
    @Test
    void whatHasToBeConfirmedStaysSo() {
        Event before = Made.after(
                Made.event(Role.of("Server", 2)),
                Made.accept(LOCAL, "Server"),
                Made.field(EventField.VENUE_NAME, Optional.of("Hall 4")));
        assertThat(before.unconfirmed()).isEqualTo(1);

        Event after = Made.after(before, rekey(), Made.accept("google:ben", "Server"));

        assertThat(after.unconfirmed()).isEqualTo(1);
        assertThat(Made.after(
                                after,
                                Made.roles(new Role(
                                        "Server",
                                        "server",
                                        3,
                                        null,
                                        null,
                                        null,
                                        false,
                                        false,
                                        Role.STANDBY_MAX,
                                        List.of())))
                        .unconfirmed())
                .as("a change of something else makes nobody know")
                .isEqualTo(1);
    }

    @Test
    void anOlderVersionBesideThisOneGetsNoSuchLine() {
        Event before = withLocal(Made.event(Role.of("Server", 1)), "Server");

        Plan plan = Planner.plan(before, Made.NOW, () -> false, SchemaNumber.OVERLAP, Facts.NONE, List.of(rekey()));

        assertThat(Made.said(plan)).containsExactly("refused NOT_YET_AVAILABLE{}");
    }
}
