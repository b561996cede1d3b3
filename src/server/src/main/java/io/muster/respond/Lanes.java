package io.muster.respond;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.respond.transaction.Timing;
import io.muster.store.OnContext;
import io.opentelemetry.api.trace.Span;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** The lanes of this process: one for each event that is being changed or has just been changed. */
@Startup
@Singleton
final class Lanes implements Changes {
    private final LaneFactory factory;
    private final EventExistence lookUps;
    private final Creation creation;
    private final RespondSettings settings;
    private final RespondMetrics metrics;
    private final DecisionLog decisions;
    private final Timing timing;
    private final ConcurrentMap<ObjectId, Lane> open = new ConcurrentHashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile boolean stopping;

    Lanes(
            LaneFactory factory,
            EventExistence lookUps,
            Creation creation,
            RespondSettings settings,
            RespondMetrics metrics,
            DecisionLog decisions,
            Timing timing) {
        this.factory = factory;
        this.lookUps = lookUps;
        this.creation = creation;
        this.settings = settings;
        this.metrics = metrics;
        this.decisions = decisions;
        this.timing = timing;
        metrics.depth(unanswered::get);
        metrics.batchLimit(this::smallestBatchLimit);
    }

    @Override
    public Uni<Outcome> submit(ObjectId eventId, KeyedCommand request) {
        return OnContext.uni(Uni.createFrom().deferred(() -> take(eventId, request)));
    }

    @Override
    public Uni<List<Event>> create(List<Event> events, String actor, String requestKey, String fingerprint) {
        return stopping
                ? Uni.createFrom().failure(UndecidedException.of(UndecidedException.Reason.OVERLOADED))
                : creation.create(events, actor, requestKey, fingerprint);
    }

    /** Accepts no more commands; accepted ones go on. */
    void stop() {
        stopping = true;
    }

    /** Refuses all waiting commands. */
    void refuseWaiting() {
        open.values().forEach(Lane::refuseWaiting);
    }

    /** Whether commands are accepted. One that is refused for its number alone says nothing of the next. */
    boolean isOpen() {
        return !stopping;
    }

    private int smallestBatchLimit() {
        return open.values().stream().mapToInt(Lane::batchLimit).min().orElse(settings.batchSize());
    }

    /** The number of commands accepted and not answered. */
    int unanswered() {
        return unanswered.get();
    }

    /** The number of events with a lane. */
    int size() {
        return open.size();
    }

    private Uni<Outcome> take(ObjectId eventId, KeyedCommand request) {
        PendingCommand ticket = new PendingCommand(request, timing.in(settings.commandDeadline()), Span.current());
        account(eventId, ticket);
        boolean room = unanswered.incrementAndGet() <= settings.maxCommands();
        if (stopping) {
            ticket.fail(UndecidedException.Reason.OVERLOADED);
        } else if (room) {
            route(eventId, ticket);
        } else {
            refuse(eventId, ticket);
        }
        return ticket.outcome();
    }

    private void refuse(ObjectId eventId, PendingCommand ticket) {
        Optional.ofNullable(open.get(eventId))
                .ifPresentOrElse(lane -> lane.refuse(ticket), () -> ticket.fail(UndecidedException.Reason.OVERLOADED));
    }

    private void route(ObjectId eventId, PendingCommand ticket) {
        Lane lane = open.get(eventId);
        if (lane != null) {
            lane.submit(ticket, returned -> route(eventId, returned));
            return;
        }
        lookUps.exists(eventId).subscribe().with(exists -> lookedUp(eventId, exists, ticket), ticket::fail);
    }

    private void lookedUp(ObjectId eventId, boolean exists, PendingCommand ticket) {
        if (!exists) {
            ticket.fail(new UnknownEvent());
            return;
        }
        open(eventId)
                .ifPresentOrElse(
                        lane -> lane.submit(ticket, returned -> route(eventId, returned)),
                        () -> ticket.fail(UndecidedException.Reason.OVERLOADED));
    }

    private Optional<Lane> open(ObjectId eventId) {
        if (open.size() >= settings.maxLanes() && !open.containsKey(eventId)) {
            return Optional.empty();
        }
        return Optional.of(open.computeIfAbsent(eventId, id -> factory.open(id, closed -> open.remove(id, closed))));
    }

    private void account(ObjectId eventId, PendingCommand ticket) {
        long start = timing.nanos();
        ticket.onAnswer((outcome, failure) -> {
            unanswered.decrementAndGet();
            Duration took = Duration.ofNanos(timing.nanos() - start);
            metrics.answered(ticket.request().command(), outcome, failure, took);
            decisions.answered(eventId, ticket, outcome, failure);
        });
    }
}
