package io.muster.api.live;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.live.LiveSettings;

/** How many connections there may be, of one user and in all. Taken before the upgrade, so that however many come at once no more get in. */
@Singleton
class Places {
    private final int perUser;
    private final int inAll;
    private final ConcurrentHashMap<String, Integer> taken = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();

    @Inject
    Places(LiveSettings settings) {
        this(settings.connectionsPerUser(), settings.connections());
    }

    Places(int perUser, int inAll) {
        this.perUser = perUser;
        this.inAll = inAll;
    }

    /** One connection's place. */
    final class Place {
        private final String userKey;
        private final AtomicBoolean given = new AtomicBoolean();

        private Place(String userKey) {
            this.userKey = userKey;
        }

        /** Only the first call counts. */
        void giveBack() {
            if (given.compareAndSet(false, true)) {
                taken.computeIfPresent(userKey, (user, count) -> count == 1 ? null : count - 1);
                all.decrementAndGet();
            }
        }
    }

    /** A place for one more connection; empty where there is none. */
    Optional<Place> take(String userKey) {
        if (all.incrementAndGet() > inAll) {
            all.decrementAndGet();
            return Optional.empty();
        }
        AtomicBoolean got = new AtomicBoolean();
        taken.compute(userKey, (user, count) -> {
            int before = count == null ? 0 : count;
            got.setPlain(before < perUser);
            return got.getPlain() ? Integer.valueOf(before + 1) : count;
        });
        if (got.getPlain()) {
            return Optional.of(new Place(userKey));
        }
        all.decrementAndGet();
        return Optional.empty();
    }
}
