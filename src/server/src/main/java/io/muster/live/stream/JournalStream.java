package io.muster.live.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

import io.muster.live.step.Feed;
import io.muster.live.step.LiveEvents;
import io.muster.live.step.LiveLoop;
import io.muster.live.step.LiveSettings;
import io.muster.live.step.ResumeToken;
import io.muster.live.step.Step;
import io.muster.live.step.StepAssembler;
import io.muster.live.step.StepAssembly;
import io.muster.live.step.StreamedInsert;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.BsonTimestamp;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/**
 * The only change stream of this process over the journal. It is opened once the journal exists, read as long as the process lives, and
 * resumed after any failure. Where it cannot resume, it restarts and reports that.
 */
@Singleton
final class JournalStream {
    private static final Logger LOG = Logger.getLogger(JournalStream.class);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration SHORT_WAIT = Duration.ofMillis(5);

    /** The most events whose lines are gone through together. */
    private static final int MOST_EVENTS = 64;

    private static final Duration PATIENCE_FOR_CLOSING = Duration.ofMillis(500);

    private final JournalCursors cursors;
    private final StepAssembler deliveries;
    private final LiveEvents events;
    private final Feed feed;
    private final LiveLoop loop;
    private final StreamHealth health;
    private final StreamMetrics metrics;
    private final StreamPauses pauses;
    private final StreamPatience patience;
    private final WholeBatches batches = new WholeBatches();

    private Optional<StreamCheckpoint> place = Optional.empty();
    private Optional<ResumeToken> lost = Optional.empty();
    private Optional<ResumeToken> end = Optional.empty();
    private volatile Optional<JournalCursor> open = Optional.empty();
    private Duration reach;
    private volatile boolean leaving;
    private volatile boolean stopped;

    JournalStream(
            JournalCursors cursors,
            StepAssembler deliveries,
            LiveEvents events,
            Feed feed,
            LiveLoop loop,
            StreamHealth health,
            StreamMetrics metrics,
            StreamPauses pauses,
            StreamPatience patience,
            LiveSettings settings) {
        this.cursors = cursors;
        this.deliveries = deliveries;
        this.events = events;
        this.feed = feed;
        this.loop = loop;
        this.health = health;
        this.metrics = metrics;
        this.pauses = pauses;
        this.patience = patience;
        this.reach = settings.ringAge();
    }

    /** Starts it; it continues by itself. */
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

    /**
     * It will be stopped soon: from now on the database is asked to wait briefly only, so that no command is running
     * then.
     */
    void leave() {
        leaving = true;
    }

    /**
     * Stops it; a running command ends by itself. The database is informed at once, because its client may be closed
     * soon.
     */
    void stop() {
        stopped = true;
        open.ifPresent(cursor -> cursor.kill().subscribe().with(killed -> {}, failure -> {}));
    }

    private Uni<Boolean> follow() {
        batches.restart();
        return opened().chain(cursor -> take(cursor.first(), false).chain(() -> readOn(cursor)));
    }

    private Uni<JournalCursor> opened() {
        return place.map(reached -> opened(reached.start())).orElseGet(this::openedAnew);
    }

    private Uni<JournalCursor> opened(StreamStart start) {
        Uni<JournalCursor> opening = cursors.open(start).memoize().indefinitely();
        opening.subscribe().with(opened -> {}, failure -> {});
        return answered(opening, Duration.ZERO)
                .onFailure(StreamSilentException.class)
                .invoke(() -> opening.subscribe().with(JournalStream::discard, failure -> {}))
                .invoke(cursor -> {
                    open = Optional.of(cursor);
                    pauses.opened();
                });
    }

    /** Of a cursor that was opened too late: the next one is being opened already. */
    private static void discard(JournalCursor late) {
        late.kill().subscribe().with(killed -> late.release());
    }

    private Uni<JournalCursor> openedAnew() {
        return cursors.journalIsThere()
                .chain(there -> there ? cursors.now() : Uni.createFrom().failure(new JournalMissingException()))
                .chain(now -> {
                    StreamCheckpoint start = beginning(now);
                    return opened(start.start()).invoke(cursor -> begin(start, now));
                });
    }

    private StreamCheckpoint beginning(BsonTimestamp now) {
        if (end.isPresent()) {
            return StreamCheckpoint.ofEnd(end.get());
        }
        return reach.isZero() ? next(now) : StreamCheckpoint.before(ClusterTime.earlier(now, reach.toSeconds()));
    }

    /** Restarts from that time; events of that very time that were delivered already are skipped. */
    private StreamCheckpoint next(BsonTimestamp now) {
        StreamCheckpoint start = StreamCheckpoint.before(now);
        return lost.filter(start::isBefore)
                .filter(told -> told.compareTo(ClusterTime.after(now)) < 0)
                .map(told -> StreamCheckpoint.ofEvent(told, now))
                .orElse(start);
    }

    private void begin(StreamCheckpoint start, BsonTimestamp now) {
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
                .deferred(() -> {
                    boolean patient = health.isFilled() && !leaving && !batches.isWaiting();
                    Duration wait = patient ? WAIT : SHORT_WAIT;
                    return answered(cursor.next(wait), wait).chain(reply -> take(reply, true));
                })
                .repeat()
                .until(done -> stopped)
                .collect()
                .last()
                .replaceWith(true);
    }

    /** An answer, or {@link StreamSilentException} where none comes. @param asked how long the database was asked to wait */
    private <T> Uni<T> answered(Uni<T> answer, Duration asked) {
        return answer.invoke(patience::answered)
                .ifNoItem()
                .after(patience.now(place.isPresent() && health.isFilled()).plus(asked))
                .failWith(StreamSilentException::new)
                .emitOn(loop);
    }

    private Uni<Boolean> take(StreamReply reply, boolean waited) {
        StreamCheckpoint before = place.orElseThrow();
        // A stream that is opened after an event begins with all events of that time.
        List<StreamedInsert> news = reply.lines().stream()
                .filter(line -> before.isBefore(line.position()))
                .toList();
        return inParts(batches.complete(news), before).map(done -> {
            if (!batches.isWaiting()) {
                goOnTo(before, reply);
            }
            health.read(place.orElseThrow().position(), waited && reply.lines().isEmpty());
            if (reply.isOver()) {
                throw new StreamEndedException(
                        place.map(StreamCheckpoint::start).flatMap(JournalStream::endOf));
            }
            return true;
        });
    }

    /** So that a reply about many events does not bring all of them into memory at once. */
    private Uni<Boolean> inParts(List<StreamedInsert> lines, StreamCheckpoint before) {
        return Multi.createFrom()
                .iterable(parts(lines))
                .onItem()
                .transformToUniAndConcatenate(part -> deliveries.of(part).invoke(delivery -> {
                    deliver(delivery);
                    ResumeToken reached = part.get(part.size() - 1).position();
                    // Opened from there again, it begins with what was told already.
                    place = Optional.of(new StreamCheckpoint(reached, before.start()));
                }))
                .collect()
                .last()
                .replaceWith(true);
    }

    private static List<List<StreamedInsert>> parts(List<StreamedInsert> lines) {
        List<List<StreamedInsert>> parts = new ArrayList<>();
        Set<ObjectId> events = new HashSet<>();
        int from = 0;
        for (int i = 0; i < lines.size(); i++) {
            events.add(lines.get(i).eventId());
            if (events.size() > MOST_EVENTS) {
                parts.add(lines.subList(from, i));
                from = i;
                events.clear();
                events.add(lines.get(i).eventId());
            }
        }
        if (from < lines.size()) {
            parts.add(lines.subList(from, lines.size()));
        }
        return parts;
    }

    private static Optional<ResumeToken> endOf(StreamStart start) {
        return start instanceof StreamStart.Beyond beyond ? Optional.of(beyond.end()) : Optional.empty();
    }

    private void deliver(StepAssembly delivery) {
        List<Step> steps = delivery.steps();
        // First: whoever is cut off after a later step must have been told.
        for (StepAssembly.Gap missing : delivery.gaps()) {
            metrics.gap();
            feed.gap(missing.position(), missing.eventId(), missing.managerId());
        }
        if (!steps.isEmpty()) {
            feed.happened(steps);
        }
    }

    private void goOnTo(StreamCheckpoint before, StreamReply reply) {
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
        if (failure instanceof StreamSilentException) {
            patience.silent();
            // Something is under way in its session, which must not be given back for others.
            open.ifPresent(cursor -> cursor.kill().subscribe().with(killed -> {}));
            open = Optional.empty();
        }
        report(trouble, failure);
        if (trouble.beginsAnew()) {
            lost = place.map(StreamCheckpoint::position).or(() -> lost);
            place = Optional.empty();
            reach = Duration.ZERO;
            end = failure instanceof StreamEndedException ended ? ended.end() : Optional.empty();
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
            LOG.error("event=stream outcome=unprocessed", failure);
        } else if (trouble != StreamTrouble.MISSING) {
            LOG.warnf(
                    "event=stream outcome=%s cause=%s",
                    trouble.beginsAnew() ? "lost" : "broken", failure.getClass().getName());
        }
    }

    /** Opens nothing before it is certain that nothing is open, or that this cannot be found out. */
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
