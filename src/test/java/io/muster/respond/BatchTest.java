package io.muster.respond;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import com.mongodb.MongoException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.muster.event.Decision;
import io.muster.event.Event;
import io.muster.event.Refusal;
import io.muster.event.Request;
import io.muster.event.StaffEntry;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.junit.jupiter.api.Test;

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
        List<Request> same = new ArrayList<>();
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
    void onlyTheSenderOfWhatTheDatabaseRefusesHearsOfIt() {
        Event roomForAll = Samples.published(500);
        MemoryLedger roomy = new MemoryLedger(Optional.of(roomForAll));
        roomy.refused.add("test:321");

        Answers answers = settle(roomy, people(500));

        assertThat(answers.recorded()).isEqualTo(499);
        assertThat(answers.failure(321).reason()).isEqualTo(NotDone.Reason.INTERNAL);
        assertThat(sessions.log.stream().filter("begin"::equals)).hasSizeLessThan(25);
        assertThat(answers.report().recorded()).isEqualTo(499);
        assertThat(metricOf("muster.guard.misses")).isZero();
    }

    @Test
    void aMissedGuardIsCountedAndOnlyTheCulpritHearsOfIt() {
        ledger.missed.add("test:1");

        Answers answers = settle(people(3));

        assertThat(answers.recorded()).isEqualTo(2);
        assertThat(answers.failure(1).reason()).isEqualTo(NotDone.Reason.INTERNAL);
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
    void whereTheCommitsOutcomeIsUnknownItIsSoForThoseOnlyWhoWouldHaveBeenRecorded() {
        sessions.commits(List.of(ScriptedSessions.hangs()));

        Answers answers = settle(List.of(Requests.accept("a"), Requests.accept("b", "No such role")));
        timing.advance(LONGEST);

        assertThat(answers.failure(0).reason()).isEqualTo(NotDone.Reason.OUTCOME_UNKNOWN);
        assertThat(answers.failure(1).reason()).isEqualTo(NotDone.Reason.DATABASE_UNAVAILABLE);
        assertThat(answers.report().readVersion()).isZero();
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

        assertThat(answers.failure(0).reason()).isEqualTo(NotDone.Reason.DATABASE_UNAVAILABLE);
    }

    private Answers settle(List<Request> requests) {
        return settle(ledger, requests);
    }

    private Answers settle(Ledger ledger, List<Request> requests) {
        TransactionLoop loop = new TransactionLoop(sessions, new Permits(1), timing, new Backoff(() -> 1), metrics);
        Contention contention = new Contention(timing, LONGEST, LONGEST, () -> {});
        List<Ticket> tickets = requests.stream()
                .map(request -> new Ticket(request, timing.in(LONGEST)))
                .toList();
        Batch batch = new Batch(event.id(), ledger, loop, contention, timing.in(LONGEST), metrics);
        Answers answers = new Answers(tickets);
        batch.settle(tickets).subscribe().with(report -> answers.report = Optional.of(report));
        return answers;
    }

    private static List<Request> people(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Requests.accept(String.valueOf(i)))
                .toList();
    }

    private double metricOf(String name) {
        return registry.get(name).counter().count();
    }

    /** What the senders of a batch heard, in its order. */
    private static final class Answers {
        final List<UniAssertSubscriber<Outcome>> subscribers;
        private Optional<BatchReport> report = Optional.empty();

        Answers(List<Ticket> tickets) {
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

        NotDone failure(int sender) {
            return (NotDone)
                    subscribers.get(sender).assertFailedWith(NotDone.class).getFailure();
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
