package io.muster.outbound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import io.muster.store.outbound.Numbers;
import io.muster.store.outbound.OutboundLine.Due;
import io.muster.store.outbound.OutboundLine.Occasion;
import io.muster.store.outbound.Unnumbered;
import io.muster.store.outbound.Unnumbered.DueNow;
import io.muster.store.outbound.Unnumbered.Line;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bson.types.ObjectId;

import static org.assertj.core.api.Assertions.assertThat;

/** Everything gets one number, in order, whoever numbers at the same time. */
class NumberingTest {
    private static final List<String> FIRMS = List.of("a", "b");

    /** What the database holds, and what it is asked: the test says when something is done. */
    private static final class Database {
        private final Map<String, TreeMap<Long, Unnumbered>> logs = new HashMap<>();
        private final Set<Unnumbered> all = new HashSet<>();
        private final List<Runnable> asked = new ArrayList<>();

        private TreeMap<Long, Unnumbered> log(String firm) {
            return logs.computeIfAbsent(firm, first -> new TreeMap<>());
        }

        private boolean add(Numbers.Numbered one) {
            TreeMap<Long, Unnumbered> log = log(one.what().firm());
            if (log.containsKey(one.seq()) || !all.add(one.what())) {
                return false;
            }
            log.put(one.seq(), one.what());
            return true;
        }

        private <T> Uni<T> later(java.util.function.Supplier<T> work) {
            return Uni.createFrom()
                    .emitter((UniEmitter<? super T> emitter) -> asked.add(() -> emitter.complete(work.get())));
        }

        /** A process's view of it: a bulk is done one by one, and others may come in between. */
        private Numbers numbers() {
            return new Numbers() {
                @Override
                public Uni<Long> last(String firm) {
                    return later(() -> log(firm).isEmpty() ? 0L : log(firm).lastKey());
                }

                @Override
                public Uni<Boolean> add(List<Numbered> numbered) {
                    Uni<Boolean> added = later(() -> Database.this.add(numbered.get(0)));
                    return numbered.size() == 1
                            ? added
                            : added.chain(done -> done
                                    ? add(numbered.subList(1, numbered.size()))
                                    : Uni.createFrom().item(false));
                }

                @Override
                public Uni<Set<Unnumbered>> numbered(Collection<? extends Unnumbered> some) {
                    return later(() -> {
                        Set<Unnumbered> known = new HashSet<>(some);
                        known.retainAll(all);
                        return known;
                    });
                }
            };
        }
    }

    /** A process that goes through the journal from somewhere on, and dies at some time or does not. */
    private static final class Holder {
        private final Random random;
        private final Numbering numbering;
        private final List<Line> journal;
        private final List<DueNow> dues;
        private int done;
        private int duesDone;
        private boolean isBusy;
        private boolean isOver;

        Holder(Random random, Database database, List<Line> journal, List<DueNow> dues, int from) {
            this.random = random;
            this.numbering = new Numbering(database.numbers(), () -> !isOver);
            this.journal = journal;
            this.dues = dues;
            this.done = from;
        }

        boolean isDone() {
            return isOver || (done == journal.size() && duesDone == dues.size());
        }

        void goOn() {
            if (isBusy || isDone()) {
                return;
            }
            boolean takesLines = done < journal.size() && (duesDone == dues.size() || random.nextInt(4) > 0);
            List<Unnumbered> next = new ArrayList<>();
            if (takesLines) {
                next.addAll(journal.subList(done, Math.min(journal.size(), done + 1 + random.nextInt(4))));
            } else {
                next.add(dues.get(duesDone));
            }
            isBusy = true;
            numbering
                    .number(next)
                    .subscribe()
                    .with(
                            reached -> {
                                isBusy = false;
                                done += takesLines ? next.size() : 0;
                                duesDone += takesLines ? 0 : 1;
                            },
                            failure -> isOver = true);
        }
    }

    @Property(tries = 500)
    void twoHoldersNumberEverythingOnceAndInOrder(@ForAll long seed) {
        Random random = new Random(seed);
        List<Line> journal = new ArrayList<>();
        ObjectId event = new ObjectId();
        for (int i = 0; i < 12; i++) {
            journal.add(new Line(FIRMS.get(random.nextInt(2)), event, i + 1, Instant.EPOCH, "accepted"));
        }
        List<DueNow> dues = List.of(due("a", "one"), due("b", "two"));
        Database database = new Database();
        Holder last = new Holder(random, database, journal, dues, 0);
        Holder stale = new Holder(random, database, journal, dues, 0);
        List<Holder> holders = List.of(last, stale);
        boolean dies = random.nextBoolean();
        while (!last.isDone() || !stale.isDone() || !database.asked.isEmpty()) {
            holders.get(random.nextInt(2)).goOn();
            if (!database.asked.isEmpty() && random.nextInt(3) > 0) {
                database.asked.remove(random.nextInt(database.asked.size())).run();
            }
            if (dies && random.nextInt(30) == 0) {
                stale.isOver = true;
            }
        }

        assertThat(database.all).hasSize(journal.size() + dues.size());
        FIRMS.forEach(firm -> {
            TreeMap<Long, Unnumbered> log = database.log(firm);
            assertThat(log.keySet())
                    .as("no number is left out")
                    .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(1, log.size())
                            .boxed()
                            .toList());
            assertThat(log.values().stream().filter(Line.class::isInstance).toList())
                    .as("in the order of the journal")
                    .isEqualTo(journal.stream()
                            .filter(line -> line.firm().equals(firm))
                            .toList());
        });
    }

    private static DueNow due(String firm, String id) {
        return new DueNow(firm, new Due(id, java.util.Optional.empty(), Occasion.NOTICE, Instant.EPOCH, Map.of()));
    }
}
