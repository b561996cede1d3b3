package io.muster.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
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

import io.muster.event.AudienceKeys;
import io.muster.event.Event;
import io.muster.identity.Caller;
import io.muster.live.step.Feed;
import io.muster.live.step.LiveEvents;
import io.muster.live.step.LiveLoop;
import io.muster.live.step.LiveSettings;
import io.muster.live.step.ResumeToken;
import io.muster.live.step.Step;
import io.muster.live.stream.StreamHealth;
import io.muster.store.Attendances;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends each listener what happens, and after a reconnect what it missed: once, in order, without a gap. Where that is
 * not possible it sends {@code resync}.
 */
@Singleton
final class Fanout implements Feed, AttendanceFeed, Subscriptions {
    private static final Logger LOG = Logger.getLogger(Fanout.class);
    private static final int SLICE = 1_000;

    /** The bytes rendered for one listener at a time; the frames of a run of steps may exceed it. */
    private static final long SLICE_BYTES = 256 << 10;

    /** How far ahead of this process another one may be. A {@code lastEventId} beyond that is not of this stream. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private static final long REPLAY_FRAMES_BYTES = 8 << 20;

    private final Executor loop;
    private final LiveEvents events;
    private final Frames frames;
    private final LiveSettings settings;
    private final int slice;
    private final BooleanSupplier started;
    private final BooleanSupplier filled;

    private final Topics topics = new Topics();
    private final Map<Subscriber, Listening> listeners = new LinkedHashMap<>();
    private final ReplayFrameCache replayFrames = new ReplayFrameCache(REPLAY_FRAMES_BYTES);
    private Gaps gaps = new Gaps();
    private @Nullable Ring ring;
    private ResumeToken position = ResumeToken.BEFORE_ALL;
    private Instant at = Instant.EPOCH;
    private boolean open;

    @Inject
    Fanout(LiveLoop loop, LiveEvents events, Frames frames, LiveSettings settings, StreamHealth health) {
        this(loop, events, frames, settings, SLICE, health::isStarted, health::isFilled);
    }

    /**
     * @param loop runs tasks one after the other, later
     * @param slice after how many steps replayed for one listener others have their turn; a run of them is not cut unless it is longer
     * @param started whether subscribers may join
     * @param filled whether the ring is filled
     */
    Fanout(
            Executor loop,
            LiveEvents events,
            Frames frames,
            LiveSettings settings,
            int slice,
            BooleanSupplier started,
            BooleanSupplier filled) {
        this.loop = loop;
        this.events = events;
        this.frames = frames;
        this.settings = settings;
        this.slice = slice;
        this.started = started;
        this.filled = filled;
    }

    @Override
    public boolean isOpen() {
        return started.getAsBoolean();
    }

    @Override
    public void join(Subscriber subscriber, Optional<String> lastEventId) {
        loop.execute(() -> welcome(subscriber, lastEventId));
    }

    @Override
    public void ping(Subscriber subscriber) {
        loop.execute(() -> Optional.ofNullable(listeners.get(subscriber)).ifPresent(this::pong));
    }

    @Override
    public void rightsChanged(Subscriber subscriber) {
        loop.execute(() -> left(subscriber).ifPresent(before -> {
            Listening listener = new Listening(subscriber, before.seen());
            listeners.put(subscriber, listener);
            topics.add(listener, listener.topics());
            // Whoever comes back before the next frame has to fetch again, whatever the rights are by then: what was
            // fetched goes by these.
            resync(listener, frames.resync(listener.bound(ResumeToken.BEFORE_ALL.token())));
        }));
    }

    @Override
    public void leave(Subscriber subscriber) {
        loop.execute(() -> left(subscriber));
    }

    private Optional<Listening> left(Subscriber subscriber) {
        Optional<Listening> listener = Optional.ofNullable(listeners.remove(subscriber));
        listener.ifPresent(gone -> {
            gone.left();
            topics.remove(gone, gone.topics());
        });
        return listener;
    }

    @Override
    public void began(ResumeToken floor) {
        ring = new Ring(settings, floor, events);
        gaps = new Gaps();
        replayFrames.clear();
        position = floor;
        listeners.values().forEach(this::resync);
    }

    @Override
    public void happened(List<Step> steps) {
        Dispatch dispatch = new Dispatch(topics, events::of, frames, steps);
        List<Step> untold = dispatch.make();
        // First: a listener that loses its connection after a later step must have received this.
        untold.forEach(
                step -> gap(step.position(), step.line().eventId(), step.line().managerId()));
        dispatch.send();
        ring().add(steps);
        if (!steps.isEmpty()) {
            // A reply about many events comes in parts; what is told in between must not lie before what was sent.
            position = ResumeToken.later(position, steps.get(steps.size() - 1).position());
        }
    }

    @Override
    public void advanced(ResumeToken reached, Instant time) {
        position = reached;
        at = time;
        open = true;
        ring().age(time);
        replayFrames.age(time);
        gaps.dropUpTo(ring().floor());
    }

    @Override
    public void gap(ResumeToken reached, ObjectId eventId, String managerId) {
        position = ResumeToken.later(position, reached);
        gaps.add(managerId, reached);
        listeners.values().stream()
                .filter(listener -> !listener.isCatchingUp()
                        && listener.mayHearOf(managerId)
                        // Another process may have sent it more, and a resync as well.
                        && listener.seen().isBefore(reached))
                .toList()
                .forEach(this::resync);
    }

    @Override
    public boolean isHeard() {
        return !listeners.isEmpty();
    }

    @Override
    public boolean isHeardBy(String userKey) {
        return !topics.of(AudienceKeys.ofPerson(userKey)).isEmpty();
    }

    @Override
    public void noted(Attendances.Noted noted, Optional<Event> event) {
        List<Frame> frame = List.of(Frame.of(frames.attendance(noted)));
        topics.of(Listening.ofManager(noted.managerId())).stream()
                .filter(listener -> !listener.caller().readOnly())
                .forEach(listener -> listener.subscriber().take(frame));
        topics.of(AudienceKeys.ofPerson(noted.userKey())).stream()
                .filter(listener ->
                        event.filter(seen -> seen.visibleTo(listener.caller())).isPresent())
                .forEach(listener -> listener.subscriber().take(frame));
    }

    /**
     * Before the stream is open nothing can be replayed: the listener receives {@code resync}, and again when the stream
     * begins.
     */
    private void welcome(Subscriber subscriber, Optional<String> lastEventId) {
        Optional<LastEventId> point = lastEventId.flatMap(LastEventId::read).filter(this::isPlace);
        Listening listener = new Listening(subscriber, point.orElse(LastEventId.at(position)));
        boolean lost = !open
                || (lastEventId.isPresent()
                        && (point.isEmpty() || !listener.isBound(lastEventId.get()) || hasMissed(listener)));
        listeners.put(subscriber, listener);
        topics.add(listener, listener.topics());
        // If the connection was lost between the two frames, the client needs them again.
        String id = lost ? listener.bound(ResumeToken.BEFORE_ALL.token()) : told(listener);
        subscriber.take(List.of(Frame.of(frames.welcome(listener.caller(), named(listener.caller()), id, at))));
        if (lost) {
            resync(listener);
        } else {
            goOn(listener);
        }
    }

    /** Whether it can be a position of this stream: reached here, or by another process that is ahead. */
    private boolean isPlace(LastEventId point) {
        return !isAhead(point)
                || point.position()
                        .time()
                        .filter(time -> time.isBefore(at.plus(reach())))
                        .isPresent();
    }

    /**
     * How far ahead a {@code lastEventId} may be. While the ring is being filled, this process is behind by up to the ring's
     * age.
     */
    private Duration reach() {
        return filled.getAsBoolean() ? AHEAD : AHEAD.plus(settings.ringAge());
    }

    private boolean isAhead(LastEventId point) {
        return point.position().compareTo(position) > 0;
    }

    /** Whether something the listener has not seen is not in the ring any more, or could never be sent. */
    private boolean hasMissed(Listening listener) {
        return !isAhead(listener.seen())
                && (!ring().reachesBackTo(listener.seen()) || gaps.concern(listener, listener.seen()));
    }

    /**
     * Sends a listener the next part of what it missed. At the end of the ring it has caught up, within the same task
     * of the loop.
     */
    private void goOn(Listening listener) {
        if (!listener.isCatchingUp()) {
            return;
        }
        if (hasMissed(listener)) {
            resync(listener);
            return;
        }
        Optional<Missed> readable = missedBy(listener);
        if (readable.isEmpty()) {
            resync(listener);
            return;
        }
        Missed missed = readable.get();
        if (!missed.frames().isEmpty()) {
            listener.subscriber().take(missed.frames());
        }
        if (missed.goesOnAfter().isEmpty()) {
            listener.live();
            return;
        }
        listener.seen(LastEventId.at(missed.goesOnAfter().get()));
        // Not faster than the client reads; other tasks run in between.
        listener.subscriber().whenSent(() -> loop.execute(() -> goOn(listener)));
    }

    /**
     * Some of what a listener missed.
     *
     * @param goesOnAfter the last step it is of; empty if that was all
     */
    private record Missed(List<Frame> frames, Optional<ResumeToken> goesOnAfter) {}

    /** @return empty if the frames of a step cannot be rendered, because its content is invalid */
    private Optional<Missed> missedBy(Listening listener) {
        try {
            return Optional.of(made(listener));
        } catch (RuntimeException broken) {
            LOG.error("event=stream outcome=step_broken", broken);
            return Optional.empty();
        }
    }

    private Missed made(Listening listener) {
        List<Step> own = ring().about(listener.caller().userKey(), listener.seen());
        StepFrames stepFrames = StepFrames.again(frames, new ResponsesAsOf(own, events::of), own, replayFrames);
        List<Frame> told = new ArrayList<>();
        int steps = 0;
        long bytes = 0;
        // A manager is sent each step.
        int longest = listener.managerId().isPresent() ? 1 : slice;
        Iterator<StepRun> runs = StepRun.of(ring().after(listener.seen()).iterator(), longest);
        while (runs.hasNext()) {
            StepRun run = runs.next();
            List<Frame> ofRun = stepFrames.of(run, listener);
            told.addAll(ofRun);
            stepFrames.pass(run);
            steps += run.steps().size();
            bytes += ofRun.stream().mapToLong(frame -> frame.utf8().length).sum();
            if (steps >= slice || bytes >= SLICE_BYTES) {
                return new Missed(told, Optional.of(run.last().position()));
            }
        }
        return new Missed(told, Optional.empty());
    }

    /** Restarts a listener here; its client has to fetch its lists again. */
    private void resync(Listening listener) {
        resync(listener, frames.resync());
    }

    private void resync(Listening listener, String frame) {
        listener.seen(LastEventId.at(position));
        listener.live();
        listener.subscriber().take(List.of(Frame.of(frame)));
    }

    private void pong(Listening listener) {
        listener.subscriber().take(List.of(Frame.of(frames.pong(told(listener)))));
    }

    /**
     * The position a client has been sent up to: behind the stream while it catches up, ahead of it if another process
     * was.
     */
    private String told(Listening listener) {
        LastEventId seen = listener.seen();
        boolean all = !listener.isCatchingUp() && !isAhead(seen);
        return listener.bound(all ? position.token() : seen.id());
    }

    /** The topics as shown to the client. */
    private static List<String> named(Caller caller) {
        return caller.managerId()
                .map(managerId -> List.of(Listening.ofManager(managerId)))
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
}
