package io.muster.event.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Audience;
import io.muster.event.DistinctList;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventPatch;
import io.muster.event.EventStatus;
import io.muster.event.EventTimes;
import io.muster.event.Response;
import io.muster.event.ResponseCounts;
import io.muster.event.Role;
import io.muster.event.RoleStats;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.event.Terms;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * An event while changes are applied to it, one after the other. {@link #apply} is the only thing that changes an event: the
 * planner, the replay of a journal and the live feed all use it, so that they cannot come to different events (I4).
 * Not thread-safe.
 */
public final class EventState {
    private final ObjectId id;
    private final String managerId;
    private final Instant createdAt;
    private final OpenRoster people;
    private final Map<EventField, Object> fields = new EnumMap<>(EventField.class);
    private final Change.Visitor effects = new Effects();
    private List<Role> roles;
    private Audience audience;
    private List<String> barred;
    private EventStatus status;
    private long version;
    private long managerVersion;
    private Instant updatedAt;
    private boolean deleted;
    private @Nullable Instant endsAt;
    private @Nullable LocalDate lastDay;

    /** An event as it is stored. */
    public EventState(Event event) {
        id = event.id();
        managerId = event.managerId();
        createdAt = event.createdAt();
        people = new OpenRoster(event.people(), event.terms());
        fields.putAll(event.fields());
        roles = event.roles();
        audience = event.audience();
        barred = event.barred();
        status = event.status();
        version = event.version();
        managerVersion = event.managerVersion();
        updatedAt = event.updatedAt();
        deleted = event.deleted();
    }

    private EventState(JournalEntry first) {
        id = first.eventId();
        managerId = first.managerId();
        createdAt = first.at();
        people = new OpenRoster(Roster.EMPTY, Terms.UNCHANGED);
        roles = List.of();
        audience = Audience.EVERYONE;
        barred = List.of();
        status = first.after().status();
        updatedAt = first.at();
    }

    /**
     * Starts from a whole event that stays in memory: its people share the role strings, because thousands of people are in one
     * of a few roles.
     */
    public static EventState from(Event event) {
        EventState state = new EventState(event);
        state.people.share(event.roles());
        return state;
    }

    /**
     * An event as its first line made it.
     *
     * @throws BrokenJournalException if the line did not make an event
     */
    public static EventState begin(JournalEntry first) {
        if (first.kind() != JournalEntry.Kind.CREATED) {
            throw new BrokenJournalException("version " + first.version() + " comes first and did not make the event");
        }
        EventState state = new EventState(first);
        state.apply(first);
        return state;
    }

    /**
     * Applies one entry. The status is the recorded one: for an event that was damaged in the database it may differ from the
     * computed status.
     *
     * @throws BrokenJournalException if it is not the next version, or another event's or manager's; nothing has changed then
     */
    public void apply(JournalEntry line) {
        if (line.version() != version + 1) {
            throw new BrokenJournalException(
                    "version " + line.version() + " stands where " + (version + 1) + " should");
        }
        if (!line.eventId().equals(id) || !line.managerId().equals(managerId)) {
            throw new BrokenJournalException("version " + line.version() + " is another event's");
        }
        apply(line.change(), line.at());
        status = line.after().status();
    }

    /** The event goes on by what a rule decided; {@link #after} then says what the line says of it. */
    public void apply(Change change, Instant at) {
        version++;
        updatedAt = at;
        if (change.makesVersionsStale()) {
            managerVersion = version;
        }
        set(change.patch(), change.asksAgain());
        change.visit(effects);
        if (status.isOpen()) {
            status = isFull() ? EventStatus.FULFILLED : EventStatus.PUBLISHED;
        }
    }

    private void set(EventPatch patch, boolean asksAgain) {
        if (patch.isEmpty()) {
            return;
        }
        Terms.Held before = Terms.Held.of(fields, roles);
        patch.fields().forEach((field, value) -> {
            endsAt = null;
            lastDay = null;
            value.ifPresentOrElse(set -> fields.put(field, set), () -> fields.remove(field));
        });
        patch.roles().ifPresent(replacement -> {
            roles = replacement;
            people.rename(replacement);
        });
        Terms.Held after = Terms.Held.of(fields, roles);
        if (!after.equals(before)) {
            people.follow(terms().after(before, after, version, asksAgain, people.people(Response.ACCEPT)));
        }
        audience = patch.audience().appliedTo(audience);
        barred = patch.barred().map(DistinctList::copyOf).orElse(barred);
    }

    /** What a change does besides setting what its patch sets. */
    private final class Effects implements Change.Visitor {
        @Override
        public void created(Change.Created created) {
            status = created.status();
        }

        @Override
        public void updated(Change.Updated updated) {
            // What the patch sets is all.
        }

        @Override
        public void published(Change.Published published) {
            if (status == EventStatus.DRAFT) {
                status = EventStatus.PUBLISHED;
            }
        }

        @Override
        public void moved(Change.Moved moved) {
            deleted = moved == Change.Moved.DELETED;
            status = switch (moved) {
                case UNPUBLISHED -> EventStatus.DRAFT;
                case COMPLETED -> EventStatus.COMPLETED;
                case DELETED -> status;
            };
        }

        @Override
        public void cancelled(Change.Cancelled cancelled) {
            status = EventStatus.CANCELLED;
        }

        @Override
        public void reopened(Change.Reopened reopened) {
            status = EventStatus.PUBLISHED;
        }

        @Override
        public void responded(Change.Responded responded) {
            people.put(responded.staff());
        }

        @Override
        public void placed(Change.Placed placed) {
            people.put(placed.staff());
        }

        @Override
        public void refused(Change.Refused refused) {
            people.put(refused.staff());
        }

        @Override
        public void confirmed(Change.Confirmed confirmed) {
            people.replace(confirmed.staff());
        }

        @Override
        public void rekeyed(Change.Rekeyed rekeyed) {
            people.remove(rekeyed.before());
            rekeyed.staff().ifPresent(people::put);
        }

        @Override
        public void removed(Change.Removed removed) {
            people.remove(removed.person());
        }

        @Override
        public void repaired(Change.Repaired repaired) {
            repaired.userKey().ifPresent(people::remove);
            repaired.entry().ifPresent(people::put);
            people.orderUpTo(version - 1);
        }

        @Override
        public void erased(Change.Erased erased) {
            // What was rewritten is in the lines before it.
        }
    }

    public ObjectId id() {
        return id;
    }

    public String managerId() {
        return managerId;
    }

    public EventStatus status() {
        return status;
    }

    public Map<EventField, Object> fields() {
        return Collections.unmodifiableMap(fields);
    }

    public List<Role> roles() {
        return roles;
    }

    public Optional<Role> role(String key) {
        return roles.stream().filter(role -> role.key().equals(key)).findFirst();
    }

    public Audience audience() {
        return audience;
    }

    public List<String> barred() {
        return barred;
    }

    public long version() {
        return version;
    }

    public long managerVersion() {
        return managerVersion;
    }

    public boolean isDeleted() {
        return deleted;
    }

    /** {@link EventTimes#endsAt}. */
    public Instant endsAt() {
        Instant end = endsAt;
        if (end == null) {
            end = EventTimes.endsAt(fields);
            endsAt = end;
        }
        return end;
    }

    /** {@link EventTimes#lastDay}. */
    public LocalDate lastDay() {
        LocalDate last = lastDay;
        if (last == null) {
            last = EventTimes.lastDay(fields);
            lastDay = last;
        }
        return last;
    }

    /** {@link EventTimes#promotesUntil}. */
    public Instant promotesUntil() {
        return EventTimes.promotesUntil(fields, roles);
    }

    /** The places taken in the role with this {@link Role#key}. */
    public int taken(String roleKey) {
        return people.taken(roleKey);
    }

    /** How many are on standby for the role with this {@link Role#key}. */
    public int waiting(String roleKey) {
        return people.waiting(roleKey);
    }

    /** The person's response, whichever list holds it. */
    public Optional<StaffEntry> find(String userKey) {
        return people.find(userKey);
    }

    /** The person's response, if that list holds it. */
    public Optional<StaffEntry> find(Response response, String userKey) {
        return people.find(response, userKey);
    }

    /** Those of one response, in order; as it is now, it changes with the next change. */
    public Collection<StaffEntry> people(Response response) {
        return people.people(response);
    }

    /** What became of times and place since people came in. */
    public Terms terms() {
        return people.terms();
    }

    /** How many people gave each response. */
    public ResponseCounts counts() {
        return people.counts();
    }

    /** The figures of the event, and its status. */
    public JournalEntry.After after() {
        List<RoleStats> stats = roles.stream()
                .map(role ->
                        new RoleStats(role.name(), role.key(), role.count(), taken(role.key()), waiting(role.key())))
                .toList();
        return new JournalEntry.After(status, counts(), stats, people.unconfirmed());
    }

    public Event event() {
        return event(people.roster());
    }

    /** The event without its people. */
    public Event head() {
        return event(Roster.EMPTY);
    }

    private boolean isFull() {
        return roles.stream().allMatch(role -> taken(role.key()) >= role.count());
    }

    private Event event(Roster roster) {
        return new Event(
                id,
                managerId,
                status,
                fields,
                roles,
                roster,
                audience,
                barred,
                version,
                managerVersion,
                createdAt,
                updatedAt,
                deleted,
                terms());
    }
}
