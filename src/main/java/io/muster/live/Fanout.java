package io.muster.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.identity.Caller;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Tells everyone who listens what happens, and those who come back what they missed: once, in order, without a gap, and
 * where that cannot be done any more, that it cannot ({@code resync}).
 */
@Singleton
final class Fanout implements Feed, Subscriptions {
    private static final int SLICE = 1_000;

    /** How far ahead of this process another one may have been; farther ahead there is no place in this stream. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private static final long RETOLD_BYTES = 8 << 20;

    private final Executor loop;
    private final LiveEvents events;
    private final Frames frames;
    private final LiveSettings settings;
    private final int slice;
    private final BooleanSupplier filled;

    private final Topics topics = new Topics();
    private final Map<Subscriber, Listener> listeners = new LinkedHashMap<>();
    private final Map<Subscriber, Optional<String>> early = new LinkedHashMap<>();
    private final Retold retold = new Retold(RETOLD_BYTES);
    private Gaps gaps = new Gaps();
    private @Nullable Ring ring;
    private @Nullable StreamPosition position;
    private Instant at = Instant.EPOCH;
    private volatile boolean open;

    @Inject
    Fanout(LiveLoop loop, LiveEvents events, Frames frames, LiveSettings settings, StreamHealth health) {
        this(loop, events, frames, settings, SLICE, health::isFilled);
    }

    /**
     * @param loop runs what it is given one after the other, later
     * @param slice how many steps are gone through for one listener at a time while others wait
     * @param filled whether the ring holds all it should
     */
    Fanout(Executor loop, LiveEvents events, Frames frames, LiveSettings settings, int slice, BooleanSupplier filled) {
        this.loop = loop;
        this.events = events;
        this.frames = frames;
        this.settings = settings;
        this.slice = slice;
        this.filled = filled;
    }

    @Override
    public boolean isOpen() {
        return open && filled.getAsBoolean();
    }

    @Override
    public void join(Subscriber subscriber, Optional<String> lastEventId) {
        loop.execute(() -> {
            early.put(subscriber, lastEventId);
            welcomeAll();
        });
    }

    @Override
    public void ping(Subscriber subscriber) {
        loop.execute(() -> Optional.ofNullable(listeners.get(subscriber)).ifPresent(this::pong));
    }

    @Override
    public void leave(Subscriber subscriber) {
        loop.execute(() -> {
            early.remove(subscriber);
            Optional.ofNullable(listeners.remove(subscriber)).ifPresent(listener -> {
                listener.left();
                topics.remove(listener, listener.topics());
            });
        });
    }

    @Override
    public void began(StreamPosition floor) {
        ring = new Ring(settings, floor, events);
        gaps = new Gaps();
        retold.clear();
        position = floor;
        listeners.values().forEach(this::resync);
    }

    @Override
    public void happened(List<Step> steps) {
        new Dispatch(topics, events::of, frames, steps).send();
        ring().add(steps);
    }

    @Override
    public void advanced(StreamPosition reached, Instant time) {
        position = reached;
        at = time;
        open = true;
        ring().age(time);
        retold.age(time);
        gaps.dropUpTo(ring().floor());
        welcomeAll();
    }

    @Override
    public void gap(StreamPosition reached, ObjectId eventId, String managerId) {
        position = StreamPosition.later(position(), reached);
        gaps.add(managerId, reached);
        listeners.values().stream()
                .filter(listener -> !listener.isCatchingUp()
                        && listener.mayHearOf(managerId)
                        // Another process may have told it more, and again that it missed something.
                        && listener.seen().position().compareTo(reached) < 0)
                .toList()
                .forEach(this::resync);
    }

    /** Who came before the stream did waits until it has been read so far that the ring is filled. */
    private void welcomeAll() {
        if (open) {
            Map<Subscriber, Optional<String>> waiting = new LinkedHashMap<>(early);
            early.clear();
            waiting.forEach(this::welcome);
        }
    }

    private void welcome(Subscriber subscriber, Optional<String> lastEventId) {
        Optional<ResumePoint> point = lastEventId.flatMap(ResumePoint::read).filter(this::isPlace);
        Listener listener = new Listener(subscriber, point.orElse(ResumePoint.at(position())));
        boolean lost = lastEventId.isPresent() && (point.isEmpty() || hasMissed(listener));
        listeners.put(subscriber, listener);
        topics.add(listener, listener.topics());
        // Cut off between the two frames, a client has to be told again.
        String id = lost ? StreamPosition.BEFORE_ALL.token() : told(listener);
        subscriber.take(List.of(Frame.of(frames.welcome(listener.caller(), named(listener.caller()), id, at))));
        if (lost) {
            resync(listener);
        } else {
            goOn(listener);
        }
    }

    /** Whether it can be a place in this stream: one that has been reached, here or by another process that is ahead. */
    private boolean isPlace(ResumePoint point) {
        return !isAhead(point)
                || point.position()
                        .time()
                        .filter(time -> time.isBefore(at.plus(AHEAD)))
                        .isPresent();
    }

    private boolean isAhead(ResumePoint point) {
        return point.position().compareTo(position()) > 0;
    }

    /** Whether something the listener has not seen is no longer known, or never could be told. */
    private boolean hasMissed(Listener listener) {
        return !isAhead(listener.seen())
                && (!ring().reachesBackTo(listener.seen()) || gaps.concern(listener, listener.seen()));
    }

    /** Tells a listener the next of what it missed; at the end of the ring it has caught up, in the same turn of the loop. */
    private void goOn(Listener listener) {
        if (!listener.isCatchingUp()) {
            return;
        }
        if (hasMissed(listener)) {
            resync(listener);
            return;
        }
        List<Step> missed = ring().after(listener.seen()).stream().limit(slice).toList();
        List<Frame> told = missedBy(listener, missed);
        if (!told.isEmpty()) {
            listener.subscriber().take(told);
        }
        if (missed.size() < slice) {
            listener.live();
            return;
        }
        listener.seen(ResumePoint.at(missed.get(slice - 1).position()));
        // Not faster than it reads, and others have their turn in between.
        listener.subscriber().whenSent(() -> loop.execute(() -> goOn(listener)));
    }

    private List<Frame> missedBy(Listener listener, List<Step> missed) {
        List<Step> own = ring().about(listener.caller().userKey(), listener.seen());
        Telling telling = Telling.again(frames, new Standings(own, events::of), retold);
        List<Frame> told = new ArrayList<>();
        for (Step step : missed) {
            told.addAll(telling.of(step, listener));
            telling.pass(step);
        }
        return told;
    }

    /** Begins a listener anew from here; it has to fetch what it wants to know. */
    private void resync(Listener listener) {
        listener.seen(ResumePoint.at(position()));
        listener.live();
        listener.subscriber().take(List.of(Frame.of(frames.resync())));
    }

    private void pong(Listener listener) {
        listener.subscriber().take(List.of(Frame.of(frames.pong(told(listener)))));
    }

    /** How far a client has been told: not as far as the stream while it is catching up, farther if it was so elsewhere. */
    private String told(Listener listener) {
        ResumePoint seen = listener.seen();
        boolean all = !listener.isCatchingUp() && !isAhead(seen);
        return all ? position().token() : seen.id();
    }

    /** What the client may know of what it listens to. */
    private static List<String> named(Caller caller) {
        return caller.managerId()
                .map(managerId -> List.of(Listener.ofManager(managerId)))
                .orElseGet(() -> {
                    List<String> named = new ArrayList<>();
                    named.add("user:" + caller.userKey());
                    new TreeSet<>(caller.teamIds()).forEach(team -> named.add("team:" + team));
                    return List.copyOf(named);
                });
    }

    private Ring ring() {
        return Objects.requireNonNull(ring, "the stream has begun");
    }

    private StreamPosition position() {
        return Objects.requireNonNull(position, "the stream has begun");
    }
}
