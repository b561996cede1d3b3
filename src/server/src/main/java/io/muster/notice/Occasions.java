package io.muster.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.AudiencePatch;
import io.muster.event.Event;
import io.muster.event.EventTimes;
import io.muster.event.Response;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.JournalEntry.Kind;
import io.muster.store.outbound.OutboundLine;
import org.bson.types.ObjectId;

/** What a line of the outbound log gives people to hear of: the first column of the table (docs/api.md#notices). */
public final class Occasions {
    private static final Duration LATE = Duration.ofHours(24);

    private Occasions() {}

    /**
     * What a line that {@link #asksWhatWas} has to be seen with.
     *
     * @param event as it is
     * @param before where the person stood before; empty where the person had no response
     */
    public record Seen(Event event, Optional<StaffEntry> before) {}

    /** Whether what a line gives depends on the event, and on where its person stood before it. */
    public static boolean asksWhatWas(OutboundLine line) {
        return line.what() instanceof OutboundLine.Recorded recorded
                && (recorded.entry().kind() == Kind.DECLINED
                        || recorded.entry().kind() == Kind.REMOVED
                        || (recorded.entry().kind() == Kind.UPDATED
                                && recorded.entry().change().patch().roles().isPresent()));
    }

    /** Whether it matters where the person of a line stood before it: of a decline so late that others hear of it. */
    public static boolean asksWhereThePersonStood(JournalEntry entry, Event event) {
        return entry.kind() == Kind.DECLINED
                && (isLate(event, entry.at()) || !entry.at().isBefore(promotesUntil(event)));
    }

    private static boolean isLate(Event event, Instant at) {
        return !at.isBefore(EventTimes.startsAt(event.fields(), event.roles()).minus(LATE)) && !event.isOver(at);
    }

    private static Instant promotesUntil(Event event) {
        return EventTimes.promotesUntil(event.fields(), event.roles());
    }

    /**
     * What a line gives; most give nothing.
     *
     * @param seen of a line that {@link #asksWhatWas}; empty where the event is not there any more
     */
    public static List<Occasion> of(OutboundLine line, Optional<Seen> seen) {
        if (line.what() instanceof OutboundLine.Recorded recorded) {
            return new OfEntry(line.firm(), recorded.entry(), seen).all();
        }
        return kind(((OutboundLine.Due) line.what()).occasion())
                .map(kind -> of(line.firm(), (OutboundLine.Due) line.what(), kind))
                .stream()
                .toList();
    }

    private static Optional<NoticeKind> kind(OutboundLine.Occasion occasion) {
        return switch (occasion) {
            case OPENED -> Optional.of(NoticeKind.OPENED);
            case PROMOTION_ENDED -> Optional.of(NoticeKind.PLACE_FREE);
            case REMINDER -> Optional.of(NoticeKind.REMINDER);
            case PLACES_OPEN -> Optional.of(NoticeKind.PLACES_OPEN);
            case NOTICE -> Optional.of(NoticeKind.NOTE);
            case HOOK_FAILING -> Optional.of(NoticeKind.HOOK_FAILING);
            case ATTENDANCE -> Optional.empty();
        };
    }

    private static Occasion of(String firm, OutboundLine.Due due, NoticeKind kind) {
        return new Occasion(
                due.id() + "/" + kind.wireName(),
                firm,
                due.about(),
                kind,
                0,
                due.at(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                due.data());
    }

    /** Of a recorded change. */
    private record OfEntry(String firm, JournalEntry entry, Optional<Seen> seen) {
        List<Occasion> all() {
            List<Occasion> all = new ArrayList<>();
            kind().ifPresent(kind -> all.add(occasion(kind)));
            if (widens()) {
                all.add(occasion(NoticeKind.PUBLISHED));
            }
            seen.ifPresent(it -> {
                if (entry.kind() == Kind.DECLINED && wasIn(it) && isLate(it.event(), entry.at())) {
                    all.add(occasion(NoticeKind.LATE_WITHDRAWAL));
                }
                if (mayFreeAPlace(it) && !entry.at().isBefore(promotesUntil(it.event()))) {
                    all.add(occasion(NoticeKind.PLACE_FREE));
                }
            });
            return all;
        }

        private Optional<NoticeKind> kind() {
            return switch (entry.kind()) {
                case CREATED ->
                    Optional.of(NoticeKind.PUBLISHED)
                            .filter(it -> entry.after().status().isOpen());
                case PUBLISHED -> Optional.of(NoticeKind.PUBLISHED);
                case UPDATED ->
                    Optional.of(NoticeKind.CHANGED).filter(it -> entry.change().asksAgain());
                case CANCELLED -> Optional.of(NoticeKind.CANCELLED);
                case REOPENED -> Optional.of(NoticeKind.REOPENED);
                case DELETED -> Optional.of(NoticeKind.DELETED);
                case PROMOTED -> Optional.of(NoticeKind.PROMOTED);
                case ASSIGNED -> Optional.of(NoticeKind.ASSIGNED);
                case MOVED -> Optional.of(NoticeKind.MOVED);
                case REMOVED -> Optional.of(NoticeKind.REMOVED);
                case REFUSED -> Optional.of(NoticeKind.REFUSED);
                case STANDBY ->
                    Optional.of(NoticeKind.REQUESTS)
                            .filter(it ->
                                    entry.entry().filter(StaffEntry::isRequest).isPresent());
                case UNPUBLISHED, COMPLETED, ACCEPTED, DECLINED, CONFIRMED, REKEYED, REPAIRED, ERASED ->
                    Optional.empty();
            };
        }

        /** Whether others may see a published event than did before. */
        private boolean widens() {
            return entry.kind() == Kind.UPDATED
                    && entry.audienceBefore().isPresent()
                    && !entry.change().patch().audience().equals(AudiencePatch.NOTHING);
        }

        private static boolean wasIn(Seen seen) {
            return seen.before().filter(it -> it.response() == Response.ACCEPT).isPresent();
        }

        private boolean mayFreeAPlace(Seen seen) {
            return entry.kind() != Kind.DECLINED || wasIn(seen);
        }

        private Occasion occasion(NoticeKind kind) {
            ObjectId event = entry.eventId();
            return new Occasion(
                    event.toHexString() + "/" + entry.version() + "/" + kind.wireName(),
                    firm,
                    Optional.of(event),
                    kind,
                    entry.version(),
                    entry.at(),
                    entry.userKey(),
                    Optional.of(entry.actor()),
                    kind == NoticeKind.PUBLISHED ? entry.audienceBefore() : Optional.empty(),
                    Map.of());
        }
    }
}
