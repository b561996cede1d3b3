package io.muster.api.respond;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.muster.api.Problem;
import io.muster.api.ProblemType;
import io.muster.event.RecordedRequests;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is let in while tokens last, and after. */
class AdmissionTest {
    private static final String ADA = "oidc:ada";

    private final TurnedClock clock = new TurnedClock();
    private final ObjectId gala = new ObjectId();
    private final Repeats.Id request = new Repeats.Id(gala, "key");
    private final Set<String> journal = new HashSet<>();
    private int lookUps;
    private final RecordedRequests recorded = (event, key) -> {
        lookUps++;
        return Uni.createFrom().item(journal.contains(key));
    };
    private final Repeats repeats = new Repeats(recorded);
    private final Admission admission = new Admission(new RateLimits(2, 30, 100, clock), repeats);

    private UniAssertSubscriber<Boolean> admit(Optional<Repeats.Id> repeatable) {
        return admission
                .admit(ADA, Optional.of(gala), repeatable)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private void spendAll() {
        admit(Optional.empty()).assertItem(true);
        admit(Optional.empty()).assertItem(true);
    }

    private static void assertLimited(UniAssertSubscriber<Boolean> answer, String retryAfter) {
        Problem problem = (Problem) answer.assertFailed().getFailure();
        assertThat(problem.type()).isEqualTo(ProblemType.RATE_LIMITED);
        assertThat(problem.headers()).containsEntry("Retry-After", retryAfter);
    }

    @Test
    void whileTokensLastNothingIsLookedUp() {
        admit(Optional.of(request)).assertItem(true);
        assertThat(lookUps).isZero();
    }

    @Test
    void withoutAKeyOneTooManyIsRefused() {
        spendAll();
        assertLimited(admit(Optional.empty()), "60");
        clock.turn(Duration.ofMillis(59_500));
        assertLimited(admit(Optional.empty()), "1");
        clock.turn(Duration.ofMillis(500));
        admit(Optional.empty()).assertItem(true);
    }

    @Test
    void aRepeatOfARecordedRequestIsLetInWithoutAToken() {
        spendAll();
        journal.add("key");

        admit(Optional.of(request)).assertItem(false);
        admit(Optional.of(request)).assertItem(false);
    }

    @Test
    void aKeyNobodyKnowsIsRefused() {
        spendAll();

        assertLimited(admit(Optional.of(request)), "60");
    }

    @Test
    void aRepeatWaitsForTheFirstThatIsUnderWayAndIsLetInOnceThatIsRecorded() {
        CompletableFuture<String> first = new CompletableFuture<>();
        repeats.track(request, Uni.createFrom().completionStage(first), it -> it.equals("recorded"))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        spendAll();

        UniAssertSubscriber<Boolean> repeat = admit(Optional.of(request)).assertNotTerminated();
        first.complete("recorded");

        repeat.awaitItem().assertItem(false);
        assertThat(lookUps).isZero();
    }

    @Test
    void aRepeatOfWhatTurnsOutToBeRefusedIsLimited() {
        CompletableFuture<String> first = new CompletableFuture<>();
        repeats.track(request, Uni.createFrom().completionStage(first), it -> it.equals("recorded"))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        spendAll();

        UniAssertSubscriber<Boolean> repeat = admit(Optional.of(request)).assertNotTerminated();
        first.complete("refused");

        assertLimited(repeat.awaitFailure(), "60");
    }

    @Test
    void aRepeatOfWhatFailedAsksTheJournal() {
        CompletableFuture<String> first = new CompletableFuture<>();
        repeats.track(request, Uni.createFrom().completionStage(first), it -> true)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        spendAll();

        UniAssertSubscriber<Boolean> repeat = admit(Optional.of(request)).assertNotTerminated();
        journal.add("key");
        first.completeExceptionally(new IllegalStateException("outcome unknown"));

        repeat.awaitItem().assertItem(false);
    }

    @Test
    void whatIsGivenBackLetsInAgain() {
        spendAll();
        admission.giveBack(ADA, gala);

        admit(Optional.empty()).assertItem(true);
        assertLimited(admit(Optional.empty()), "60");
    }
}
