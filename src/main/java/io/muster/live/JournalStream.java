package io.muster.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
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
    private static final Duration PATIENCE_FOR_CLOSING = Duration.ofSeconds(2);

    /** After the sockets, which are to hear of what has happened as long as they are there. */
    private static final int LATE = 4_000;

    private final JournalCursors cursors;
    private final Deliveries deliveries;
    private final LiveEvents events;
    private final Feed feed;
    private final LiveLoop loop;
    private final StreamHealth health;
    private final StreamMetrics metrics;
    private final StreamPauses pauses;

    private Optional<Place> place = Optional.empty();
    private Optional<StreamPosition> end = Optional.empty();
    private Optional<JournalCursor> open = Optional.empty();
    private Duration reach;
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

    void start(@Observes StartupEvent event) {
        start();
    }

    void stop(@Observes @Priority(LATE) ShutdownEvent event) {
        stop();
    }

    void start() {
        loop.execute(() -> Uni.createFrom()
                .deferred(this::follow)
                .onFailure()
                .recoverWithUni(this::recover)
                .repeat()
                .until(done -> stopped)
                .subscribe()
                .with(done -> {}, failure -> LOG.error("event=stream outcome=failed", failure)));
    }

    /** What is under way comes to its end by itself: the database answers at once when its cursor is gone. */
    void stop() {
        stopped = true;
        loop.execute(() -> close(open).subscribe().with(closed -> {}, failure -> {}));
    }

    private Uni<Boolean> follow() {
        return opened().chain(cursor -> take(cursor.first(), false).chain(() -> readOn(cursor)));
    }

    private Uni<JournalCursor> opened() {
        return place.map(reached -> opened(reached.start())).orElseGet(this::openedAnew);
    }

    private Uni<JournalCursor> opened(StreamStart start) {
        return cursors.open(start).emitOn(loop::execute).invoke(cursor -> {
            open = Optional.of(cursor);
            pauses.opened();
        });
    }

    private Uni<JournalCursor> openedAnew() {
        return cursors.journalIsThere()
                .chain(there -> there ? cursors.now() : Uni.createFrom().failure(new JournalMissing()))
                .emitOn(loop::execute)
                .chain(now -> {
                    Place start = beginning(now);
                    return opened(start.start()).invoke(cursor -> begin(start, now));
                });
    }

    private Place beginning(BsonTimestamp now) {
        return end.map(Place::ofEnd)
                .orElseGet(() -> Place.before(reach.isZero() ? now : ClusterTime.earlier(now, reach.toSeconds())));
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
                .deferred(() -> cursor.next().emitOn(loop::execute).chain(reply -> take(reply, true)))
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
        if (!steps.isEmpty()) {
            feed.happened(steps);
        }
        for (Recorded missing : delivery.gaps()) {
            metrics.gap();
            feed.gap(missing.position(), missing.eventId(), missing.managerId());
        }
    }

    private void goOnTo(Place before, StreamReply reply) {
        reply.place().filter(reached -> before.isBefore(reached.position())).ifPresent(reached -> {
            place = Optional.of(reached);
            Optional<Instant> at =
                    ClusterTime.of(reached.position()).or(() -> reply.time().map(ClusterTime::of));
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
            place = Optional.empty();
            reach = Duration.ZERO;
            end = failure instanceof StreamEnded ended ? ended.end() : Optional.empty();
        }
        Optional<JournalCursor> old = open;
        open = Optional.empty();
        return Uni.createFrom()
                .item(true)
                .onItem()
                .delayIt()
                .by(pauses.before(trouble))
                .chain(() -> close(old))
                .emitOn(loop::execute)
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

    private static Uni<Void> close(Optional<JournalCursor> cursor) {
        return cursor.map(JournalCursor::close)
                .orElseGet(() -> Uni.createFrom().voidItem())
                .ifNoItem()
                .after(PATIENCE_FOR_CLOSING)
                .recoverWithItem(() -> null);
    }
}
