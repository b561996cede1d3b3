package io.muster.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import org.bson.BsonTimestamp;
import org.jboss.logging.Logger;

/**
 * The one change stream of this process: opened when there is a journal, read as long as the process lives, and opened again
 * where it was after whatever may happen to it. Where that cannot be, it begins anew and says so.
 */
@Singleton
final class JournalStream {
    private static final Logger LOG = Logger.getLogger(JournalStream.class);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration SHORT_WAIT = Duration.ofMillis(5);
    private static final Duration PATIENCE_FOR_CLOSING = Duration.ofSeconds(2);

    private final JournalCursors cursors;
    private final Deliveries deliveries;
    private final LiveEvents events;
    private final Feed feed;
    private final LiveLoop loop;
    private final StreamHealth health;
    private final StreamMetrics metrics;
    private final StreamPauses pauses;

    private Optional<Place> place = Optional.empty();
    private Optional<StreamPosition> lost = Optional.empty();
    private Optional<StreamPosition> end = Optional.empty();
    private volatile Optional<JournalCursor> open = Optional.empty();
    private Duration reach;
    private volatile boolean leaving;
    private volatile boolean stopped;

    JournalStream(
            JournalCursors cursors,
            Deliveries deliveries,
            LiveEvents events,
            Feed feed,
            LiveLoop loop,
            StreamHealth health,
            StreamMetrics metrics,
            StreamPauses pauses,
            LiveSettings settings) {
        this.cursors = cursors;
        this.deliveries = deliveries;
        this.events = events;
        this.feed = feed;
        this.loop = loop;
        this.health = health;
        this.metrics = metrics;
        this.pauses = pauses;
        this.reach = settings.ringAge();
    }

    /** Begins; from now on it goes on by itself. */
    void start() {
        loop.execute(() -> Uni.createFrom()
                .deferred(this::follow)
                .onFailure()
                .recoverWithUni(this::recover)
                .repeat()
                .until(done -> stopped)
                .subscribe()
                .with(done -> {}, failure -> LOG.error("event=stream outcome=failed", failure), this::release));
    }

    /** It will be stopped soon: from now on the database is not asked to wait long, so that nothing is under way then. */
    void leave() {
        leaving = true;
    }

    /** What is under way comes to its end by itself. The database hears of it at once: its client may soon be closed. */
    void stop() {
        stopped = true;
        open.ifPresent(cursor -> cursor.kill().subscribe().with(killed -> {}, failure -> {}));
    }

    private Uni<Boolean> follow() {
        return opened().chain(cursor -> take(cursor.first(), false).chain(() -> readOn(cursor)));
    }

    private Uni<JournalCursor> opened() {
        return place.map(reached -> opened(reached.start())).orElseGet(this::openedAnew);
    }

    private Uni<JournalCursor> opened(StreamStart start) {
        return cursors.open(start).invoke(cursor -> {
            open = Optional.of(cursor);
            pauses.opened();
        });
    }

    private Uni<JournalCursor> openedAnew() {
        return cursors.journalIsThere()
                .chain(there -> there ? cursors.now() : Uni.createFrom().failure(new JournalMissing()))
                .chain(now -> {
                    Place start = beginning(now);
                    return opened(start.start()).invoke(cursor -> begin(start, now));
                });
    }

    private Place beginning(BsonTimestamp now) {
        if (end.isPresent()) {
            return Place.ofEnd(end.get());
        }
        return reach.isZero() ? next(now) : Place.before(ClusterTime.earlier(now, reach.toSeconds()));
    }

    /** From that time on; what was told of that very time before the place was lost is not told again. */
    private Place next(BsonTimestamp now) {
        Place start = Place.before(now);
        return lost.filter(start::isBefore)
                .filter(told -> told.compareTo(ClusterTime.after(now)) < 0)
                .map(told -> Place.ofEvent(told, now))
                .orElse(start);
    }

    private void begin(Place start, BsonTimestamp now) {
        LOG.infof("event=stream outcome=begun position=%s", start.position().token());
        place = Optional.of(start);
        end = Optional.empty();
        reach = Duration.ZERO;
        health.opened(now);
        events.clear();
        feed.began(start.position());
    }

    private Uni<Boolean> readOn(JournalCursor cursor) {
        return Uni.createFrom()
                .deferred(() -> cursor.next(health.isFilled() && !leaving ? WAIT : SHORT_WAIT)
                        .chain(reply -> take(reply, true)))
                .repeat()
                .until(done -> stopped)
                .collect()
                .last()
                .replaceWith(true);
    }

    private Uni<Boolean> take(StreamReply reply, boolean waited) {
        Place before = place.orElseThrow();
        // What is opened after an event begins with everything of that event's time.
        List<Recorded> news = reply.lines().stream()
                .filter(line -> before.isBefore(line.position()))
                .toList();
        return deliveries.of(news).map(delivery -> {
            deliver(delivery);
            goOnTo(before, reply);
            health.read(place.orElseThrow().position(), waited && reply.lines().isEmpty());
            if (reply.isOver()) {
                throw new StreamEnded(place.map(Place::start).flatMap(JournalStream::endOf));
            }
            return true;
        });
    }

    private static Optional<StreamPosition> endOf(StreamStart start) {
        return start instanceof StreamStart.Beyond beyond ? Optional.of(beyond.end()) : Optional.empty();
    }

    private void deliver(Delivery delivery) {
        List<Step> steps = delivery.steps();
        // First: whoever is cut off after a later step must have been told.
        for (Recorded missing : delivery.gaps()) {
            metrics.gap();
            feed.gap(missing.position(), missing.eventId(), missing.managerId());
        }
        if (!steps.isEmpty()) {
            feed.happened(steps);
        }
    }

    private void goOnTo(Place before, StreamReply reply) {
        reply.place().filter(reached -> before.isBefore(reached.position())).ifPresent(reached -> {
            place = Optional.of(reached);
            Optional<Instant> at =
                    reached.position().time().or(() -> reply.time().map(ClusterTime::of));
            feed.advanced(reached.position(), at.orElse(Instant.EPOCH));
        });
    }

    private Uni<Boolean> recover(Throwable failure) {
        if (stopped) {
            return Uni.createFrom().item(true);
        }
        StreamTrouble trouble = StreamTrouble.of(failure);
        report(trouble, failure);
        if (trouble.beginsAnew()) {
            lost = place.map(Place::position).or(() -> lost);
            place = Optional.empty();
            reach = Duration.ZERO;
            end = failure instanceof StreamEnded ended ? ended.end() : Optional.empty();
        }
        return Uni.createFrom()
                .item(true)
                .onItem()
                .delayIt()
                .by(pauses.before(trouble))
                .emitOn(loop)
                .chain(this::close)
                .replaceWith(true);
    }

    private void report(StreamTrouble trouble, Throwable failure) {
        metrics.restarted(trouble);
        if (trouble == StreamTrouble.UNHEARD) {
            LOG.error("event=stream outcome=unheard", failure);
        } else if (trouble != StreamTrouble.MISSING) {
            LOG.warnf(
                    "event=stream outcome=%s cause=%s",
                    trouble.beginsAnew() ? "lost" : "broken", failure.getClass().getName());
        }
    }

    /** Nothing is opened before it is certain that nothing is open, or that this cannot be known. */
    private Uni<Void> close() {
        return open.map(JournalCursor::kill)
                .orElseGet(() -> Uni.createFrom().voidItem())
                .ifNoItem()
                .after(PATIENCE_FOR_CLOSING)
                .recoverWithItem(() -> null)
                .emitOn(loop)
                .invoke(this::release);
    }

    private void release() {
        open.ifPresent(JournalCursor::release);
        open = Optional.empty();
    }
}
