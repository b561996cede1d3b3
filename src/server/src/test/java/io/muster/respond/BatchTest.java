package io.muster.respond;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import com.mongodb.MongoException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal;
import io.muster.event.Role;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.event.StandbyReason;
import io.muster.event.plan.Decision;
import io.muster.event.plan.Made;
import io.muster.respond.transaction.Backoff;
import io.muster.respond.transaction.ConflictWatch;
import io.muster.respond.transaction.ManualTiming;
import io.muster.respond.transaction.ScriptedSessions;
import io.muster.respond.transaction.TransactionLoop;
import io.muster.respond.transaction.TransactionPermits;
import io.muster.store.write.Ledger;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BatchTest {
    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final String KEY = "key-1";

    private final ManualTiming timing = new ManualTiming();
    private final ScriptedSessions sessions = new ScriptedSessions();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RespondMetrics metrics = new RespondMetrics(registry);
    private final Event event = Samples.published(10);
    private final MemoryLedger ledger = new MemoryLedger(Optional.of(event));
    private final TransactionPermits permits = new TransactionPermits(1);
    private IntPredicate givesWay = failures -> false;
    private Duration patience = LONGEST;

    @Test
    void everyoneOfABatchIsAnsweredFromOneTransaction() {
        Answers answers = settle(people(12));

        assertThat(answers.recorded()).isEqualTo(10);
        assertThat(answers.refusals()).containsExactly("CAPACITY_FULL", "CAPACITY_FULL");
        assertThat(sessions.log).containsExactly("begin", "commit", "close");
        assertThat(answers.report().recorded()).isEqualTo(10);
    }

    @Test
    void anAnswerCarriesTheEventAfterTheWholeBatch() {
        Answers answers = settle(people(3));

        assertThat(answers.outcomes())
                .allSatisfy(outcome -> assertThat(outcome.event().accepted())
                        .extracting(StaffEntry::userKey)
                        .containsExactly("test:0", "test:1", "test:2"));
    }

    @Test
    void nobodyIsAnsweredBeforeTheCommit() {
        sessions.commits(List.of(ScriptedSessions.hangs()));

        Answers answers = settle(people(2));

        answers.subscribers.forEach(UniAssertSubscriber::assertNotTerminated);
        assertThat(ledger.written).hasSize(1);
    }

    @Test
    void whatRecordsNothingWritesNothingAndIsCommittedAllTheSame() {
        Answers answers = settle(List.of(Requests.accept("a", "No such role")));

        assertThat(answers.refusals()).containsExactly("ROLE_NOT_FOUND");
        assertThat(ledger.written).isEmpty();
        assertThat(sessions.log).containsExactly("begin", "commit", "close");
    }

    @Test
    void whoIsRecordedIsRememberedAndNobodyElse() {
        settle(List.of(Requests.accept("a"), Requests.accept("b", "No such role"), Requests.decline("c")));

        assertThat(ledger.remembered).hasSize(2).noneMatch(userKey -> userKey.endsWith("b"));
    }

    @Test
    void anEventThatIsNotThereIsUnknownToEveryone() {
        Answers answers = settle(new MemoryLedger(Optional.empty()), people(2));

        answers.subscribers.forEach(subscriber -> subscriber.assertFailedWith(Changes.UnknownEvent.class));
        assertThat(answers.report().gone()).isTrue();
    }

    @Test
    void onlyKeysOfClientsAreLookedUp() {
        settle(List.of(Requests.accept("a"), Requests.accept("b", Requests.ROLE, KEY)));

        assertThat(ledger.lookedUp).containsExactly(List.of(KEY));
    }

    @Test
    void aKnownKeyIsAnsweredBeforePlanning() {
        settle(List.of(Requests.accept("a", Requests.ROLE, KEY)));

        Answers again = settle(List.of(Requests.accept("a", Requests.ROLE, KEY), Requests.accept("b")));
        Answers other = settle(List.of(Requests.accept("a", "Another", KEY)));

        assertThat(again.decisions().get(0)).isInstanceOf(Decision.Replayed.class);
        assertThat(again.decisions().get(1)).isInstanceOf(Decision.Recorded.class);
        assertThat(other.refusals()).containsExactly("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void aKeyRepeatedInABatchGetsTheFirstOnesOutcome() {
        List<KeyedCommand> same = new ArrayList<>();
        IntStream.range(0, 50).forEach(i -> same.add(Requests.accept("a", Requests.ROLE, KEY)));

        Answers answers = settle(same);

        assertThat(answers.recorded()).isOne();
        assertThat(answers.decisions().subList(1, 50))
                .allSatisfy(decision -> assertThat(decision).isInstanceOf(Decision.Replayed.class));
    }

    @Test
    void aKeyRepeatedInABatchForSomethingElseIsRefusedIfTheFirstWasRecorded() {
        Answers answers =
                settle(List.of(Requests.accept("a", Requests.ROLE, KEY), Requests.accept("a", "Another", KEY)));

        assertThat(answers.refusals()).containsExactly("IDEMPOTENCY_KEY_REUSED");
        assertThat(answers.recorded()).isOne();
    }

    @Test
    void aRefusalInABatchLeavesItsKeyFree() {
        Answers answers =
                settle(List.of(Requests.accept("a", "No such role", KEY), Requests.accept("a", Requests.ROLE, KEY)));

        assertThat(answers.refusals()).containsExactly("ROLE_NOT_FOUND");
        assertThat(answers.recorded()).isOne();
    }

    @Test
    void namesKeepNoTransactionOpenAndNoLaneBusyOnlyTheAnswers() {
        CompletableFuture<Void> written = new CompletableFuture<>();
        ledger.kept = Uni.createFrom().completionStage(written);

        Answers answers = settle(people(2));

        assertThat(sessions.log).containsExactly("begin", "commit", "close");
        assertThat(answers.report().recorded()).isEqualTo(2);
        assertThat(answers.outcomes()).isEmpty();
        written.complete(null);
        assertThat(answers.recorded()).isEqualTo(2);
    }

    /** With a key as well: to come again is of no use, and only this try is spoken of. */
    @Test
    void aFaultIsToldAsOneToWhoSentAKey() {
        ledger.missed.add("test:1");

        Answers answers = settle(
                List.of(Requests.accept("0", Requests.ROLE, "key-0"), Requests.accept("1", Requests.ROLE, "key-1")));

        assertThat(answers.recorded()).isEqualTo(1);
        assertThat(answers.failure(1).reason()).isEqualTo(UndecidedException.Reason.INTERNAL);
        assertThat(answers.failure(1).retryAfter()).isZero();
    }

    @Test
    void onlyTheSenderOfWhatTheDatabaseRefusesHearsOfIt() {
        Event roomForAll = Samples.published(500);
        MemoryLedger roomy = new MemoryLedger(Optional.of(roomForAll));
        roomy.refused.add("test:321");

        Answers answers = settle(roomy, people(500));

        assertThat(answers.recorded()).isEqualTo(499);
        assertThat(answers.failure(321).reason()).isEqualTo(UndecidedException.Reason.INTERNAL);
        assertThat(sessions.log.stream().filter("begin"::equals)).hasSizeLessThan(25);
        assertThat(answers.report().recorded()).isEqualTo(499);
        assertThat(metricOf("muster.guard.misses")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // Not authorized, disk full: known to be nobody's.
        "13, 1",
        "14031, 1",
        // Unknown: found out by halves that fail alike.
        "17419, 25"
    })
    void whatTheDatabaseDoesToAllHasNoCulprit(int code, int mostTransactions) {
        ledger.trouble = Optional.of(code);

        Answers answers = settle(people(500));

        assertThat(IntStream.range(0, 500).mapToObj(answers::failure))
                .extracting(UndecidedException::reason)
                .containsOnly(UndecidedException.Reason.DATABASE_UNAVAILABLE);
        assertThat(sessions.log.stream().filter("begin"::equals)).hasSizeLessThanOrEqualTo(mostTransactions);
        assertThat(answers.report().recorded()).isZero();
    }

    @Test
    void culpritsSideBySideAreToldApartFromAllButTheirNeighbours() {
        MemoryLedger roomy = new MemoryLedger(Optional.of(Samples.published(500)));
        roomy.refused.addAll(List.of("test:0", "test:1", "test:200", "test:499"));

        Answers answers = settle(roomy, people(500));

        assertThat(answers.recorded()).isBetween(495L, 496L);
        assertThat(answers.failure(200).reason()).isEqualTo(UndecidedException.Reason.INTERNAL);
        assertThat(answers.failure(499).reason()).isEqualTo(UndecidedException.Reason.INTERNAL);
        // Two that fail alike cannot be told from a database that fails both; whoever stands between may come again.
        assertThat(answers.failure(0).reason()).isEqualTo(UndecidedException.Reason.DATABASE_UNAVAILABLE);
        assertThat(answers.failure(1).reason()).isEqualTo(UndecidedException.Reason.DATABASE_UNAVAILABLE);
    }

    @Test
    void aBatchOfMissedGuardsIsThisServicesFault() {
        people(100).forEach(person -> ledger.missed.add(person.command().actor()));

        Answers answers = settle(people(100));

        assertThat(IntStream.range(0, 100).mapToObj(answers::failure))
                .extracting(UndecidedException::reason)
                .containsOnly(UndecidedException.Reason.INTERNAL);
        assertThat(sessions.log.stream().filter("begin"::equals)).hasSizeLessThan(25);
    }

    @Test
    void aMissedGuardIsCountedAndOnlyTheCulpritHearsOfIt() {
        ledger.missed.add("test:1");

        Answers answers = settle(people(3));

        assertThat(answers.recorded()).isEqualTo(2);
        assertThat(answers.failure(1).reason()).isEqualTo(UndecidedException.Reason.INTERNAL);
        assertThat(metricOf("muster.guard.misses")).isPositive();
    }

    @Test
    void orderOfArrivalHoldsWhenABatchIsSplit() {
        ledger.refused.add("test:2");

        Answers answers = settle(people(12));

        List<StaffEntry> accepted = answers.outcome(11).event().accepted();
        assertThat(accepted)
                .extracting(StaffEntry::userKey)
                .containsExactly(
                        "test:0", "test:1", "test:3", "test:4", "test:5", "test:6", "test:7", "test:8", "test:9",
                        "test:10");
    }

    @Test
    void nobodyGetsAheadOfThoseWhoAreGivenBackWhenABatchIsSplit() {
        ledger.refused.add("test:9");
        ledger.outrun.add("test:0");
        givesWay = failures -> true;

        Answers answers = settle(people(12));

        assertThat(answers.report().undecided()).isEqualTo(answers.tickets);
        assertThat(answers.report().isGivenBack()).isTrue();
        assertThat(ledger.written).isEmpty();
    }

    /** A turn at the event keeps nobody away from a fence, so none is waited for, and none is taken afterwards. */
    @Test
    void aBatchThatMeetsOthersAtTheFencesTwiceIsHalved() {
        givesWay = failures -> true;
        ledger.meetings = 2;

        Answers answers = settle(people(4));
        timing.advance(Duration.ofSeconds(1));

        assertThat(ledger.written).extracting(plan -> plan.entries().size()).containsExactly(2, 2);
        assertThat(answers.recorded()).isEqualTo(4);
        assertThat(answers.report().contested()).isFalse();
    }

    @Test
    void whoMeetsOthersAtTheFencesOnceOrIsAloneTriesAgain() {
        ledger.meetings = 1;
        Answers several = settle(people(4));
        timing.advance(Duration.ofSeconds(1));
        assertThat(several.recorded()).isEqualTo(4);
        assertThat(ledger.written).hasSize(1);

        ledger.meetings = 5;
        Answers one = settle(List.of(Requests.accept("alone")));
        timing.advance(Duration.ofSeconds(1));
        assertThat(one.recorded()).isEqualTo(1);
    }

    @Test
    void aPartForWhichNoTimeIsLeftIsGivenBack() {
        ledger.refused.add("test:9");
        sessions.commits(List.of(ScriptedSessions.hangs()));

        Answers answers = settle(people(12));
        timing.advance(LONGEST);

        assertThat(answers.failure(0).reason()).isEqualTo(UndecidedException.Reason.OUTCOME_UNKNOWN);
        assertThat(answers.report().isLate()).isTrue();
        assertThat(answers.report().undecided()).isEqualTo(answers.tickets.subList(6, 12));
    }

    /** Whoever is in a batch with it would wait for all its lines. */
    @Test
    void aCommandOfManyLinesIsABatchOfItsOwn() {
        MemoryLedger crowded = new MemoryLedger(Optional.of(waitedFor(150)));
        List<KeyedCommand> requests = new ArrayList<>(people(2));
        requests.add(Made.roles(Made.waitlisted(Requests.ROLE, 200)));
        requests.addAll(people(4).subList(2, 4));

        Answers answers = settle(crowded, requests);

        assertThat(answers.refusals()).containsExactly("CAPACITY_FULL", "CAPACITY_FULL");
        assertThat(answers.recorded()).isEqualTo(3);
        assertThat(crowded.written).extracting(plan -> plan.entries().size()).containsExactly(151, 2);
        assertThat(crowded.written.get(1).after().accepted()).hasSize(153);
    }

    /** No place is free, and so many wait. */
    private Event waitedFor(int people) {
        Role role = Made.waitlisted(Requests.ROLE, 1);
        List<StaffEntry> staff = new ArrayList<>();
        staff.add(StaffEntry.accepted("test:first", role, event.createdAt(), 2, 2));
        IntStream.range(0, people)
                .mapToObj(
                        i -> StaffEntry.standby("test:waits" + i, role, StandbyReason.FULL, event.createdAt(), i + 3L))
                .forEach(staff::add);
        return new Event(
                event.id(),
                event.managerId(),
                EventStatus.FULFILLED,
                event.fields(),
                List.of(role),
                Roster.of(staff),
                event.audience(),
                event.barred(),
                people + 2L,
                1,
                event.createdAt(),
                event.updatedAt(),
                false);
    }

    @Test
    void whereTheCommitsOutcomeIsUnknownItIsSoForThoseOnlyWhoWouldHaveBeenRecorded() {
        sessions.commits(List.of(ScriptedSessions.hangs()));

        Answers answers = settle(List.of(Requests.accept("a"), Requests.accept("b", "No such role")));
        timing.advance(LONGEST);

        assertThat(answers.failure(0).reason()).isEqualTo(UndecidedException.Reason.OUTCOME_UNKNOWN);
        assertThat(answers.failure(1).reason()).isEqualTo(UndecidedException.Reason.DATABASE_UNAVAILABLE);
        assertThat(answers.report().readVersion()).isZero();
    }

    @Test
    void whatRunsOutOfTimeBeforeItsCommitIsGivenBackUnanswered() {
        ledger.slow = true;

        Answers answers = settle(people(3));
        timing.advance(LONGEST);

        assertThat(answers.report().isLate()).isTrue();
        assertThat(answers.report().undecided()).isEqualTo(answers.tickets);
        answers.subscribers.forEach(UniAssertSubscriber::assertNotTerminated);
    }

    @Test
    void whoGetsNoAnswerInTheBatchesPatienceIsGivenBackForALongerOne() {
        ledger.silent = true;
        patience = LONGEST.dividedBy(2);

        Answers answers = settle(people(3));
        timing.advance(patience);

        assertThat(answers.report().shortfall()).isEqualTo(BatchReport.Shortfall.ANSWER);
        assertThat(answers.report().undecided()).isEqualTo(answers.tickets);
        answers.subscribers.forEach(UniAssertSubscriber::assertNotTerminated);
    }

    @Test
    void whoGetsNoPermitIsGivenBack() {
        ledger.silent = true;
        settle(people(1));

        Answers answers = settle(people(3));
        timing.advance(LONGEST);

        assertThat(answers.report().shortfall()).isEqualTo(BatchReport.Shortfall.PERMIT);
        assertThat(answers.report().undecided()).isEqualTo(answers.tickets);
        answers.subscribers.forEach(UniAssertSubscriber::assertNotTerminated);
    }

    @Test
    void aDatabaseThatAnswersNothingAtAllIsAway() {
        ledger.silent = true;

        Answers answers = settle(people(3));
        timing.advance(LONGEST);

        assertThat(answers.report().isLate()).isFalse();
        assertThat(answers.failure(0).reason()).isEqualTo(UndecidedException.Reason.DATABASE_UNAVAILABLE);
    }

    @Test
    void whomOthersOutranIsGivenBackAndWasNotTooMuch() {
        ledger.conflicting = true;

        Answers answers = settle(people(3));
        timing.advance(LONGEST);

        assertThat(answers.report().isLate()).isFalse();
        assertThat(answers.report().undecided()).isEqualTo(answers.tickets);
        answers.subscribers.forEach(UniAssertSubscriber::assertNotTerminated);
    }

    @Test
    void whatHasSentItsCommitIsNeverGivenBack() {
        sessions.commits(List.of(ScriptedSessions.hangs()));

        Answers answers = settle(people(3));
        timing.advance(LONGEST);

        assertThat(answers.report().isLate()).isTrue();
        assertThat(answers.report().undecided()).isEmpty();
        assertThat(answers.failure(0).reason()).isEqualTo(UndecidedException.Reason.OUTCOME_UNKNOWN);
    }

    @Test
    void whatMetNoDatabaseAtAllIsAnsweredAtItsDeadline() {
        ledger.away = true;

        Answers answers = settle(people(3));
        timing.advance(LONGEST);

        assertThat(answers.report().isLate()).isFalse();
        assertThat(answers.failure(0).reason()).isEqualTo(UndecidedException.Reason.DATABASE_UNAVAILABLE);
    }

    @Test
    void aFailedCommitOfWhatRecordsNothingIsNoUnknownOutcome() {
        MongoException lost = ScriptedSessions.labelled(
                ScriptedSessions.connectionLost(), MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL);
        sessions.commits(IntStream.range(0, 100)
                .mapToObj(i -> ScriptedSessions.fails(lost))
                .toList());

        Answers answers = settle(List.of(Requests.accept("a", "No such role")));
        timing.advance(LONGEST);

        assertThat(answers.failure(0).reason()).isEqualTo(UndecidedException.Reason.DATABASE_UNAVAILABLE);
    }

    /** "Nothing was recorded" would be said of its key, and what its key stands for was never looked up to the end. */
    @Test
    void withAKeyWhatWasNotDecidedIsUnknown() {
        sessions.commits(List.of(ScriptedSessions.hangs()));

        Answers answers =
                settle(List.of(Requests.accept("a", "No such role", KEY), Requests.accept("b", "No such role")));
        timing.advance(LONGEST);

        assertThat(answers.failure(0).reason()).isEqualTo(UndecidedException.Reason.OUTCOME_UNKNOWN);
        assertThat(answers.failure(1).reason()).isEqualTo(UndecidedException.Reason.DATABASE_UNAVAILABLE);
    }

    private Answers settle(List<KeyedCommand> requests) {
        return settle(ledger, requests);
    }

    private Answers settle(Ledger ledger, List<KeyedCommand> requests) {
        TransactionLoop loop = new TransactionLoop(sessions, permits, timing, new Backoff(() -> 1), metrics);
        ConflictWatch contention = new ConflictWatch(timing, LONGEST, LONGEST, () -> {}, givesWay);
        List<PendingCommand> tickets = requests.stream()
                .map(request -> new PendingCommand(request, timing.in(LONGEST)))
                .toList();
        Batch batch = new Batch(event.id(), ledger, loop, contention, patience, timing.in(LONGEST), metrics);
        Answers answers = new Answers(tickets);
        batch.settle(tickets).subscribe().with(report -> answers.report = Optional.of(report));
        return answers;
    }

    private static List<KeyedCommand> people(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Requests.accept(String.valueOf(i)))
                .toList();
    }

    private double metricOf(String name) {
        return registry.get(name).counter().count();
    }

    /** What the senders of a batch heard, in its order. */
    private static final class Answers {
        final List<PendingCommand> tickets;
        final List<UniAssertSubscriber<Outcome>> subscribers;
        private Optional<BatchReport> report = Optional.empty();

        Answers(List<PendingCommand> tickets) {
            this.tickets = tickets;
            subscribers = tickets.stream()
                    .map(ticket -> ticket.outcome().subscribe().withSubscriber(UniAssertSubscriber.<Outcome>create()))
                    .toList();
        }

        BatchReport report() {
            return report.orElseThrow();
        }

        Outcome outcome(int sender) {
            return subscribers.get(sender).assertCompleted().getItem();
        }

        UndecidedException failure(int sender) {
            return (UndecidedException) subscribers
                    .get(sender)
                    .assertFailedWith(UndecidedException.class)
                    .getFailure();
        }

        List<Outcome> outcomes() {
            return subscribers.stream()
                    .filter(subscriber -> subscriber.getItem() != null)
                    .map(UniAssertSubscriber::getItem)
                    .toList();
        }

        List<Decision> decisions() {
            return outcomes().stream().map(Outcome::decision).toList();
        }

        long recorded() {
            return decisions().stream()
                    .filter(Decision.Recorded.class::isInstance)
                    .count();
        }

        List<String> refusals() {
            return decisions().stream()
                    .filter(Decision.Refused.class::isInstance)
                    .map(decision -> ((Decision.Refused) decision).refusal().reason())
                    .map(Refusal.Reason::name)
                    .toList();
        }
    }
}
