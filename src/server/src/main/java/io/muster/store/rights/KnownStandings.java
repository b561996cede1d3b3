package io.muster.store.rights;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.muster.people.Standings;
import org.bson.types.ObjectId;

/**
 * What was read of people, until it is dropped, for a minute at most. What a read brings that began before a drop is not kept: the read
 * may be older than what was dropped for. Bounded in what it holds.
 */
final class KnownStandings {
    static final Duration LONGEST = Duration.ofMinutes(1);

    /** People and memberships together. */
    static final int MOST = 200_000;

    private final LongSupplier nanos;
    private final Cache<String, Known> known;
    private final Map<String, Set<Fill>> underWay = new HashMap<>();

    private record Known(Standings standings, long since) {}

    KnownStandings() {
        this(System::nanoTime, MOST);
    }

    /**
     * Nothing known.
     *
     * @param most people and memberships together
     */
    KnownStandings(LongSupplier nanos, int most) {
        this.nanos = nanos;
        this.known = Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((String userKey, Known it) ->
                        1 + it.standings.memberIds().size())
                .expireAfterWrite(LONGEST)
                .ticker(nanos::getAsLong)
                .build();
    }

    /** What is known of a person. */
    Optional<Standings> find(String userKey) {
        return Optional.ofNullable(known.getIfPresent(userKey))
                .filter(it -> nanos.getAsLong() - it.since < LONGEST.toNanos())
                .map(Known::standings);
    }

    /** A read that has not begun yet. */
    synchronized Fill begin(String userKey) {
        Fill fill = new Fill(userKey, nanos.getAsLong());
        underWay.computeIfAbsent(userKey, first -> new HashSet<>()).add(fill);
        return fill;
    }

    /** A read for one person; it has to be ended. */
    final class Fill {
        private final String userKey;
        private final long since;

        private Fill(String userKey, long since) {
            this.userKey = userKey;
            this.since = since;
        }

        /** @param read empty if the read has failed */
        void end(Optional<Standings> read) {
            synchronized (KnownStandings.this) {
                Set<Fill> fills = underWay.getOrDefault(userKey, Set.of());
                // Whoever drops takes away what is under way.
                if (fills.contains(this)) {
                    fills.remove(this);
                    if (fills.isEmpty()) {
                        underWay.remove(userKey);
                    }
                    read.ifPresent(standings -> known.put(userKey, new Known(standings, since)));
                }
            }
        }
    }

    /** Something was said of a person. */
    synchronized void drop(String userKey) {
        underWay.remove(userKey);
        known.invalidate(userKey);
    }

    /** Members are gone, whoever they were. */
    void dropMembers(Set<ObjectId> ids) {
        synchronized (this) {
            underWay.clear();
        }
        // What comes to be known from here on was read after that. So nobody has to wait while all that is known is
        // looked through.
        known.asMap().values().removeIf(it -> !Collections.disjoint(ids, it.standings.memberIds()));
    }

    /** Nobody knows what was said. */
    synchronized void clear() {
        underWay.clear();
        known.invalidateAll();
    }
}
