package io.muster.respond;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.muster.embedded.EmbeddedMongo;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The database goes away under load and comes back on the same port. */
@Tag("slow")
class OutageTest {
    private static final Duration GONE = Duration.ofSeconds(10);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    @Test
    void nothingAcknowledgedIsLostNothingIsDoubledNothingRefusedIsRecorded() throws Exception {
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                Process process = new Process(mongo.uri(), "muster", Map.of())) {
            TestSchema.make(process.client.database);
            Event event = process.create(Samples.published(20));
            try (Churn churn = new Churn(process.lanes, event.id(), "one", 30)) {
                await().until(() -> churn.acknowledged.size() > 300);

                mongo.stopListening();
                long gone = System.nanoTime();
                KeyedCommand withoutAKey = Requests.accept("without a key");
                assertThat(reasonOfFailure(process.send(event.id(), withoutAKey)))
                        .isIn(UndecidedException.Reason.DATABASE_UNAVAILABLE, UndecidedException.Reason.OVERLOADED);
                // Those of the churn have keys, and a key's first try may have been recorded.
                await().atMost(ANSWERED_WITHIN)
                        .until(() -> churn.failures.contains(UndecidedException.Reason.OUTCOME_UNKNOWN));
                await().atMost(GONE.multipliedBy(2)).until(() -> System.nanoTime() - gone > GONE.toNanos());
                mongo.listenAgain();

                int heard = churn.acknowledged.size();
                await().atMost(ANSWERED_WITHIN).until(() -> churn.acknowledged.size() > heard + 300);
                churn.stop();
                assertThat(churn.longest()).isLessThan(ANSWERED_WITHIN);
                assertKeysAreRight(process, event, churn, withoutAKey.key());
            }
            Sweep.assertInvariantsHold(process.client.database);
        }
    }

    private static UndecidedException.Reason reasonOfFailure(UniAssertSubscriber<Outcome> answer) {
        return ((UndecidedException) answer.awaitFailure(ANSWERED_WITHIN).getFailure()).reason();
    }

    private static void assertKeysAreRight(Process process, Event event, Churn churn, String refusedKey) {
        List<String> recorded = process.client
                .database
                .getCollection("journal")
                .find(new Document("eventId", event.id()))
                .map(line -> line.getString("requestKey"))
                .collect()
                .asList()
                .await()
                .indefinitely();
        Set<String> distinct = new HashSet<>(recorded);
        assertThat(distinct).hasSameSizeAs(recorded).containsAll(churn.acknowledged);
        assertThat(churn.refused).doesNotContainAnyElementsOf(distinct);
        assertThat(distinct).doesNotContain(refusedKey);
    }
}
