package io.muster.embedded.storage;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.KeyWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Snapshot isolation, without sessions and network. */
class WriteTransactionTest {

    private static final Namespace THINGS = new Namespace("test", "things");
    private static final Optional<Document> STAMP = Optional.of(new Document("txnNumber", 1L));

    private final Store store = new Store();

    @BeforeEach
    void create() {
        Collection collection = Collection.create(THINGS, new Document())
                .withIndex(IndexDefinition.parse(
                        THINGS,
                        new Document("key", new Document("k", 1))
                                .append("name", "k_1")
                                .append("unique", true)
                                .append("sparse", true)));
        store.commit(root -> root.withCollection(THINGS, collection));
        inTransaction(transaction -> transaction.insert(THINGS, new Document("_id", "a").append("n", 0)));
    }

    private interface Work {
        void in(WriteTransaction transaction);
    }

    private void inTransaction(Work work) {
        WriteTransaction transaction = store.begin();
        work.in(transaction);
        transaction.commit(STAMP);
    }

    private static long record(Root root, Object id) {
        return root.collection(THINGS)
                .orElseThrow()
                .indexes()
                .get(0)
                .find(KeyWriter.key(id))
                .orElseThrow();
    }

    private static Document read(Root root, Object id) {
        return root.collection(THINGS).orElseThrow().record(record(root, id)).orElseThrow();
    }

    private static void add(WriteTransaction transaction, Object id, int amount) {
        transaction.use(THINGS);
        Document before = read(transaction.view(), id);
        Document after = new Document(before).append("n", ((Number) before.getOrDefault("n", 0)).intValue() + amount);
        transaction.replace(THINGS, record(transaction.view(), id), Change.Kind.UPDATE, before, after);
    }

    @Test
    void seesItsOwnWritesAndNobodyElseDoes() {
        WriteTransaction transaction = store.begin();
        add(transaction, "a", 1);

        assertThat(read(transaction.view(), "a").get("n")).isEqualTo(1);
        assertThat(read(store.current(), "a").get("n")).isEqualTo(0);
    }

    @Test
    void readsItsSnapshotWhateverIsCommitted() {
        WriteTransaction transaction = store.begin();
        inTransaction(other -> add(other, "a", 5));

        assertThat(read(transaction.view(), "a").get("n")).isEqualTo(0);
        assertThat(read(store.current(), "a").get("n")).isEqualTo(5);
    }

    @Test
    void anAbortLeavesTheVeryStateThereWas() {
        Root before = store.current();
        WriteTransaction transaction = store.begin();
        add(transaction, "a", 1);
        transaction.insert(THINGS, new Document("_id", "b"));
        transaction.abort();

        assertThat(store.current()).isSameAs(before);
        inTransaction(other -> add(other, "a", 1));
        assertThat(read(store.current(), "a").get("n")).isEqualTo(1);
    }

    @Test
    void aWriteOverAnOpenWriteConflicts() {
        WriteTransaction first = store.begin();
        add(first, "a", 1);
        WriteTransaction second = store.begin();

        assertThatThrownBy(() -> add(second, "a", 1))
                .isInstanceOfSatisfying(
                        WriteConflictException.class,
                        conflict -> assertThat(conflict.owner()).contains(first));
    }

    @Test
    void aWriteOverALaterCommitConflicts() {
        WriteTransaction transaction = store.begin();
        transaction.use(THINGS);
        inTransaction(other -> add(other, "a", 1));

        assertThatThrownBy(() -> add(transaction, "a", 1))
                .isInstanceOfSatisfying(
                        WriteConflictException.class,
                        conflict -> assertThat(conflict.owner()).isEmpty());
    }

    @Test
    void aUniqueKeyIsTakenByWhoCommits() {
        WriteTransaction first = store.begin();
        first.insert(THINGS, new Document("_id", "b").append("k", 1));
        WriteTransaction second = store.begin();
        assertThatThrownBy(() -> second.insert(THINGS, new Document("_id", "c").append("k", 1)))
                .isInstanceOf(WriteConflictException.class);
        second.abort();
        first.commit(STAMP);

        WriteTransaction third = store.begin();
        assertThatThrownBy(() -> third.insert(THINGS, new Document("_id", "c").append("k", 1L)))
                .as("1 and 1L are one key")
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void aKeyThatIsTakenAwayIsFreeAfterTheCommit() {
        inTransaction(transaction -> transaction.insert(THINGS, new Document("_id", "b").append("k", 1)));
        inTransaction(transaction -> {
            transaction.use(THINGS);
            long record = record(transaction.view(), "b");
            transaction.delete(THINGS, record, read(transaction.view(), "b"));
            transaction.insert(THINGS, new Document("_id", "c").append("k", 1));
        });

        assertThat(store.current().collection(THINGS).orElseThrow().records()).hasSize(2);
    }

    @Test
    void goesBackToAMark() {
        WriteTransaction transaction = store.begin();
        add(transaction, "a", 1);
        WriteTransaction.Mark mark = transaction.mark();
        add(transaction, "a", 10);
        transaction.insert(THINGS, new Document("_id", "b"));
        transaction.rollBackTo(mark);
        transaction.commit(STAMP);

        assertThat(read(store.current(), "a").get("n")).isEqualTo(1);
        assertThat(store.current().collection(THINGS).orElseThrow().records()).hasSize(1);
    }

    @Test
    void theChangesOfATransactionShareATimeAndKeepTheirOrder() {
        inTransaction(transaction -> {
            transaction.insert(THINGS, new Document("_id", "b"));
            transaction.insert(THINGS, new Document("_id", "c"));
        });

        SnapshotHistory history = store.current().history();
        long time = history.lastTime();
        assertThat(history.changes().tailMap(new OplogPosition(time, 0)).values())
                .extracting(Change::after)
                .containsExactly(new Document("_id", "b"), new Document("_id", "c"));
    }

    @Test
    void manyThreadsLoseNoIncrement() throws Exception {
        int threads = 4;
        int each = 200;
        inTransaction(transaction -> transaction.insert(THINGS, new Document("_id", "b").append("n", 0)));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            pool.execute(() -> {
                for (int i = 0; i < each; i++) {
                    moveOneUntilItWorks();
                }
                done.countDown();
            });
        }

        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        pool.shutdown();
        assertThat(read(store.current(), "a").get("n")).isEqualTo(-threads * each);
        assertThat(read(store.current(), "b").get("n")).isEqualTo(threads * each);
        assertThat(store.current().history().changes().keySet())
                .extracting(OplogPosition::time)
                .as("two changes in each transaction, and one that inserted each document")
                .hasSize(2 * threads * each + 2);
    }

    private void moveOneUntilItWorks() {
        while (true) {
            WriteTransaction transaction = store.begin();
            try {
                add(transaction, "a", -1);
                add(transaction, "b", 1);
                transaction.commit(STAMP);
                return;
            } catch (WriteConflictException conflict) {
                transaction.abort();
                conflict.owner().ifPresent(owner -> owner.ended().join());
            }
        }
    }

    @Test
    void forgetsTheOldestChanges() {
        store.limitHistory(2);
        List.of("b", "c", "d")
                .forEach(id -> inTransaction(transaction -> transaction.insert(THINGS, new Document("_id", id))));

        SnapshotHistory history = store.current().history();
        assertThat(history.changes()).hasSize(2);
        assertThat(history.floor())
                .isPositive()
                .isLessThan(history.changes().firstKey().time());
    }
}
