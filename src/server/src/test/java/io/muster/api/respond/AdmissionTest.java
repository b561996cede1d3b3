package io.muster.api.respond;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import com.mongodb.MongoTimeoutException;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.event.plan.Decision;
import io.muster.respond.Changes;
import io.muster.respond.Outcome;
import io.muster.respond.UndecidedException;
import io.muster.store.read.RecordedRequests;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is let in while tokens last, and after. */
class AdmissionTest {
    private static final String ADA = "oidc:ada";

    /** Nothing but the kind of the decision is looked at. */
    @SuppressWarnings("NullAway")
    private static final Outcome RECORDED = new Outcome(new Decision.Recorded(null), null);

    private final TurnedClock clock = new TurnedClock();
    private final ObjectId gala = new ObjectId();
    private final Repeats.Id request = new Repeats.Id(gala, "key");
    private final Set<String> journal = new HashSet<>();
    private int lookUps;
    private boolean unreachable;
    private final RecordedRequests recorded = (event, key) -> {
        lookUps++;
        if (unreachable) {
            return Uni.createFrom().failure(new MongoTimeoutException("away"));
        }
        return Uni.createFrom().item(journal.contains(key));
    };
    private final Repeats repeats = new Repeats(recorded);
    private final Admission admission = new Admission(new RateLimits(2, 30, 100, clock), repeats);

    private UniAssertSubscriber<Admission.Pass> admit(Optional<Repeats.Id> repeatable) {
        return admission
                .admit(ADA, Optional.of(gala), repeatable)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private Admission.Pass letIn(Optional<Repeats.Id> repeatable) {
        return admit(repeatable).assertCompleted().getItem();
    }

    private void spendAll() {
        letIn(Optional.empty()).end(false, false);
        letIn(Optional.empty()).end(false, false);
    }

    private static void assertLimited(UniAssertSubscriber<Admission.Pass> answer, String retryAfter) {
        ProblemException problem = (ProblemException) answer.assertFailed().getFailure();
        assertThat(problem.type()).isEqualTo(ProblemType.RATE_LIMITED);
        assertThat(problem.headers()).containsEntry("Retry-After", retryAfter);
    }

    @Test
    void whileTokensLastNothingIsLookedUp() {
        letIn(Optional.of(request));
        assertThat(lookUps).isZero();
    }

    @Test
    void withoutAKeyOneTooManyIsRefused() {
        spendAll();
        assertLimited(admit(Optional.empty()), "60");
        clock.turn(Duration.ofMillis(59_500));
        assertLimited(admit(Optional.empty()), "1");
        clock.turn(Duration.ofMillis(500));
        letIn(Optional.empty());
    }

    @Test
    void aRepeatOfARecordedRequestIsLetInWithoutAToken() {
        spendAll();
        journal.add("key");

        letIn(Optional.of(request)).end(true, true);
        letIn(Optional.of(request)).end(true, true);
        assertLimited(admit(Optional.empty()), "60");
    }

    @Test
    void aKeyNobodyKnowsIsRefused() {
        spendAll();

        assertLimited(admit(Optional.of(request)), "60");
    }

    @Test
    void repeatsWaitForThoseUnderWayAndAreLetInOnceOneIsRecorded() {
        Admission.Pass first = letIn(Optional.of(request));
        Admission.Pass second = letIn(Optional.of(request));
        UniAssertSubscriber<Admission.Pass> repeat = admit(Optional.of(request)).assertNotTerminated();

        first.end(false, false);
        repeat.assertNotTerminated();
        second.end(true, false);

        repeat.awaitItem();
        assertThat(lookUps).isZero();
    }

    @Test
    void aRepeatOfWhatTurnsOutToRecordNothingIsLimited() {
        Admission.Pass first = letIn(Optional.of(request));
        letIn(Optional.empty());
        UniAssertSubscriber<Admission.Pass> repeat = admit(Optional.of(request)).assertNotTerminated();

        first.end(false, false);

        assertLimited(repeat.awaitFailure(), "60");
    }

    @Test
    void aRepeatOfWhatEndedUnknownAsksTheJournal() {
        Admission.Pass first = letIn(Optional.of(request));
        letIn(Optional.empty());
        UniAssertSubscriber<Admission.Pass> repeat = admit(Optional.of(request)).assertNotTerminated();

        journal.add("key");
        first.end(false, false);

        repeat.awaitItem();
        assertThat(lookUps).isEqualTo(1);
    }

    @Test
    void aTokenThatARepeatTookIsGivenBack() {
        journal.add("key");
        letIn(Optional.of(request)).end(true, true);
        letIn(Optional.of(request)).end(true, true);

        spendAll();
        assertLimited(admit(Optional.empty()), "60");
    }

    @Test
    void oneWaitingRepeatThatHangsUpDoesNotConcernTheOthers() {
        Admission.Pass first = letIn(Optional.of(request));
        letIn(Optional.empty());
        UniAssertSubscriber<Admission.Pass> gone = admit(Optional.of(request)).assertNotTerminated();
        UniAssertSubscriber<Admission.Pass> there = admit(Optional.of(request)).assertNotTerminated();

        gone.cancel();
        first.end(true, false);

        there.awaitItem();
    }

    @Test
    void whoHangsUpWhileItIsDecidedIsStillTheFirstOfItsKey() {
        CompletableFuture<Outcome> decided = new CompletableFuture<>();
        UniAssertSubscriber<Outcome> first = letIn(Optional.of(request))
                .carryOut(() -> Uni.createFrom().completionStage(decided::copy))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        letIn(Optional.empty());
        UniAssertSubscriber<Admission.Pass> repeat = admit(Optional.of(request));

        first.cancel();
        repeat.assertNotTerminated();
        decided.complete(RECORDED);

        repeat.awaitItem();
        assertThat(lookUps).isZero();
    }

    @Test
    void aFailureOfTheServiceIsNotCharged() {
        for (int i = 0; i < 5; i++) {
            fails(UndecidedException.of(UndecidedException.Reason.DATABASE_UNAVAILABLE));
            fails(new IllegalStateException("a bug"));
        }

        spendAll();
        assertLimited(admit(Optional.empty()), "60");
    }

    @Test
    void whatTheCallerDidWrongIsCharged() {
        fails(new ProblemException(ProblemType.ROLE_REQUIRED));
        fails(new Changes.UnknownEvent());

        assertLimited(admit(Optional.empty()), "60");
    }

    private void fails(Throwable failure) {
        letIn(Optional.empty())
                .carryOut(() -> Uni.createFrom().failure(failure))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertFailedWith(failure.getClass());
    }

    /** Nobody knows then whether it was recorded, so neither "limited" nor "not recorded" would be true. */
    @Test
    void whereTheJournalCannotBeAskedTheOutcomeIsUnknown() {
        spendAll();
        unreachable = true;

        UniAssertSubscriber<Admission.Pass> answer = admit(Optional.of(request));

        UndecidedException failure = (UndecidedException)
                answer.assertFailedWith(UndecidedException.class).getFailure();
        assertThat(failure.reason()).isEqualTo(UndecidedException.Reason.OUTCOME_UNKNOWN);
    }

    @Test
    void whatIsOverIsForgotten() {
        Admission.Pass first = letIn(Optional.of(request));
        first.end(true, false);
        first.end(true, false);
        letIn(Optional.empty());

        assertLimited(admit(Optional.of(request)), "60");
        assertThat(lookUps).isEqualTo(1);
    }
}
