package io.muster.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import com.mongodb.MongoTimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Reads made together for people of whom each asks something of their own: of each key one read is under way at a time, and
 * those who ask meanwhile share the next one, which knows what each of them asks. So every answer rests on a read that began
 * after it was asked, and a crowd costs a few reads. No thread waits. It holds nothing but what somebody waits for. A read that
 * does not answer in time fails, so that the next one can begin.
 *
 * @param <K> what is read
 * @param <Q> what one person asks of it
 * @param <V> what a read gives to all who share it; not to be modified
 */
public final class GatheredReads<K, Q, V> {
    /** Longer than the driver takes to give up. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final int most;
    private final Duration longest;
    private final BiFunction<K, List<Q>, Uni<V>> read;

    /** Those who wait for the next read, by the key of the one that is under way. */
    private final Map<K, List<Asker<Q, V>>> waiting = new HashMap<>();

    private record Asker<Q, V>(Q question, UniEmitter<? super V> emitter) {}

    /**
     * Nothing under way.
     *
     * @param most the most questions of one read; who comes later waits for the one after it
     * @param read called with at least one question
     */
    public GatheredReads(int most, BiFunction<K, List<Q>, Uni<V>> read) {
        this(most, LONGEST, read);
    }

    /** @param longest how long a read may take before it fails as one of a database that is out of reach */
    GatheredReads(int most, Duration longest, BiFunction<K, List<Q>, Uni<V>> read) {
        this.most = most;
        this.longest = longest;
        this.read = read;
    }

    /** @return on the context of the caller; fails as the read does, for everybody who shares it */
    public Uni<V> read(K key, Q question) {
        return OnContext.uni(Uni.createFrom().<V>emitter(emitter -> ask(key, new Asker<>(question, emitter))));
    }

    private void ask(K key, Asker<Q, V> asker) {
        if (isFirst(key, asker)) {
            begin(key, List.of(asker));
        }
    }

    /** Whether nothing of this key is under way; otherwise the asker waits. */
    private synchronized boolean isFirst(K key, Asker<Q, V> asker) {
        List<Asker<Q, V>> others = waiting.putIfAbsent(key, new ArrayList<>());
        return others == null || !others.add(asker);
    }

    private void begin(K key, List<Asker<Q, V>> askers) {
        Uni.createFrom()
                .deferred(() ->
                        read.apply(key, askers.stream().map(Asker::question).toList()))
                .ifNoItem()
                .after(longest)
                .failWith(() -> new MongoTimeoutException("A read that others wait for was not answered"))
                .eventually(() -> next(key))
                .subscribe()
                .with(
                        value -> askers.forEach(asker -> asker.emitter.complete(value)),
                        failure -> askers.forEach(asker -> asker.emitter.fail(failure)));
    }

    private void next(K key) {
        List<Asker<Q, V>> askers = takeWaiting(key);
        if (!askers.isEmpty()) {
            begin(key, askers);
        }
    }

    private synchronized List<Asker<Q, V>> takeWaiting(K key) {
        List<Asker<Q, V>> askers = waiting.remove(key);
        if (askers == null || askers.isEmpty()) {
            return List.of();
        }
        int taken = Math.min(most, askers.size());
        waiting.put(key, new ArrayList<>(askers.subList(taken, askers.size())));
        return List.copyOf(askers.subList(0, taken));
    }
}
