package io.muster.respond;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.event.Request;
import io.opentelemetry.api.trace.Span;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** The lanes of this process: one for each event that somebody is changing or has just changed. */
@Startup
@Singleton
final class Lanes implements Changes {
    private final LaneFactory factory;
    private final LookUps lookUps;
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
            LookUps lookUps,
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
    }

    @Override
    public Uni<Outcome> submit(ObjectId eventId, Request request) {
        return OnContext.uni(Uni.createFrom().deferred(() -> take(eventId, request)));
    }

    @Override
    public Uni<List<Event>> create(List<Event> events, String actor, String requestKey, String fingerprint) {
        return stopping
                ? Uni.createFrom().failure(NotDone.of(NotDone.Reason.OVERLOADED))
                : creation.create(events, actor, requestKey, fingerprint);
    }

    /** Takes no more in; what was taken in goes on. */
    void stop() {
        stopping = true;
    }

    /** Refuses whatever still waits. */
    void refuseWaiting() {
        open.values().forEach(Lane::refuseWaiting);
    }

    /** Whether the next command would be taken in. */
    boolean takesMore() {
        return !stopping && unanswered.get() < settings.maxCommands();
    }

    /** How many commands have been taken in and not been answered. */
    int unanswered() {
        return unanswered.get();
    }

    /** How many events have a lane. */
    int size() {
        return open.size();
    }

    private Uni<Outcome> take(ObjectId eventId, Request request) {
        Ticket ticket = new Ticket(request, timing.in(settings.commandDeadline()), Span.current());
        account(eventId, ticket);
        if (unanswered.incrementAndGet() > settings.maxCommands() || stopping) {
            ticket.fail(NotDone.Reason.OVERLOADED);
        } else {
            route(eventId, ticket);
        }
        return ticket.outcome();
    }

    private void route(ObjectId eventId, Ticket ticket) {
        Lane lane = open.get(eventId);
        if (lane != null) {
            lane.submit(ticket, returned -> route(eventId, returned));
            return;
        }
        lookUps.exists(eventId).subscribe().with(exists -> lookedUp(eventId, exists, ticket), ticket::fail);
    }

    private void lookedUp(ObjectId eventId, boolean exists, Ticket ticket) {
        if (!exists) {
            ticket.fail(new UnknownEvent());
            return;
        }
        open(eventId)
                .ifPresentOrElse(
                        lane -> lane.submit(ticket, returned -> route(eventId, returned)),
                        () -> ticket.fail(NotDone.Reason.OVERLOADED));
    }

    private Optional<Lane> open(ObjectId eventId) {
        if (open.size() >= settings.maxLanes() && !open.containsKey(eventId)) {
            return Optional.empty();
        }
        return Optional.of(open.computeIfAbsent(eventId, id -> factory.open(id, closed -> open.remove(id, closed))));
    }

    private void account(ObjectId eventId, Ticket ticket) {
        long start = timing.nanos();
        ticket.onAnswer((outcome, failure) -> {
            unanswered.decrementAndGet();
            Duration took = Duration.ofNanos(timing.nanos() - start);
            metrics.answered(ticket.request().command(), outcome, failure, took);
            decisions.answered(eventId, ticket, outcome, failure);
        });
    }
}
