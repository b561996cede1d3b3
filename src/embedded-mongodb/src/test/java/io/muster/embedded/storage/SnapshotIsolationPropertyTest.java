package io.muster.embedded.storage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.KeyWriter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random interleavings of three transactions on four documents, checked against a model in which a transaction is a
 * copy of a map, and commits if nobody else has committed a key that it wrote.
 */
class SnapshotIsolationPropertyTest {

    private static final Namespace THINGS = new Namespace("test", "things");

    /** One step of one of the transactions; a value of 0 removes the document. */
    record Step(int transaction, Kind kind, int id, int value) {
        enum Kind {
            WRITE,
            COMMIT,
            ABORT
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Step.Kind> kinds =
                Arbitraries.of(Step.Kind.WRITE, Step.Kind.WRITE, Step.Kind.WRITE, Step.Kind.COMMIT, Step.Kind.ABORT);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        kinds,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 9))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 300)
    void behavesLikeCopiesOfAMap(@ForAll("histories") List<Step> steps) {
        Store store = new Store();
        store.commit(root -> root.withCollection(
                THINGS,
                Collection.create(THINGS, new Document())
                        .withIndex(IndexDefinition.parse(
                                THINGS, new Document("key", new Document("value", 1)).append("name", "value_1")))));
        Model model = new Model();
        Map<Integer, WriteTransaction> open = new HashMap<>();
        for (Step step : steps) {
            WriteTransaction transaction = open.computeIfAbsent(step.transaction, number -> {
                WriteTransaction begun = store.begin();
                begun.use(THINGS);
                model.begin(number);
                return begun;
            });
            switch (step.kind) {
                case WRITE -> {
                    boolean written = write(transaction, step);
                    assertThat(written).as("%s", step).isEqualTo(model.write(step));
                    if (!written) {
                        transaction.abort();
                        model.end(step.transaction);
                        open.remove(step.transaction);
                    }
                }
                case COMMIT -> {
                    transaction.commit(Optional.of(new Document("txnNumber", 1L)));
                    model.commit(step.transaction);
                    open.remove(step.transaction);
                }
                case ABORT -> {
                    transaction.abort();
                    model.end(step.transaction);
                    open.remove(step.transaction);
                }
            }
            assertThat(contents(store.current())).isEqualTo(model.committed);
            open.forEach((number, each) -> assertThat(contents(each.view())).isEqualTo(model.view(number)));
            assertThat(indexed(store.current())).isEqualTo(rebuilt(store.current()));
        }
    }

    private static boolean write(WriteTransaction transaction, Step step) {
        Collection collection = transaction.view().collection(THINGS).orElseThrow();
        Optional<Long> record = collection.indexes().get(0).find(KeyWriter.key(step.id));
        Document after = new Document("_id", step.id).append("value", step.value);
        try {
            if (record.isEmpty() && step.value > 0) {
                transaction.insert(THINGS, after);
            } else if (record.isPresent() && step.value == 0) {
                transaction.delete(
                        THINGS, record.get(), collection.record(record.get()).orElseThrow());
            } else if (record.isPresent()) {
                transaction.replace(
                        THINGS,
                        record.get(),
                        Change.Kind.REPLACE,
                        collection.record(record.get()).orElseThrow(),
                        after);
            }
            return true;
        } catch (WriteConflictException conflict) {
            return false;
        }
    }

    private static Map<Object, Object> contents(Root root) {
        Map<Object, Object> contents = new TreeMap<>();
        root.collection(THINGS)
                .orElseThrow()
                .records()
                .values()
                .forEach(document -> contents.put(document.get("_id"), document.get("value")));
        return contents;
    }

    private static List<Long> indexed(Root root) {
        return List.copyOf(
                root.collection(THINGS).orElseThrow().indexes().get(1).entries().values());
    }

    private static List<Long> rebuilt(Root root) {
        Collection collection = root.collection(THINGS).orElseThrow();
        Index index = Index.empty(collection.indexes().get(1).definition());
        for (var record : collection.records().entrySet()) {
            index = index.change(record.getKey(), null, record.getValue());
        }
        return List.copyOf(index.entries().values());
    }

    /** Snapshot isolation with the first writer winning, in as few words as possible. */
    private static final class Model {
        private final Map<Object, Object> committed = new TreeMap<>();
        private final Map<Object, Integer> versions = new HashMap<>();
        private final Map<Integer, Copy> copies = new HashMap<>();

        private record Copy(
                Set<Object> begun,
                Map<Object, Object> view,
                Map<Object, Integer> versions,
                Map<Object, Integer> written) {}

        private Copy copy(int transaction) {
            return Objects.requireNonNull(copies.get(transaction));
        }

        Map<Object, Object> view(int transaction) {
            return copy(transaction).view;
        }

        void begin(int transaction) {
            copies.put(
                    transaction,
                    new Copy(
                            Set.copyOf(committed.keySet()),
                            new TreeMap<>(committed),
                            new HashMap<>(versions),
                            new HashMap<>()));
        }

        boolean write(Step step) {
            Copy copy = copy(step.transaction);
            if (!copy.view.containsKey(step.id) && step.value == 0) {
                return true;
            }
            boolean locked =
                    copies.values().stream().anyMatch(other -> other != copy && other.written.containsKey(step.id));
            // What came and went since the snapshot is no change; MongoDB would call it one.
            boolean cameAndWent = !committed.containsKey(step.id) && !copy.begun.contains(step.id);
            boolean changed = !cameAndWent && !Objects.equals(versions.get(step.id), copy.versions.get(step.id));
            if (locked || (changed && !copy.written.containsKey(step.id))) {
                return false;
            }
            copy.written.put(step.id, step.value);
            set(copy.view, step.id, step.value);
            return true;
        }

        void commit(int transaction) {
            copy(transaction).written.forEach((id, value) -> {
                versions.merge(id, 1, Integer::sum);
                set(committed, id, value);
            });
            end(transaction);
        }

        void end(int transaction) {
            copies.remove(transaction);
        }

        private static void set(Map<Object, Object> map, Object id, int value) {
            if (value == 0) {
                map.remove(id);
            } else {
                map.put(id, value);
            }
        }
    }
}
