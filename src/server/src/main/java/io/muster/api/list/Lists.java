package io.muster.api.list;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import jakarta.inject.Singleton;

import io.muster.api.answer.AnswerForm;
import io.muster.api.answer.Answers;
import io.muster.api.answer.JsonPart;
import io.muster.api.view.Eligibility;
import io.muster.api.view.EventForManager;
import io.muster.api.view.EventForStaff;
import io.muster.identity.Caller;
import io.muster.store.DatabaseClock;
import io.muster.store.read.Deltas;
import io.muster.store.read.Listing;
import io.muster.store.read.ManagerLists;
import io.muster.store.read.Slice;
import io.muster.store.read.StaffLists;
import io.muster.store.read.StoredEvent;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers lists: whole, by pages, or as deltas. */
@Singleton
public class Lists {
    private final StaffLists ofStaff;
    private final ManagerLists ofManagers;
    private final Deltas deltas;
    private final Eligibility eligibility;
    private final DatabaseClock clock;
    private final Answers answers;
    private final ListConfig config;

    Lists(
            StaffLists ofStaff,
            ManagerLists ofManagers,
            Deltas deltas,
            Eligibility eligibility,
            DatabaseClock clock,
            Answers answers,
            ListConfig config) {
        this.ofStaff = ofStaff;
        this.ofManagers = ofManagers;
        this.deltas = deltas;
        this.eligibility = eligibility;
        this.clock = clock;
        this.answers = answers;
        this.config = config;
    }

    /** A manager's events, by default by date. */
    public Uni<RestResponse<byte[]>> ofManager(Caller manager, ListParams params, AnswerForm asked) {
        ListRequest request = params.filtered(config, false);
        String managerId = manager.managerId().orElseThrow();
        return answer(
                request,
                asked,
                ListScope.ofManager(manager, request.filter(), request.descending()),
                (now, slice) -> ofManagers.listed(managerId, request.filter(), slice),
                (now, since) -> deltas.ofManager(managerId, request.filter(), since, config.maxDelta()),
                part -> Uni.createFrom().item(event -> EventForManager.inList(event, manager)));
    }

    /** The events a person sees, by default the last day first. */
    public Uni<RestResponse<byte[]>> seenBy(Caller person, ListParams params, AnswerForm asked) {
        return ofStaff(Listing.SEEN, person, params.filtered(config, true), asked);
    }

    /** One of a person's own lists; past shifts come newest first. */
    public Uni<RestResponse<byte[]>> ofStaff(Listing listing, Caller person, ListParams params, AnswerForm asked) {
        return ofStaff(listing, person, params.plain(config, listing.isPast()), asked);
    }

    private Uni<RestResponse<byte[]>> ofStaff(Listing listing, Caller person, ListRequest request, AnswerForm asked) {
        return answer(
                request,
                asked,
                ListScope.ofStaff(listing, person, request.filter(), request.descending()),
                (now, slice) -> ofStaff.listed(listing, person, request.filter(), now, slice),
                (now, since) -> deltas.ofStaff(listing, person, request.filter(), since, now, config.maxDelta()),
                part -> views(person, part));
    }

    private Uni<Function<StoredEvent, JsonPart>> views(Caller person, List<StoredEvent> part) {
        return eligibility
                .of(person, part.stream().map(StoredEvent::event).toList())
                .map(eligible -> event -> EventForStaff.inList(event, person, eligible.test(event.event())));
    }

    private Uni<RestResponse<byte[]>> answer(
            ListRequest request,
            AnswerForm asked,
            ListScope scope,
            ListPage.Read read,
            ListPage.Changes changes,
            ListPage.Views views) {
        return written(request, scope, read, changes, views)
                .map(page -> answers.unlessKnown(page.body(), page.besides(), asked));
    }

    private Uni<ListPage.Written> written(
            ListRequest request, ListScope scope, ListPage.Read read, ListPage.Changes changes, ListPage.Views views) {
        // Before anything is read: what is committed after it will be told next time.
        return clock.read().chain(time -> {
            Instant now = time.now();
            ListPosition position = position(request, scope, time);
            Slice slice = new Slice(position.after(), request.descending(), request.limit() + 1);
            if (position.since().isEmpty()) {
                return read.part(now, slice)
                        .chain(part ->
                                views.of(part).map(view -> new ListPage(request, scope, view).whole(position, part)));
            }
            return changes.since(now, position.since().get())
                    .chain(delta -> delta.map(it -> views.of(it.events())
                                    .map(view -> new ListPage(request, scope, view).delta(position, it, slice)))
                            .orElseGet(() -> wholeInstead(request, scope, time, read, views)));
        });
    }

    /** More changed than a delta is worth: the list again, from its beginning. */
    private static Uni<ListPage.Written> wholeInstead(
            ListRequest request,
            ListScope scope,
            DatabaseClock.Reading time,
            ListPage.Read read,
            ListPage.Views views) {
        ListPosition start = new ListPosition(time.settled(), Optional.empty(), Optional.empty());
        Slice slice = new Slice(Optional.empty(), request.descending(), request.limit() + 1);
        return read.part(time.now(), slice)
                .chain(part -> views.of(part).map(view -> new ListPage(request, scope, view).whole(start, part)));
    }

    private ListPosition position(ListRequest request, ListScope scope, DatabaseClock.Reading time) {
        if (request.cursor().isPresent()) {
            return ListPosition.ofCursor(scope, request.cursor().get());
        }
        Instant now = time.now();
        Optional<Instant> since = request.lastSync()
                .flatMap(lastSync -> ListPosition.ofTimestamp(scope, lastSync))
                .filter(last ->
                        !last.isBefore(now.minus(config.oldestSync())) && !last.isAfter(now.plus(config.overlap())))
                .map(last -> last.minus(config.overlap()));
        return new ListPosition(time.settled(), since, Optional.empty());
    }
}
