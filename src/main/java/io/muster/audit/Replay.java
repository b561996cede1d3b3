package io.muster.audit;

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

/** Makes an event anew from its journal alone (I4). */
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
        if (lines.get(0).kind() != JournalEntry.Kind.CREATED) {
            throw new BrokenJournal("version " + lines.get(0).version() + " comes first and did not make the event");
        }
        Replay replay = new Replay(lines.get(0));
        long expected = 1;
        for (JournalEntry line : lines) {
            if (line.version() != expected) {
                throw new BrokenJournal("version " + line.version() + " stands where " + expected + " should");
            }
            if (!line.eventId().equals(replay.first.eventId())) {
                throw new BrokenJournal("version " + line.version() + " is another event's");
            }
            replay.apply(line);
            expected++;
        }
        return replay.event();
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

    private Event event() {
        return new Event(
                first.eventId(),
                first.managerId(),
                last.after().status(),
                fields,
                roles,
                List.copyOf(accepted.values()),
                List.copyOf(declined.values()),
                audience,
                barred,
                last.version(),
                managerVersion,
                first.at(),
                last.at(),
                last.kind() == JournalEntry.Kind.DELETED);
    }
}
