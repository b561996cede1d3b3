package io.muster.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.muster.identity.Caller;
import org.bson.Document;

/**
 * An event while a batch is being planned: the one mutable thing in the heart, never seen outside of one
 * {@link Planner#plan}. People are found, counted and moved in constant time, whatever the batch and the event hold.
 */
final class EventDraft {
    /** Declines an event keeps; the journal keeps them all (the contract's section 2, "Declines"). */
    static final int MAX_DECLINES = 2_000;

    private final Event before;
    private final Instant now;
    private final BooleanSupplier figuresWrong;
    private final Instant at;
    private final LinkedHashMap<String, StaffEntry> accepted = new LinkedHashMap<>();
    private final LinkedHashMap<String, StaffEntry> declined = new LinkedHashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final List<JournalEntry> entries = new ArrayList<>();

    private EventStatus status;
    private Map<EventField, Object> fields;
    private List<Role> roles;
    private Audience audience;
    private List<String> barred;
    private long version;
    private long managerVersion;
    private boolean deleted;
    private Instant endsAt;

    /** @param figuresWrong whether derived fields of the event are wrong as they are stored; asked for a repair alone */
    EventDraft(Event event, Instant now, BooleanSupplier figuresWrong) {
        this.before = event;
        this.now = now;
        this.figuresWrong = figuresWrong;
        Instant later = event.updatedAt().plusMillis(1);
        Instant read = now.truncatedTo(ChronoUnit.MILLIS);
        this.at = read.isBefore(later) ? later : read;
        event.accepted().forEach(entry -> accepted.put(entry.userKey(), entry));
        event.declined().forEach(entry -> declined.put(entry.userKey(), entry));
        event.accepted().forEach(entry -> count(entry, 1));
        this.status = event.status();
        this.fields = event.fields();
        this.roles = event.roles();
        this.audience = event.audience();
        this.barred = event.barred();
        this.version = event.version();
        this.managerVersion = event.managerVersion();
        this.deleted = event.deleted();
        this.endsAt = event.endsAt();
    }

    /** The database's time, as it was read. */
    Instant now() {
        return now;
    }

    /** The time of everything this batch records: now, but at least a millisecond after the last recorded change. */
    Instant at() {
        return at;
    }

    EventStatus status() {
        return status;
    }

    String managerId() {
        return before.managerId();
    }

    long version() {
        return version;
    }

    long managerVersion() {
        return managerVersion;
    }

    boolean isDeleted() {
        return deleted;
    }

    Map<EventField, Object> fields() {
        return fields;
    }

    Optional<Object> field(EventField field) {
        return Optional.ofNullable(fields.get(field));
    }

    List<Role> roles() {
        return roles;
    }

    Audience audience() {
        return audience;
    }

    List<String> barred() {
        return barred;
    }

    Instant endsAt() {
        return endsAt;
    }

    Optional<Role> role(String key) {
        return roles.stream().filter(role -> role.key().equals(key)).findFirst();
    }

    int taken(String key) {
        return taken.getOrDefault(key, 0);
    }

    Optional<StaffEntry> accepted(String userKey) {
        return Optional.ofNullable(accepted.get(userKey));
    }

    Optional<StaffEntry> declined(String userKey) {
        return Optional.ofNullable(declined.get(userKey));
    }

    boolean isHiddenFrom(Caller caller) {
        return deleted || !isVisible(caller, barred.contains(caller.userKey()));
    }

    /** Whether the caller would see it, were it not for the manager's bar. */
    boolean isHiddenByBarAlone(Caller caller) {
        return !deleted && barred.contains(caller.userKey()) && isVisible(caller, false);
    }

    private boolean isVisible(Caller caller, boolean isBarred) {
        return Visibility.of(caller, managerId(), status, audience, accepted.containsKey(caller.userKey()), isBarred);
    }

    /** Records a person's response: it replaces the one that stood. */
    Verdict respond(Request request, StaffEntry entry, JournalEntry.Kind kind) {
        remove(entry.userKey());
        if (entry.response() == Response.ACCEPT) {
            accepted.put(entry.userKey(), entry);
            count(entry, 1);
        } else {
            declined.put(entry.userKey(), entry);
            forgetOldestDeclines();
        }
        settleStatus();
        return record(
                request,
                kind,
                Optional.of(entry.userKey()),
                Optional.of(entry),
                new Document(),
                List.of(),
                Optional.empty());
    }

    /** Takes the person out of whichever list holds the person. */
    void remove(String userKey) {
        StaffEntry left = accepted.remove(userKey);
        if (left != null) {
            count(left, -1);
        }
        declined.remove(userKey);
    }

    /** What is to be repaired. Only here a person may stand several times: as stored, until a command of the batch moves the person. */
    Repair repair() {
        Set<String> moved = new HashSet<>();
        entries.forEach(entry -> entry.userKey().ifPresent(moved::add));
        return Repair.of(
                version,
                roles,
                spelled(standing(before.accepted(), accepted, moved)),
                spelled(standing(before.declined(), declined, moved)),
                figuresWrong.getAsBoolean());
    }

    private static List<StaffEntry> standing(
            List<StaffEntry> stored, Map<String, StaffEntry> planned, Set<String> moved) {
        return Stream.concat(
                        stored.stream().filter(entry -> !moved.contains(entry.userKey())),
                        planned.values().stream().filter(entry -> moved.contains(entry.userKey())))
                .toList();
    }

    /** Replaces the people: each stands once. */
    void replacePeople(List<StaffEntry> in, List<StaffEntry> out) {
        accepted.clear();
        declined.clear();
        taken.clear();
        in.forEach(entry -> accepted.put(entry.userKey(), entry));
        out.forEach(entry -> declined.put(entry.userKey(), entry));
        in.forEach(entry -> count(entry, 1));
    }

    /** Replaces what a manager may set; people follow a role's new spelling. */
    void replace(Map<EventField, Object> newFields, List<Role> newRoles, Audience newAudience, List<String> newBarred) {
        fields = newFields;
        audience = newAudience;
        barred = newBarred;
        if (!newRoles.equals(roles)) {
            roles = newRoles;
            respell(accepted);
            respell(declined);
        }
        endsAt = EventTimes.endsAt(newFields);
    }

    void status(EventStatus target) {
        status = target;
    }

    void delete() {
        deleted = true;
    }

    /** Published and fulfilled follow the places; the other statuses are the manager's. */
    void settleStatus() {
        if (status.isOpen()) {
            status = isFull() ? EventStatus.FULFILLED : EventStatus.PUBLISHED;
        }
    }

    Verdict recordByManager(
            Request request,
            JournalEntry.Kind kind,
            Optional<String> userKey,
            Optional<StaffEntry> entry,
            Document set,
            List<String> unset,
            Optional<Audience> audienceBefore) {
        managerVersion = version + 1;
        return record(request, kind, userKey, entry, set, unset, audienceBefore);
    }

    private Verdict record(
            Request request,
            JournalEntry.Kind kind,
            Optional<String> userKey,
            Optional<StaffEntry> entry,
            Document set,
            List<String> unset,
            Optional<Audience> audienceBefore) {
        version++;
        entries.add(new JournalEntry(
                before.id(),
                version,
                at,
                kind,
                before.managerId(),
                userKey,
                entry,
                request.command().actor(),
                request.key(),
                request.fingerprint(),
                set,
                unset,
                audienceBefore,
                new JournalEntry.After(status, accepted.size(), declined.size(), roleStats()),
                entries.size() + 1,
                0));
        return new Verdict.Now(entries.size() - 1);
    }

    /** The batch's lines, each knowing how many they are. */
    List<JournalEntry> entries() {
        return entries.stream().map(entry -> entry.of(entries.size())).toList();
    }

    Event toEvent() {
        if (entries.isEmpty()) {
            return before;
        }
        return new Event(
                before.id(),
                before.managerId(),
                status,
                fields,
                roles,
                List.copyOf(accepted.values()),
                List.copyOf(declined.values()),
                audience,
                barred,
                version,
                managerVersion,
                before.createdAt(),
                at,
                deleted);
    }

    private boolean isFull() {
        return roles.stream().allMatch(role -> taken(role.key()) >= role.count());
    }

    private List<RoleStats> roleStats() {
        return roles.stream()
                .map(role -> new RoleStats(role.name(), role.key(), role.count(), taken(role.key())))
                .toList();
    }

    private void count(StaffEntry entry, int more) {
        entry.key().ifPresent(key -> taken.merge(key, more, Integer::sum));
    }

    private void forgetOldestDeclines() {
        while (declined.size() > MAX_DECLINES) {
            declined.remove(declined.keySet().iterator().next());
        }
    }

    private void respell(Map<String, StaffEntry> people) {
        Map<String, String> names = names();
        people.replaceAll((userKey, entry) -> spelled(entry, names));
    }

    private List<StaffEntry> spelled(List<StaffEntry> people) {
        Map<String, String> names = names();
        return people.stream().map(entry -> spelled(entry, names)).toList();
    }

    private Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        roles.forEach(role -> names.put(role.key(), role.name()));
        return names;
    }

    private static StaffEntry spelled(StaffEntry entry, Map<String, String> names) {
        return entry.key().map(names::get).map(entry::respelled).orElse(entry);
    }
}
