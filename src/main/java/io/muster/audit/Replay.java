package io.muster.audit;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.JournalEntry;
import io.muster.event.JournaledFields;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;

/**
 * Makes an event anew from its journal alone (I4): all at once ({@link #of}), or line by line as they come. Not thread-safe.
 */
public final class Replay {
    /** Declines an event keeps; the oldest leaves (the contract's section 2, "Declines"). */
    private static final int MAX_DECLINES = 2_000;

    private final JournalEntry first;
    private final LinkedHashMap<String, StaffEntry> accepted = new LinkedHashMap<>();
    private final LinkedHashMap<String, StaffEntry> declined = new LinkedHashMap<>();
    private final Map<EventField, Object> fields = new EnumMap<>(EventField.class);
    private List<Role> roles = List.of();
    private Audience audience = Audience.EVERYONE;
    private List<String> barred = List.of();
    private JournalEntry last;
    private long managerVersion;

    private Replay(JournalEntry first) {
        this.first = first;
        this.last = first;
    }

    /**
     * Replays an event's lines.
     *
     * @param lines all of them, by version
     * @return the event they make
     * @throws BrokenJournal if they do not begin with the event's making, a version is missing, double or
     *     out of order, or a line is another event's
     */
    public static Event of(List<JournalEntry> lines) {
        if (lines.isEmpty()) {
            throw new BrokenJournal("no line");
        }
        Replay replay = begin(lines.get(0));
        lines.subList(1, lines.size()).forEach(replay::next);
        return replay.event();
    }

    /**
     * An event as its first line made it.
     *
     * @throws BrokenJournal if the line did not make an event
     */
    public static Replay begin(JournalEntry first) {
        if (first.kind() != JournalEntry.Kind.CREATED) {
            throw new BrokenJournal("version " + first.version() + " comes first and did not make the event");
        }
        if (first.version() != 1) {
            throw new BrokenJournal("version " + first.version() + " stands where 1 should");
        }
        Replay replay = new Replay(first);
        replay.apply(first);
        return replay;
    }

    /**
     * The event goes on by one line.
     *
     * @throws BrokenJournal if it is not the next version, or another event's; nothing has changed then
     */
    public void next(JournalEntry line) {
        if (line.version() != version() + 1) {
            throw new BrokenJournal("version " + line.version() + " stands where " + (version() + 1) + " should");
        }
        if (!line.eventId().equals(first.eventId())) {
            throw new BrokenJournal("version " + line.version() + " is another event's");
        }
        apply(line);
    }

    /** The version of the last line. */
    public long version() {
        return last.version();
    }

    /** Whom the last line left in, in the order in which they got in; as it is now, it changes with the next line. */
    public Collection<StaffEntry> accepted() {
        return Collections.unmodifiableCollection(accepted.values());
    }

    /** Whose declines the last line left, oldest first; as it is now, it changes with the next line. */
    public Collection<StaffEntry> declined() {
        return Collections.unmodifiableCollection(declined.values());
    }

    /** The person's response after the last line. */
    public Optional<StaffEntry> standing(String userKey) {
        return Optional.ofNullable(accepted.get(userKey)).or(() -> Optional.ofNullable(declined.get(userKey)));
    }

    /** The event after the last line. */
    public Event event() {
        return event(List.copyOf(accepted.values()), List.copyOf(declined.values()));
    }

    /** The event after the last line, without its people. */
    public Event head() {
        return event(List.of(), List.of());
    }

    /** The journal is not one of an event's whole life. Says versions only, never people. */
    public static final class BrokenJournal extends RuntimeException {
        BrokenJournal(String message) {
            super(message);
        }
    }

    private void apply(JournalEntry line) {
        last = line;
        JournaledFields set = JournaledFields.of(line);
        fields.keySet().removeAll(set.cleared());
        fields.putAll(set.fields());
        set.roles().ifPresent(this::respell);
        audience = set.audience().appliedTo(audience);
        barred = set.barred().orElse(barred);
        line.userKey().ifPresent(this::leave);
        line.entry().ifPresent(this::enter);
        if (line.kind() == JournalEntry.Kind.REPAIRED && line.entry().isPresent()) {
            order(accepted);
            order(declined);
        }
        if (!line.kind().isResponse()) {
            managerVersion = line.version();
        }
    }

    private void leave(String userKey) {
        accepted.remove(userKey);
        declined.remove(userKey);
    }

    private void enter(StaffEntry entry) {
        if (entry.response() == Response.ACCEPT) {
            accepted.put(entry.userKey(), entry);
            return;
        }
        declined.put(entry.userKey(), entry);
        if (declined.size() > MAX_DECLINES) {
            declined.remove(declined.keySet().iterator().next());
        }
    }

    /** Whoever stands once again does so where the version says, not last. */
    private static void order(LinkedHashMap<String, StaffEntry> people) {
        List<StaffEntry> ordered = people.values().stream()
                .sorted(Comparator.comparingLong(StaffEntry::version))
                .toList();
        people.clear();
        ordered.forEach(entry -> people.put(entry.userKey(), entry));
    }

    private void respell(List<Role> replacement) {
        roles = replacement;
        accepted.replaceAll((userKey, entry) -> respelled(entry));
        declined.replaceAll((userKey, entry) -> respelled(entry));
    }

    private StaffEntry respelled(StaffEntry entry) {
        Optional<Role> role = roles.stream()
                .filter(one -> entry.key().filter(one.key()::equals).isPresent())
                .findFirst();
        return role.map(one -> entry.respelled(one.name())).orElse(entry);
    }

    private Event event(List<StaffEntry> in, List<StaffEntry> out) {
        return new Event(
                first.eventId(),
                first.managerId(),
                last.after().status(),
                fields,
                roles,
                in,
                out,
                audience,
                barred,
                last.version(),
                managerVersion,
                first.at(),
                last.at(),
                last.kind() == JournalEntry.Kind.DELETED);
    }
}
