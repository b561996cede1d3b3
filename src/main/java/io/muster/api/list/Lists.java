package io.muster.api.list;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.EventForManager;
import io.muster.api.view.EventForStaff;
import io.muster.event.read.DatabaseClock;
import io.muster.event.read.Deltas;
import io.muster.event.read.EventLists;
import io.muster.event.read.Listing;
import io.muster.event.read.Slice;
import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;

/** Answers lists: whole, by pages, or what changed since the last answer. */
@Singleton
public class Lists {
    private final EventLists events;
    private final Deltas deltas;
    private final DatabaseClock clock;
    private final EventForStaff forStaff;
    private final ListConfig config;

    Lists(EventLists events, Deltas deltas, DatabaseClock clock, EventForStaff forStaff, ListConfig config) {
        this.events = events;
        this.deltas = deltas;
        this.clock = clock;
        this.forStaff = forStaff;
        this.config = config;
    }

    /** A manager's events, by date unless asked otherwise. */
    public Uni<ObjectNode> ofManager(Caller manager, ListParams params) {
        ListRequest request = params.filtered(config, false);
        String managerId = manager.managerId().orElseThrow();
        return answer(
                request,
                Scope.ofManager(manager, request.filter(), request.descending()),
                (now, slice) -> events.ofManager(managerId, request.filter(), slice),
                (now, since) -> deltas.ofManager(managerId, request.filter(), since, config.maxDelta()),
                event -> EventForManager.listed(event, manager));
    }

    /** What a person sees, the last day first unless asked otherwise. */
    public Uni<ObjectNode> seenBy(Caller person, ListParams params) {
        return ofStaff(Listing.SEEN, person, params.filtered(config, true));
    }

    /** One of a person's own lists; past shifts come newest first. */
    public Uni<ObjectNode> ofStaff(Listing listing, Caller person, ListParams params) {
        return ofStaff(listing, person, params.plain(config, listing == Listing.PAST_SHIFTS));
    }

    private Uni<ObjectNode> ofStaff(Listing listing, Caller person, ListRequest request) {
        return answer(
                request,
                Scope.ofStaff(listing, person, request.filter(), request.descending()),
                (now, slice) -> events.listed(listing, person, request.filter(), now, slice),
                (now, since) -> deltas.ofStaff(listing, person, request.filter(), since, now, config.maxDelta()),
                event -> forStaff.of(event, person));
    }

    private Uni<ObjectNode> answer(
            ListRequest request,
            Scope scope,
            ListPage.Read read,
            ListPage.Changes changes,
            Function<io.muster.event.read.StoredEvent, ObjectNode> view) {
        // Before anything is read: what is committed after it will be told next time.
        return clock.now().chain(now -> {
            Position position = position(request, scope, now);
            Slice slice = new Slice(position.after(), request.descending(), request.limit() + 1);
            ListPage page = new ListPage(request, scope, view);
            if (position.since().isEmpty()) {
                return read.part(now, slice).map(part -> page.whole(position, part));
            }
            return changes.since(now, position.since().get())
                    .chain(delta -> delta.map(it -> Uni.createFrom().item(page.delta(position, it, slice)))
                            .orElseGet(() -> wholeInstead(request, now, read, page)));
        });
    }

    /** More changed than a delta is worth: the list again, from its beginning. */
    private static Uni<ObjectNode> wholeInstead(ListRequest request, Instant now, ListPage.Read read, ListPage page) {
        Position start = new Position(now, Optional.empty(), Optional.empty());
        Slice slice = new Slice(Optional.empty(), request.descending(), request.limit() + 1);
        return read.part(now, slice).map(part -> page.whole(start, part));
    }

    private Position position(ListRequest request, Scope scope, Instant now) {
        if (request.cursor().isPresent()) {
            return Position.ofCursor(scope, request.cursor().get());
        }
        Optional<Instant> since = request.lastSync()
                .flatMap(lastSync -> Position.ofTimestamp(scope, lastSync))
                .filter(last ->
                        !last.isBefore(now.minus(config.oldestSync())) && !last.isAfter(now.plus(config.overlap())))
                .map(last -> last.minus(config.overlap()));
        return new Position(now, since, Optional.empty());
    }
}
