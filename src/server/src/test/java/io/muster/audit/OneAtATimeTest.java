package io.muster.audit;

import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Updates;
import io.muster.store.audit.Lease;
import io.muster.testing.database.TestDatabase;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Of what people ask for one is done at a time, by all processes together. */
class OneAtATimeTest {
    private final String name = TestDatabase.freshName();
    private final Audits one = process();
    private final Audits other = process();
    private final CompletableFuture<String> work = new CompletableFuture<>();

    @AfterEach
    void close() {
        one.close();
        other.close();
        try (MongoClient mongo = MongoClients.create(TestDatabase.uri())) {
            mongo.getDatabase(name).drop();
        }
    }

    @Test
    void whileOneIsAtWorkNobodyElseIs() {
        CompletableFuture<String> first = begin(one);

        assertBusy(one);
        assertBusy(other);

        work.complete("done");
        assertThat(first.join()).isEqualTo("done");
        assertThat(run(other)).as("given back").isEqualTo("next");
        assertThat(run(one)).isEqualTo("next");
    }

    @Test
    void whatFailsIsGivenBackToo() {
        CompletableFuture<String> first = begin(one);
        work.completeExceptionally(new IllegalStateException());
        assertThatThrownBy(first::join).hasRootCauseInstanceOf(IllegalStateException.class);

        assertThat(run(other)).isEqualTo("next");
    }

    @Test
    void whoDiesLeavesItBeforeLong() {
        begin(one);
        assertBusy(other);
        try (MongoClient mongo = MongoClients.create(TestDatabase.uri())) {
            mongo.getDatabase(name)
                    .getCollection("leases")
                    .updateOne(new Document("_id", OneAtATime.LEASE), Updates.set("until", new Date(0)));
        }

        assertThat(run(other)).isEqualTo("next");
    }

    @Test
    void whatIsTakenIsHeldForAsLongAsTheWorkTakes() {
        Duration length = Duration.ofMillis(300);
        Lease mine = new Lease(one.client(), name, length);
        Lease others = new Lease(other.client(), name, length);
        assertThat(mine.take("x").await().indefinitely()).isTrue();
        CompletableFuture<String> held =
                mine.held("x", Uni.createFrom().completionStage(work)).subscribeAsCompletionStage();

        Awaitility.await()
                .during(length.multipliedBy(5))
                .atMost(length.multipliedBy(20))
                .until(() -> !others.take("x").await().indefinitely());
        work.complete("done");
        assertThat(held.join()).isEqualTo("done");
        Awaitility.await().until(() -> others.take("x").await().indefinitely());
        assertThat(mine.hold("x", length).await().indefinitely()).isFalse();
        assertThat(mine.giveBack("x").await().indefinitely()).isFalse();
    }

    /** Begins, and returns once it is at work. */
    private CompletableFuture<String> begin(Audits process) {
        CompletableFuture<Void> atWork = new CompletableFuture<>();
        CompletableFuture<String> done = process.oneAtATime
                .run(() -> {
                    atWork.complete(null);
                    return Uni.createFrom().completionStage(work);
                })
                .subscribeAsCompletionStage();
        atWork.join();
        return done;
    }

    private static void assertBusy(Audits process) {
        assertThatThrownBy(() -> run(process)).isInstanceOf(OneAtATime.BusyException.class);
    }

    private static String run(Audits process) {
        return process.oneAtATime
                .run(() -> Uni.createFrom().item("next"))
                .await()
                .indefinitely();
    }

    private Audits process() {
        return new Audits(
                name,
                (eventId, repair) -> Uni.createFrom().failure(new AssertionError("nothing is repaired here")),
                Map.of());
    }
}
