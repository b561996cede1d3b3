package io.muster.outbound;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.people.Firm;
import io.muster.store.DatabaseClock;
import io.muster.store.outbound.DueList;
import io.muster.store.people.Firms;
import io.muster.store.read.EventReads;
import io.muster.store.read.StoredEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** Keeps the due list to what the times of events say. */
@Singleton
final class DuePlanning {
    private final EventReads events;
    private final Firms firms;
    private final DueList due;
    private final DatabaseClock clock;

    DuePlanning(EventReads events, Firms firms, DueList due, DatabaseClock clock) {
        this.events = events;
        this.firms = firms;
        this.due = due;
        this.clock = clock;
    }

    /** What follows from the times of these events as they are now. */
    Uni<Void> plan(List<ObjectId> some) {
        return some.isEmpty()
                ? Uni.createFrom().voidItem()
                : clock.now()
                        .chain(now -> Multi.createFrom()
                                .iterable(some)
                                .onItem()
                                .transformToUniAndConcatenate(eventId -> plan(eventId, now))
                                .collect()
                                .last()
                                .replaceWithVoid());
    }

    private Uni<Void> plan(ObjectId eventId, Instant now) {
        return events.head(eventId)
                .chain(found -> found.map(StoredEvent::event)
                        .map(event -> plan(event, now))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> plan(Event event, Instant now) {
        return firms.one(event.managerId())
                .map(DuePlanning::reminders)
                .chain(reminders -> due.plan(event.managerId(), event.id(), DuePlan.of(event, reminders, now)));
    }

    private static List<Integer> reminders(Optional<Firm> firm) {
        return firm.map(Firm::reminders).orElse(Firm.USUAL_REMINDERS);
    }
}
