package io.muster.live.step;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.Role;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;

/**
 * An event as it was some versions ago, made of what it is now and of the lines since. A line says what was set and not what
 * stood there before, so the way back ends before the last manager's change among the lines: of that one, the fields it set
 * stand in the event already. Where it set who is barred, nobody knows who was before, and the way back ends after it.
 */
final class Rewind {
    private final Event now;
    private final long asked;
    private final List<Undone> undone = new ArrayList<>();
    private Optional<Undone> reached = Optional.empty();
    private Optional<Undone> last = Optional.empty();
    private long version;

    /** What is needed of a line, which itself may be large. */
    private record Undone(
            long version,
            Instant at,
            JournalEntry.Kind kind,
            boolean isOfPeopleAlone,
            boolean setsBarred,
            boolean newStatus,
            EventStatus status,
            Optional<String> userKey,
            Optional<String> from,
            Optional<Audience> audienceBefore) {
        static Undone of(JournalEntry line) {
            return new Undone(
                    line.version(),
                    line.at(),
                    line.kind(),
                    line.isOfPeopleAlone(),
                    line.change().patch().barred().isPresent(),
                    line.newStatus(),
                    line.after().status(),
                    line.userKey(),
                    line.change().from(),
                    line.audienceBefore());
        }
    }

    /**
     * A way back of which no line is taken yet.
     *
     * @param now the event with its lists whole
     * @param version the version to go back to
     */
    Rewind(Event now, long version) {
        this.now = now;
        this.asked = version;
        this.version = version;
    }

    /**
     * Takes every line after the version to go back to up to the event's, in order; the line of that version comes first, where
     * that can be read.
     *
     * @throws EventLoader.LinesMissingException if it is not the next one
     */
    void take(JournalEntry line) {
        long next = last.map(it -> it.version() + 1).orElse(line.version() == asked ? asked : asked + 1);
        if (line.version() != next) {
            throw new EventLoader.LinesMissingException(next - 1);
        }
        Undone taken = Undone.of(line);
        if (taken.version() > asked && !taken.isOfPeopleAlone()) {
            undone.clear();
            version = taken.setsBarred() ? taken.version() : taken.version() - 1;
            reached = last;
        }
        if (taken.version() > version) {
            undone.add(taken);
        } else {
            reached = Optional.of(taken);
        }
        last = Optional.of(taken);
    }

    /** @throws EventLoader.LinesMissingException if there are lines to come */
    void end() {
        long reached = last.map(Undone::version).orElse(asked);
        if (reached != now.version()) {
            throw new EventLoader.LinesMissingException(reached);
        }
    }

    /** The version it ends at; later than the one asked for where a manager changed the event since. */
    long version() {
        return version;
    }

    /** The people whose lines are undone: of each, the last line up to {@link #version} is needed. */
    Set<String> people() {
        Set<String> people = new HashSet<>();
        undone.forEach(line -> {
            line.userKey().ifPresent(people::add);
            line.from().ifPresent(people::add);
        });
        return people;
    }

    /**
     * The event at {@link #version}. Its {@code managerVersion} is no later than it was; a decline that the undone lines
     * pushed out of the list stays out.
     *
     * @param current what the last line up to {@link #version} left of each of {@link #people}, if anything
     */
    Event with(Collection<StaffEntry> current) {
        Event then = with(now.status(), current);
        return with(reached.map(Undone::status).orElseGet(() -> status(then)), current);
    }

    /** The status at {@link #version} where its entry is not known: from the entry after it, and from the places taken. */
    private EventStatus status(Event then) {
        Undone next = undone.get(0);
        EventStatus after = next.status();
        return switch (next.kind()) {
            case ACCEPTED, DECLINED, STANDBY, PROMOTED, ASSIGNED, MOVED, CONFIRMED, REKEYED ->
                after.isOpen() ? open(then) : after;
            case PUBLISHED -> next.newStatus() ? EventStatus.DRAFT : after;
            case UNPUBLISHED, CANCELLED, COMPLETED ->
                next.audienceBefore().isPresent() ? open(then) : EventStatus.DRAFT;
            case UPDATED, REFUSED, REMOVED, REPAIRED -> next.newStatus() ? otherThan(after, then) : after;
            // Or completed, which nobody is shown otherwise.
            case REOPENED -> EventStatus.CANCELLED;
            case DELETED, ERASED -> after;
            case CREATED -> throw new IllegalStateException("nothing comes before an event is created");
        };
    }

    /** A change that is no move makes a published event fulfilled, or a fulfilled one published. */
    private static EventStatus otherThan(EventStatus after, Event then) {
        return switch (after) {
            case FULFILLED -> EventStatus.PUBLISHED;
            case PUBLISHED -> EventStatus.FULFILLED;
            case DRAFT, CANCELLED, COMPLETED -> open(then);
        };
    }

    private static EventStatus open(Event then) {
        return then.isFull() ? EventStatus.FULFILLED : EventStatus.PUBLISHED;
    }

    private Event with(EventStatus status, Collection<StaffEntry> current) {
        Optional<Undone> change =
                undone.stream().filter(line -> !line.isOfPeopleAlone()).findFirst();
        return new Event(
                now.id(),
                now.managerId(),
                status,
                now.fields(),
                now.roles(),
                people(current),
                change.flatMap(Undone::audienceBefore).orElse(now.audience()),
                now.barred(),
                version,
                Math.min(now.managerVersion(), version),
                now.createdAt(),
                reached.map(Undone::at).orElse(now.createdAt()),
                now.deleted() && change.isEmpty(),
                now.terms());
    }

    private Roster people(Collection<StaffEntry> current) {
        Set<String> touched = people();
        Map<String, String> names = Role.namesByKey(now.roles());
        return Roster.of(response -> Stream.concat(
                        now.people().list(response).stream().filter(entry -> !touched.contains(entry.userKey())),
                        current.stream()
                                .filter(entry -> entry.response() == response)
                                .map(entry -> entry.renamed(names)))
                .sorted(StaffEntry.inOrderUpTo(version))
                .toList());
    }
}
