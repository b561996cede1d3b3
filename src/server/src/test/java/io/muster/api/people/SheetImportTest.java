package io.muster.api.people;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.muster.people.MemberChange;
import io.muster.store.lease.Lease;
import io.muster.store.lease.OneAtATime;
import io.muster.store.people.SheetsByHand;
import io.muster.testing.database.TestDatabase;
import io.quarkus.mongodb.impl.ReactiveMongoClientImpl;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How a sheet is written, by several processes and in several parts (docs/api.md#sheets). */
class SheetImportTest {
    private static final String FIRM = "m-1";
    private static final byte[] SHEET = "name,phone\nAda,+1 303 555\n".getBytes(StandardCharsets.UTF_8);

    private final String name = TestDatabase.freshName();
    private final ReactiveMongoClient client =
            new ReactiveMongoClientImpl(com.mongodb.reactivestreams.client.MongoClients.create(TestDatabase.uri()));
    private final ExecutorService driver = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        driver.shutdownNow();
        client.close();
        try (MongoClient mongo = MongoClients.create(TestDatabase.uri())) {
            mongo.getDatabase(name).drop();
        }
    }

    /** @param around as of {@link SheetsByHand#sheets} */
    private SheetImport process(UnaryOperator<Uni<Set<MemberChange>>> around) {
        return new SheetImport(
                SheetsByHand.sheets(client, name, around),
                SheetsByHand.teams(client, name),
                new OneAtATime(new Lease(client, name)));
    }

    private static String imported(SheetImport process, String firm, boolean dryRun) {
        SheetImport.Result result = process.run(firm, SHEET, dryRun).await().indefinitely();
        return result.created() + " " + result.updated() + " " + result.unchanged();
    }

    /** Both would find nobody and make the member, whom no index keeps from being there twice. */
    @Test
    void twoProcessesMakeAMemberOnce() {
        CompletableFuture<Void> planned = new CompletableFuture<>();
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        SheetImport one = process(write -> Uni.createFrom()
                .deferred(() -> {
                    planned.complete(null);
                    return Uni.createFrom().completionStage(goOn);
                })
                .chain(() -> write));
        SheetImport other = process(write -> write);
        CompletableFuture<SheetImport.Result> first =
                one.run(FIRM, SHEET, false).subscribeAsCompletionStage();
        planned.join();

        for (SheetImport process : List.of(other, one)) {
            assertThatThrownBy(() -> imported(process, FIRM, false)).isInstanceOf(OneAtATime.BusyException.class);
        }
        assertThat(imported(other, FIRM, true)).as("a dry run").isEqualTo("1 0 0");
        assertThat(imported(other, "m-2", false)).as("another firm").isEqualTo("1 0 0");
        goOn.complete(null);

        assertThat(first.join().created()).isEqualTo(1);
        assertThat(imported(other, FIRM, false)).isEqualTo("0 0 1");
    }

    /** Making documents of some hundreds of members takes longer than a thread of the driver may be held up. */
    @Test
    void noPartIsMadeOnAThreadOfTheDriver() {
        Thread ofDriver =
                CompletableFuture.supplyAsync(Thread::currentThread, driver).join();
        List<Thread> madeOn = new CopyOnWriteArrayList<>();
        SheetImport process = process(write -> {
            madeOn.add(Thread.currentThread());
            return write.emitOn(driver);
        });
        String sheet = IntStream.range(0, 1_200)
                .mapToObj(i -> "Person " + i + ",+1 303 555 " + (1_000 + i) + "\n")
                .collect(Collectors.joining("", "name,phone\n", ""));

        process.run(FIRM, sheet.getBytes(StandardCharsets.UTF_8), false).await().indefinitely();

        assertThat(madeOn).hasSize(3).doesNotContain(ofDriver);
    }
}
