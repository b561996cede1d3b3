package io.muster.store.lease;

import java.time.Duration;
import java.util.Date;
import java.util.concurrent.CompletableFuture;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Updates;
import io.muster.testing.database.TestDatabase;
import io.quarkus.mongodb.impl.ReactiveMongoClientImpl;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Of each task one is done at a time, by all processes together. */
class OneAtATimeTest {
    private static final String TASK = "task";

    private final String name = TestDatabase.freshName();
    private final Process one = new Process(name);
    private final Process other = new Process(name);
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
    void anotherTaskIsNotHeldUp() {
        begin(one);

        assertThat(run(other, "another task")).isEqualTo("next");
        assertThat(run(one, "another task")).isEqualTo("next");
        assertBusy(one);
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
                    .updateOne(new Document("_id", TASK), Updates.set("until", new Date(0)));
        }

        assertThat(run(other)).isEqualTo("next");
    }

    @Test
    void whatIsTakenIsHeldForAsLongAsTheWorkTakes() {
        Duration length = Duration.ofMillis(300);
        Lease mine = new Lease(one.client, name, length);
        Lease others = new Lease(other.client, name, length);
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
    private CompletableFuture<String> begin(Process process) {
        CompletableFuture<Void> atWork = new CompletableFuture<>();
        CompletableFuture<String> done = process.oneAtATime
                .run(TASK, () -> {
                    atWork.complete(null);
                    return Uni.createFrom().completionStage(work);
                })
                .subscribeAsCompletionStage();
        atWork.join();
        return done;
    }

    private static void assertBusy(Process process) {
        assertThatThrownBy(() -> run(process)).isInstanceOf(OneAtATime.BusyException.class);
    }

    private static String run(Process process) {
        return run(process, TASK);
    }

    private static String run(Process process, String task) {
        return process.oneAtATime
                .run(task, () -> Uni.createFrom().item("next"))
                .await()
                .indefinitely();
    }

    /** One process, with a client of its own. */
    private static final class Process {
        private final ReactiveMongoClient client =
                new ReactiveMongoClientImpl(com.mongodb.reactivestreams.client.MongoClients.create(TestDatabase.uri()));
        private final OneAtATime oneAtATime;

        Process(String database) {
            oneAtATime = new OneAtATime(new Lease(client, database));
        }

        void close() {
            client.close();
        }
    }
}
