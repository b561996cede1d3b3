package io.muster.api.calendar;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.identity.Standing;
import io.muster.store.calendar.CalendarAddress;
import io.muster.store.calendar.CalendarReads;
import io.muster.store.read.StoredEvent;
import io.muster.store.rights.Rights;
import io.smallrye.mutiny.Uni;

/** The events of a firm, for those who may change them. */
@Singleton
class FirmCalendar {
    private final Rights rights;
    private final CalendarReads reads;

    FirmCalendar(Rights rights, CalendarReads reads) {
        this.rights = rights;
        this.reads = reads;
    }

    /** The entries, unordered; empty where the person manages the firm no more. */
    Uni<Optional<List<CalendarItem>>> of(CalendarAddress address, String managerId, CalendarItems items, Instant now) {
        return rights.of(address.userKey())
                .chain(standings -> manages(address, standings.in(managerId), now)
                        ? entries(managerId, items, Window.at(now)).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty()));
    }

    private static boolean manages(CalendarAddress address, Standing standing, Instant now) {
        return !standing.blocked()
                && (standing.board() == Standing.Board.WRITE
                        || address.until().filter(now::isBefore).isPresent());
    }

    private Uni<List<CalendarItem>> entries(String managerId, CalendarItems items, Window window) {
        return reads.ofFirm(managerId, window.fromKey(), window.goneSince())
                .map(found -> found.stream()
                        .filter(stored -> stored.event().deleted() || window.has(stored.event()))
                        .map(stored -> item(stored, items))
                        .toList());
    }

    private static CalendarItem item(StoredEvent stored, CalendarItems items) {
        return stored.event().deleted()
                ? items.deleted(stored.event())
                : items.ofFirm(stored.event(), stored.figures().roles(), true);
    }
}
