package io.muster.api.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.identity.Caller;
import io.muster.live.step.LiveSettings;
import org.jspecify.annotations.Nullable;

/**
 * Limits the number of connections, per user and in all. A slot is taken before the upgrade, so concurrent upgrades cannot
 * exceed the limit. A new connection replaces one that does not respond: a connection that was silent for longer than two
 * ping intervals is closed at once. The others are pinged, and the new connection is refused with the time after which to
 * retry.
 */
@Singleton
class SocketLimits {
    /** A live client answers a ping within this time; pings are 25 s apart. */
    private static final Duration DEAD = Duration.ofSeconds(35);

    /** A connection that received something within this time is not pinged. */
    private static final Duration ALIVE = Duration.ofSeconds(2);

    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    /** {@code Retry-After} where all connections are alive. */
    private static final Duration LATER = Duration.ofSeconds(60);

    private final int perUser;
    private final int perScreen;
    private final int inAll;
    private final ConcurrentHashMap<String, List<Slot>> taken = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();

    @Inject
    SocketLimits(LiveSettings settings) {
        this(settings.connectionsPerUser(), settings.connectionsPerScreen(), settings.connections());
    }

    SocketLimits(int perUser, int perScreen, int inAll) {
        this.perUser = perUser;
        this.perScreen = perScreen;
        this.inAll = inAll;
    }

    /** The slot of one connection. */
    final class Slot {
        private final String holder;
        private final Occupant occupant;
        private final AtomicBoolean given = new AtomicBoolean();

        private Slot(String holder, Occupant occupant) {
            this.holder = holder;
            this.occupant = occupant;
        }

        /** Frees the slot. Further calls have no effect. */
        void giveBack() {
            if (given.compareAndSet(false, true)) {
                taken.computeIfPresent(holder, (same, places) -> without(places, this));
                all.decrementAndGet();
            }
        }
    }

    /** Takes a slot for a connection; empty if the limit is reached. */
    Optional<Slot> take(Caller caller, Occupant occupant) {
        Optional<Slot> free = takeFree(caller, occupant);
        return free.isPresent() || !freeOneOfTheDead(caller) ? free : takeFree(caller, occupant);
    }

    private Optional<Slot> takeFree(Caller caller, Occupant occupant) {
        if (all.incrementAndGet() > inAll) {
            all.decrementAndGet();
            return Optional.empty();
        }
        int most = caller.readOnly() ? perScreen : perUser;
        Slot slot = new Slot(holder(caller), occupant);
        List<Slot> now =
                taken.compute(slot.holder, (same, places) -> with(places == null ? List.of() : places, slot, most));
        if (now.contains(slot)) {
            return Optional.of(slot);
        }
        all.decrementAndGet();
        return Optional.empty();
    }

    /** Pings the connections that hold the caller's places. Returns the time after which to retry. */
    Duration knock(Caller caller) {
        List<Slot> quiet = places(caller).stream()
                .filter(slot -> slot.occupant.silence().compareTo(ALIVE) > 0)
                .toList();
        quiet.forEach(slot -> slot.occupant.probe(TO_ANSWER));
        return quiet.isEmpty() ? LATER : TO_ANSWER;
    }

    private boolean freeOneOfTheDead(Caller caller) {
        Optional<Slot> dead = places(caller).stream()
                .filter(slot -> slot.occupant.silence().compareTo(DEAD) > 0)
                .max(Comparator.comparing(slot -> slot.occupant.silence()));
        dead.ifPresent(slot -> {
            slot.giveBack();
            slot.occupant.end();
        });
        return dead.isPresent();
    }

    private List<Slot> places(Caller caller) {
        return taken.getOrDefault(holder(caller), List.of());
    }

    /** Read-only tokens are used by wall screens, so they have a limit of their own. */
    private static String holder(Caller caller) {
        return (caller.readOnly() ? "screens " : "user ") + caller.userKey();
    }

    private static List<Slot> with(List<Slot> places, Slot slot, int most) {
        if (places.size() >= most) {
            return places;
        }
        List<Slot> more = new ArrayList<>(places);
        more.add(slot);
        return List.copyOf(more);
    }

    private static @Nullable List<Slot> without(List<Slot> places, Slot slot) {
        List<Slot> fewer = places.stream().filter(other -> other != slot).toList();
        return fewer.isEmpty() ? null : fewer;
    }
}
