package io.muster.notice.send;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.notice.Occasion;
import io.muster.notice.Occasions;
import io.muster.store.DatabaseClock;
import io.muster.store.notice.Notes;
import io.muster.store.notice.NoticePositions;
import io.muster.store.notice.PendingNotice;
import io.muster.store.notice.PendingNotices;
import io.muster.store.outbound.OutboundFirms;
import io.muster.store.outbound.OutboundLine;
import io.muster.store.outbound.OutboundLog;
import io.muster.store.read.EventReads;
import io.muster.store.read.JournalReads;
import io.muster.store.read.StoredEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** Looks through a firm's outbound log for what people are to be told, and notes it with the time when it is sent. */
@Singleton
class NoticePlanning {
    private static final int LINES = 500;
    private static final int READS_AT_ONCE = 8;

    /** Lines of one person in one event that are looked through for where the person stood. */
    private static final int MOST_LINES = 1_000;

    /** What happened longer ago is told to nobody: the log was begun, or looked at again, long after it. */
    static final Duration TOO_OLD = Duration.ofHours(24);

    private final OutboundLog log;
    private final OutboundFirms firms;
    private final NoticePositions positions;
    private final PendingNotices pending;
    private final EventReads events;
    private final JournalReads journal;
    private final Notes notes;
    private final DatabaseClock clock;
    private final NoticeConfig config;

    NoticePlanning(
            OutboundLog log,
            OutboundFirms firms,
            NoticePositions positions,
            PendingNotices pending,
            EventReads events,
            JournalReads journal,
            Notes notes,
            DatabaseClock clock,
            NoticeConfig config) {
        this.log = log;
        this.firms = firms;
        this.positions = positions;
        this.pending = pending;
        this.events = events;
        this.journal = journal;
        this.notes = notes;
        this.clock = clock;
        this.config = config;
    }

    /** The firms that have a log. */
    Uni<List<String>> firms() {
        return firms.all();
    }

    /**
     * Goes on with a firm's log. The position is noted after what it gives: whoever comes after a crash notes the same once more.
     *
     * @return whether there is more
     */
    Uni<Boolean> goOn(String firm) {
        return positions
                .of(firm)
                .chain(last -> log.after(firm, last, LINES))
                .chain(lines -> lines.isEmpty() ? Uni.createFrom().item(false) : note(firm, lines));
    }

    private Uni<Boolean> note(String firm, List<OutboundLine> lines) {
        return clock.now()
                .chain(now -> occasions(lines).map(found -> pending(found, now)))
                .chain(pending::add)
                .chain(() -> positions.advance(firm, lines.get(lines.size() - 1).seq()))
                .replaceWith(true);
    }

    private List<PendingNotice> pending(List<Occasion> found, Instant now) {
        return found.stream()
                .filter(it -> it.at().isAfter(now.minus(TOO_OLD)))
                .map(it -> Stored.of(it, it.kind().settles() ? it.at().plus(config.settle()) : it.at()))
                .toList();
    }

    private Uni<List<Occasion>> occasions(List<OutboundLine> lines) {
        Map<ObjectId, Uni<Optional<Event>>> read = new HashMap<>();
        return Multi.createFrom()
                .iterable(lines)
                .onItem()
                .transformToUni(line -> occasions(line, read))
                .merge(READS_AT_ONCE)
                .onItem()
                .<Occasion>transformToMultiAndConcatenate(
                        found -> Multi.createFrom().iterable(found))
                .collect()
                .asList();
    }

    private Uni<Collection<Occasion>> occasions(OutboundLine line, Map<ObjectId, Uni<Optional<Event>>> read) {
        if (line.what() instanceof OutboundLine.Due due && due.occasion() == OutboundLine.Occasion.NOTICE) {
            return notes.author(due.id())
                    .map(author -> Occasions.of(line, Optional.empty()).stream()
                            .map(it -> it.by(author))
                            .toList());
        }
        if (!Occasions.asksWhatWas(line)) {
            return Uni.createFrom().item(Occasions.of(line, Optional.empty()));
        }
        JournalEntry entry = ((OutboundLine.Recorded) line.what()).entry();
        return read.computeIfAbsent(entry.eventId(), this::read)
                .chain(event -> seen(entry, event))
                .map(seen -> Occasions.of(line, seen));
    }

    private Uni<Optional<Event>> read(ObjectId event) {
        return events.head(event)
                .map(found -> found.map(StoredEvent::event))
                .memoize()
                .indefinitely();
    }

    private Uni<Optional<Occasions.Seen>> seen(JournalEntry entry, Optional<Event> event) {
        if (event.filter(it -> Occasions.asksWhereThePersonStood(entry, it)).isEmpty()) {
            return Uni.createFrom().item(event.map(it -> new Occasions.Seen(it, Optional.empty())));
        }
        return journal.lastOf(entry.eventId(), Set.of(entry.userKey().orElseThrow()), entry.version() - 1, MOST_LINES)
                .map(found -> found.flatMap(last -> last.stream().findFirst()))
                .map((Optional<StaffEntry> before) -> event.map(it -> new Occasions.Seen(it, before)));
    }
}
