package io.muster.event.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import io.muster.event.Audience;
import io.muster.event.Command;
import io.muster.event.Command.Transition.Move;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.Response;
import io.muster.event.ResponseCounts;
import io.muster.event.Role;
import io.muster.event.RoleStats;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.NOW;
import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.after;
import static io.muster.event.plan.Made.barring;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.event;
import static io.muster.event.plan.Made.move;
import static io.muster.event.plan.Made.person;
import static io.muster.event.plan.Made.plan;
import static io.muster.event.plan.Made.publishTo;
import static io.muster.event.plan.Made.remove;
import static io.muster.event.plan.Made.request;
import static io.muster.event.plan.Made.roles;
import static io.muster.event.plan.Made.said;
import static org.assertj.core.api.Assertions.assertThat;

/** The contract's table for {@code respond} (docs/api.md#respond-order), row by row. */
class RespondRulesTest {
    private static final Role SERVER = Role.of("Server", 2);
    private static final Role COOK = Role.of("Cook", 1);

    @Test
    void exactlyAsManyGetInAsThereArePlacesFirstComeFirstServed() {
        Plan plan = plan(event(SERVER), accept("a", "Server"), accept("b", "server"), accept("c", "SERVER"));

        assertThat(said(plan))
                .containsExactly(
                        "recorded accepted at 2",
                        "recorded accepted at 3",
                        "refused CAPACITY_FULL{capacity=2, role=Server, taken=2, version=3}");
        assertThat(plan.after().accepted()).extracting(StaffEntry::userKey).containsExactly("a", "b");
        assertThat(plan.after().accepted()).extracting(StaffEntry::role).containsOnly(Optional.of("Server"));
        assertThat(plan.after().status()).isEqualTo(EventStatus.FULFILLED);
    }

    @Test
    void aBatchOfRefusalsLeavesTheEventItself() {
        Event full = after(event(COOK), accept("a", "Cook"));

        Plan plan = plan(full, accept("b", "Cook"), accept("c", "Baker"));

        assertThat(said(plan))
                .containsExactly(
                        "refused CAPACITY_FULL{capacity=1, role=Cook, taken=1, version=2}", "refused ROLE_NOT_FOUND{}");
        assertThat(plan.recordsNothing()).isTrue();
        assertThat(plan.after()).isSameAs(full);
    }

    @Test
    void whoeverIsInIsToldSoForWhateverRole() {
        Event event = after(event(SERVER, COOK), accept("a", "Server"));

        assertThat(said(plan(event, accept("a", "Server"), accept("a", "Cook"), accept("a", "Baker"))))
                .containsOnly("refused ALREADY_ACCEPTED{role=Server}");
    }

    @Test
    void aDeclineFreesThePlaceForWhoeverComesNext() {
        Event full = after(event(COOK), accept("a", "Cook"));

        Plan plan = plan(full, accept("b", "Cook"), decline("a"), accept("b", "Cook"));

        assertThat(said(plan))
                .containsExactly(
                        "refused CAPACITY_FULL{capacity=1, role=Cook, taken=1, version=2}",
                        "recorded declined at 3",
                        "recorded accepted at 4");
        assertThat(plan.entries().get(0).after().status()).isEqualTo(EventStatus.PUBLISHED);
        assertThat(plan.after().status()).isEqualTo(EventStatus.FULFILLED);
        assertThat(plan.after().currentEntry("a"))
                .get()
                .extracting(StaffEntry::response)
                .isEqualTo(Response.DECLINE);
    }

    @Test
    void aDeclineKeepsTheRoleNamedElseTheOneGivenBackElseNone() {
        Event event = after(event(SERVER, COOK), accept("a", "Server"), accept("b", "Server"));

        Plan plan = plan(
                event,
                decline("a"),
                request(new Command.Decline(person("b"), Optional.of("cook"))),
                request(new Command.Decline(person("c"), Optional.of("Baker"))));

        assertThat(plan.after().declined())
                .extracting(StaffEntry::role)
                .containsExactly(Optional.of("Server"), Optional.of("Cook"), Optional.empty());
    }

    @Test
    void decliningAgainRecordsNothingAndNamesTheFirst() {
        Event event = after(event(COOK), decline("a"));

        assertThat(said(plan(event, decline("a"), decline("a")))).containsOnly("unchanged since 2");
    }

    @Test
    void acceptingAfterADeclineMovesThePerson() {
        Event event = after(event(COOK), decline("a"), accept("a", "Cook"));

        assertThat(event.declined()).isEmpty();
        assertThat(event.accepted()).extracting(StaffEntry::userKey).containsExactly("a");
    }

    @Test
    void anEventNotVisibleDoesNotExist() {
        Event hidden = event(EventStatus.PUBLISHED, new Audience(List.of("b"), List.of("t-1")), COOK);
        KeyedCommand foreign = request(new Command.Accept(person("b", Set.of(), "m-2"), "Cook"));
        KeyedCommand ofTeam = request(new Command.Accept(person("c", Set.of("t-1"), Made.MANAGER), "Cook"));

        assertThat(said(plan(hidden, accept("a", "Cook"), decline("a"), foreign)))
                .containsOnly("refused EVENT_NOT_FOUND{}");
        assertThat(said(plan(hidden, ofTeam))).containsExactly("recorded accepted at 2");
        assertThat(said(plan(event(EventStatus.DRAFT, Audience.EVERYONE, COOK), accept("a", "Cook"))))
                .containsExactly("refused EVENT_NOT_FOUND{}");
    }

    @Test
    void whoeverIsInSeesItWhateverTheAudienceAndMayGiveThePlaceBackWhileUnpublished() {
        Event event = after(
                event(COOK),
                accept("a", "Cook"),
                publishTo(new Audience(List.of("b"), List.of())),
                move(Move.UNPUBLISH));

        assertThat(said(plan(event, accept("a", "Cook"), decline("a"), decline("a"))))
                .containsExactly("refused EVENT_CLOSED{}", "recorded declined at 5", "refused EVENT_NOT_FOUND{}");
    }

    @Test
    void nothingIsSaidToACancelledACompletedOrAPastEvent() {
        Event in = after(event(SERVER), accept("a", "Server"));
        Instant end = Instant.parse("2026-06-20T23:00:00Z");

        for (Event closed : List.of(after(in, move(Move.CANCEL)), after(in, move(Move.COMPLETE)))) {
            assertThat(said(plan(closed, accept("b", "Server"), accept("a", "Server"), decline("a"))))
                    .containsOnly("refused EVENT_CLOSED{}");
        }
        assertThat(said(Planner.plan(in, end, List.of(accept("b", "Server"), decline("a")))))
                .containsOnly("refused EVENT_CLOSED{}");
        assertThat(said(Planner.plan(in, end.minusMillis(1), List.of(decline("a")))))
                .containsExactly("recorded declined at 3");
    }

    @Test
    void pastRespondByNobodyGetsInButAnyoneMayGiveBack() {
        Event in = Made.with(after(event(SERVER), accept("a", "Server")), EventField.RESPOND_BY, NOW);

        assertThat(said(Planner.plan(in, NOW, List.of(accept("b", "Server")))))
                .containsExactly("recorded accepted at 3");
        assertThat(said(Planner.plan(in, NOW.plusMillis(1), List.of(accept("b", "Server"), decline("a")))))
                .containsExactly("refused EVENT_CLOSED{}", "recorded declined at 3");
    }

    @Test
    void theBarredAreToldSoAndForThemAloneItComesBeforeTheRest() {
        Event event = after(event(SERVER), accept("a", "Server"), remove("a", true));

        assertThat(said(plan(event, accept("a", "Server"), decline("a"))))
                .containsExactly("refused BARRED{}", "refused EVENT_NOT_FOUND{}");
        assertThat(said(plan(after(event, move(Move.CANCEL)), accept("a", "Server"))))
                .containsExactly("refused BARRED{}");
        KeyedCommand foreign = request(new Command.Accept(person("a", Set.of(), "m-2"), "Server"));
        assertThat(said(plan(event, foreign))).containsExactly("refused EVENT_NOT_FOUND{}");
        assertThat(said(plan(after(event, barring()), accept("a", "Server"))))
                .containsExactly("recorded accepted at 5");
    }

    @Test
    void aBarTakesNobodysPlace() {
        Event event = after(event(SERVER), accept("a", "Server"), barring("a"));

        assertThat(said(plan(event, accept("a", "Server"), decline("a"), accept("a", "Server"))))
                .containsExactly("refused ALREADY_ACCEPTED{role=Server}", "recorded declined at 4", "refused BARRED{}");
    }

    @Test
    void aDeletedEventIsGoneForEveryone() {
        Event event = after(event(SERVER), accept("a", "Server"), barring("b"), move(Move.DELETE));

        assertThat(said(plan(event, accept("a", "Server"), decline("a"), accept("b", "Server"))))
                .containsOnly("refused EVENT_NOT_FOUND{}");
    }

    @Test
    void aKeyRepeatedInABatchGetsWhatTheFirstRecorded() {
        Command take = new Command.Accept(person("a"), "Cook");
        Command giveBack = new Command.Decline(person("a"), Optional.empty());

        Plan plan = plan(
                event(COOK),
                new KeyedCommand(take, "k", "accept cook"),
                decline("a"),
                new KeyedCommand(take, "k", "accept cook"),
                new KeyedCommand(giveBack, "k", "decline"));

        assertThat(said(plan))
                .containsExactly(
                        "recorded accepted at 2",
                        "recorded declined at 3",
                        "replayed 2",
                        "refused IDEMPOTENCY_KEY_REUSED{}");
        assertThat(plan.decisions().get(2))
                .isEqualTo(new Decision.Replayed(plan.entries().get(0)));
        assertThat(plan.entries()).hasSize(2);
    }

    @Test
    void aRefusalLeavesTheKeyFree() {
        Event full = after(event(COOK), accept("a", "Cook"));
        KeyedCommand keyed = new KeyedCommand(new Command.Accept(person("b"), "Cook"), "k", "accept cook");

        assertThat(said(plan(full, keyed, decline("a"), keyed, keyed)))
                .containsExactly(
                        "refused CAPACITY_FULL{capacity=1, role=Cook, taken=1, version=2}",
                        "recorded declined at 3",
                        "recorded accepted at 4",
                        "replayed 4");
    }

    @Test
    void ofTooManyDeclinesTheOldestLeaves() {
        KeyedCommand[] declines =
                IntStream.range(0, 2_000).mapToObj(i -> decline("p" + i)).toArray(KeyedCommand[]::new);
        Event crowded = plan(event(COOK), declines).after();

        Plan plan = plan(crowded, decline("late"), decline("p0"), accept("p1", "Cook"), decline("p1"));

        assertThat(plan.entries()).hasSize(4);
        assertThat(plan.after().declined()).hasSize(2_000);
        assertThat(plan.after().declined().get(0).userKey()).isEqualTo("p3");
        assertThat(plan.after().declined().subList(1_997, 2_000))
                .extracting(StaffEntry::userKey)
                .containsExactly("late", "p0", "p1");
    }

    @Test
    void aBatchHasOneTimeAtLeastAMillisecondAfterTheLast() {
        Event event = event(SERVER);
        Instant micros = NOW.plusNanos(1_234_567);

        Plan plan = Planner.plan(event, micros, List.of(accept("a", "Server"), accept("b", "Server")));
        Plan backwards = Planner.plan(plan.after(), NOW.minus(Duration.ofHours(1)), List.of(decline("a")));

        assertThat(plan.entries()).extracting(JournalEntry::at).containsOnly(NOW.plusMillis(1));
        assertThat(plan.after().updatedAt()).isEqualTo(NOW.plusMillis(1));
        assertThat(plan.after().accepted()).extracting(StaffEntry::respondedAt).containsOnly(NOW.plusMillis(1));
        assertThat(backwards.after().updatedAt()).isEqualTo(NOW.plusMillis(2));
    }

    @Test
    void aLineOfTheJournalSaysAllThatAFrameNeeds() {
        Plan plan = plan(event(SERVER, COOK), accept("a", "cook"), decline("b"), accept("c", "Server"));

        JournalEntry line = plan.entries().get(1);
        assertThat(line.userKey()).contains("b");
        assertThat(line.entry())
                .contains(new StaffEntry("b", Response.DECLINE, Optional.empty(), Optional.empty(), NOW, 3));
        assertThat(line.actor()).isEqualTo("b");
        assertThat(Made.set(line)).isEmpty();
        assertThat(line.audienceBefore()).isEmpty();
        assertThat(line.place()).isEqualTo(2);
        assertThat(line.of()).isEqualTo(3);
        assertThat(line.after())
                .isEqualTo(new JournalEntry.After(
                        EventStatus.PUBLISHED,
                        ResponseCounts.of(response -> response == Response.STANDBY ? 0 : 1),
                        List.of(new RoleStats("Server", "server", 2, 0), new RoleStats("Cook", "cook", 1, 1))));
    }

    @Test
    void keysAreTakenInTheRootLocaleAndInOneNormalForm() {
        Event event = event(Role.of("\u00c4PFELSCH\u00c4LER \u0130", 3));

        assertThat(said(plan(
                        event,
                        accept("a", "A\u0308pfelsch\u00e4ler i\u0307"),
                        accept("b", "  \u00e4PFELSCH\u00e4LER \u0130 "),
                        accept("c", "Apfelschaler i"))))
                .containsExactly("recorded accepted at 2", "recorded accepted at 3", "refused ROLE_NOT_FOUND{}");
    }

    @Test
    void aManagerMayGrowARoleWithinTheBatch() {
        assertThat(said(plan(
                        event(COOK),
                        accept("a", "Cook"),
                        accept("b", "Cook"),
                        roles(Role.of("Cook", 2)),
                        accept("b", "Cook"))))
                .containsExactly(
                        "recorded accepted at 2",
                        "refused CAPACITY_FULL{capacity=1, role=Cook, taken=1, version=2}",
                        "recorded updated at 3",
                        "recorded accepted at 4");
    }
}
