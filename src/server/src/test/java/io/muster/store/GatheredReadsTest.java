package io.muster.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import com.mongodb.MongoTimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who shares a read, and what it is asked; when it begins is shown by {@link SharedReadsTest}. */
class GatheredReadsTest {
    private final List<List<Integer>> asked = new ArrayList<>();
    private final Deque<CompletableFuture<String>> open = new ArrayDeque<>();
    private final GatheredReads<String, Integer, String> reads = new GatheredReads<>(3, this::begin);

    private Uni<String> begin(String key, List<Integer> questions) {
        asked.add(questions);
        CompletableFuture<String> answer = new CompletableFuture<>();
        open.add(answer);
        return Uni.createFrom().completionStage(answer);
    }

    private UniAssertSubscriber<String> ask(int question) {
        return reads.read("key", question).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void aReadKnowsWhatEverybodyAsksWhoWaitedForIt() {
        ask(1);
        UniAssertSubscriber<String> second = ask(2);
        UniAssertSubscriber<String> third = ask(3);
        assertThat(asked).containsExactly(List.of(1));

        open.remove().complete("first");
        assertThat(asked).containsExactly(List.of(1), List.of(2, 3));
        second.assertNotTerminated();
        open.remove().complete("second");
        second.assertItem("second");
        third.assertItem("second");
        assertThat(asked).hasSize(2);
    }

    @Test
    void ofMoreThanShareOneReadTheNextOnesComeAfterIt() {
        List<UniAssertSubscriber<String>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(ask(i));
        }
        for (String answer : List.of("a", "b", "c", "d")) {
            if (!open.isEmpty()) {
                open.remove().complete(answer);
            }
        }

        assertThat(asked).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5, 6), List.of(7));
        answers.get(0).assertItem("a");
        answers.get(3).assertItem("b");
        answers.get(4).assertItem("c");
        answers.get(7).assertItem("d");
    }

    @Test
    void aFailureIsOfThoseWhoSharedItAlone() {
        UniAssertSubscriber<String> first = ask(1);
        UniAssertSubscriber<String> second = ask(2);
        open.remove().completeExceptionally(new IllegalStateException("away"));
        first.assertFailedWith(IllegalStateException.class, "away");
        open.remove().complete("back");
        second.assertItem("back");
    }

    @Test
    void aReadThatIsNeverAnsweredFailsInTimeAndLetsTheNextOneBegin() {
        AtomicInteger begun = new AtomicInteger();
        GatheredReads<String, Integer, String> impatient = new GatheredReads<>(
                3,
                Duration.ofMillis(50),
                (key, questions) -> begun.incrementAndGet() == 1
                        ? Uni.createFrom().nothing()
                        : Uni.createFrom().item("answered"));
        UniAssertSubscriber<String> first =
                impatient.read("key", 1).subscribe().withSubscriber(UniAssertSubscriber.create());
        UniAssertSubscriber<String> second =
                impatient.read("key", 2).subscribe().withSubscriber(UniAssertSubscriber.create());
        first.awaitFailure().assertFailedWith(MongoTimeoutException.class);
        second.awaitItem().assertItem("answered");
    }
}
