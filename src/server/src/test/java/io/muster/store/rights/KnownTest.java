package io.muster.store.rights;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.muster.identity.Standing;
import io.muster.people.Standings;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is known of people while firms say something else, in every order. A drop may come late, as from a stream; but once it has come,
 * nothing older is served.
 */
class KnownTest {
    private static final int PEOPLE = 2;
    private static final List<ObjectId> MEMBERS =
            IntStream.range(0, PEOPLE).mapToObj(i -> new ObjectId()).toList();

    private final AtomicLong nanos = new AtomicLong();

    private enum Kind {
        /** Somebody asks: served from what is known, or a read begins. */
        ASK,
        /** The oldest read sees what is said now. */
        SEE,
        /** The oldest read that has seen ends. */
        END,
        /** The last one does, before those that began before it. */
        END_LAST,
        FAIL,
        /** A firm says something else; the process hears of it later. */
        CHANGE,
        HEAR,
        /** The member is gone; whose it was is not said. */
        REMOVE,
        LOSE,
        WAIT
    }

    private record Act(Kind kind, int person) {}

    @Provide
    static Arbitrary<List<Act>> acts() {
        return Arbitraries.frequency(
                        Tuple.of(8, Kind.ASK),
                        Tuple.of(6, Kind.SEE),
                        Tuple.of(5, Kind.END),
                        Tuple.of(2, Kind.END_LAST),
                        Tuple.of(1, Kind.FAIL),
                        Tuple.of(3, Kind.CHANGE),
                        Tuple.of(3, Kind.HEAR),
                        Tuple.of(1, Kind.REMOVE),
                        Tuple.of(1, Kind.LOSE),
                        Tuple.of(1, Kind.WAIT))
                .flatMap(kind -> Arbitraries.integers().between(0, PEOPLE - 1).map(person -> new Act(kind, person)))
                .list()
                .ofMinSize(5)
                .ofMaxSize(80);
    }

    /** A read: what it saw, and which word of the firm that is. */
    private static final class Read {
        final Known<Standings>.Fill fill;
        final int person;
        final long begunAt;
        Optional<Integer> seen = Optional.empty();

        Read(Known<Standings>.Fill fill, int person, long begunAt) {
            this.fill = fill;
            this.person = person;
            this.begunAt = begunAt;
        }
    }

    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    void nothingIsServedThatIsOlderThanADrop(@ForAll("acts") List<Act> acts) {
        Known<Standings> known = known(1_000);
        int[] said = new int[PEOPLE];
        int[] heard = new int[PEOPLE];
        Map<Standings, Long> begun = new IdentityHashMap<>();
        List<Read> reads = new ArrayList<>();
        int served = 0;
        for (Act act : acts) {
            int person = act.person;
            switch (act.kind) {
                case ASK -> {
                    Optional<Standings> found = known.find(name(person));
                    if (found.isPresent()) {
                        served++;
                        assertThat(word(found.get())).isGreaterThanOrEqualTo(heard[person]);
                        assertThat(nanos.get() - begun.getOrDefault(found.get(), Long.MIN_VALUE / 2))
                                .isLessThan(Known.LONGEST.toNanos());
                    } else {
                        reads.add(new Read(known.begin(name(person)), person, nanos.get()));
                    }
                }
                case SEE ->
                    reads.stream()
                            .filter(read -> read.seen.isEmpty())
                            .findFirst()
                            .ifPresent(read -> read.seen = Optional.of(said[read.person]));
                case END, END_LAST -> {
                    List<Read> ready =
                            reads.stream().filter(read -> read.seen.isPresent()).toList();
                    if (!ready.isEmpty()) {
                        Read read = ready.get(act.kind == Kind.END ? 0 : ready.size() - 1);
                        reads.remove(read);
                        Standings brought = standings(read.person, read.seen.orElseThrow());
                        begun.put(brought, read.begunAt);
                        read.fill.end(Optional.of(brought));
                    }
                }
                case FAIL -> {
                    if (!reads.isEmpty()) {
                        reads.remove(0).fill.end(Optional.empty());
                    }
                }
                case CHANGE -> said[person]++;
                case HEAR -> {
                    heard[person] = said[person];
                    known.drop(name(person));
                }
                case REMOVE -> {
                    said[person]++;
                    heard[person] = said[person];
                    known.dropIf(it -> it.memberIds().contains(MEMBERS.get(person)));
                }
                case LOSE -> {
                    System.arraycopy(said, 0, heard, 0, PEOPLE);
                    known.clear();
                }
                case WAIT -> nanos.addAndGet(Known.LONGEST.toNanos() / 3);
            }
        }
        Statistics.label("served").collect(served > 0);
        Statistics.label("served").coverage(coverage -> coverage.check(true).percentage(it -> it > 5));
    }

    private Known<Standings> known(int most) {
        return new Known<>(nanos::get, most, it -> 1 + it.memberIds().size());
    }

    private static String name(int person) {
        return "oidc:" + person;
    }

    private static Standings standings(int person, int word) {
        return new Standings(
                Map.of("m", Standing.active(Standing.Board.CLOSED, Set.of("w" + word))), Set.of(MEMBERS.get(person)));
    }

    private static int word(Standings standings) {
        return Integer.parseInt(standings.in("m").teamIds().iterator().next().substring(1));
    }

    @Test
    void itHoldsSoManyAndNoMore() {
        Known<Standings> known = known(10);

        for (int i = 0; i < 1_000; i++) {
            known.begin("p" + i).end(Optional.of(standings(0, i)));
        }

        assertThat(IntStream.range(0, 1_000)
                        .filter(i -> known.find("p" + i).isPresent())
                        .count())
                .isLessThanOrEqualTo(10);
    }

    @Test
    void aMinuteCountsFromTheBeginningOfTheRead() {
        Known<Standings> known = known(10);
        Known<Standings>.Fill fill = known.begin("p");
        nanos.addAndGet(Known.LONGEST.toNanos() - 1);
        fill.end(Optional.of(standings(0, 0)));
        assertThat(known.find("p")).isPresent();

        nanos.addAndGet(1);

        assertThat(known.find("p")).isEmpty();
    }
}
