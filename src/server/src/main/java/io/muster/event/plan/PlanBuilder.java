package io.muster.event.plan;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.muster.event.Audience;
import io.muster.event.Digest;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal.Reason;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.journal.Change;
import io.muster.event.journal.EventState;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.SchemaNumber;
import io.muster.event.overlap.Engagement;
import io.muster.identity.Caller;

/** A batch while it is planned: the event after the lines recorded so far, and those lines. Not thread-safe. */
final class PlanBuilder {
    /** The most lines that one command makes. */
    static final int MAX_LINES = 2_000;

    private final Event before;
    private final Instant now;
    private final Instant at;
    private final BooleanSupplier figuresWrong;
    private final int schema;
    private final Facts facts;
    private EventState state;
    private final List<JournalEntry> entries = new ArrayList<>();

    /**
     * A batch without a line.
     *
     * @param figuresWrong whether derived fields of the event are wrong as they are stored; asked for a repair alone
     * @param schema the database's {@link SchemaNumber}: what needs a higher one is not recorded
     */
    PlanBuilder(Event event, Instant now, BooleanSupplier figuresWrong, int schema, Facts facts) {
        this.before = event;
        this.now = now;
        this.figuresWrong = figuresWrong;
        this.schema = schema;
        this.facts = facts;
        this.state = new EventState(event);
        Instant later = event.updatedAt().plusMillis(1);
        Instant read = now.truncatedTo(ChronoUnit.MILLIS);
        this.at = read.isBefore(later) ? later : read;
    }

    /** The event as the lines recorded so far left it; {@link #record} alone changes it. */
    EventState state() {
        return state;
    }

    /** What was read with the event. */
    Facts facts() {
        return facts;
    }

    /** Whoever responds, as the event's firm has the person by now. */
    Caller judged(Caller caller) {
        return facts.judged(caller, state.managerId());
    }

    /** What the person lacks of what a role requires. */
    List<String> missing(String userKey, Role role) {
        return facts.missing(userKey, role, state);
    }

    /** The person's places elsewhere that come too near to a place of the role. */
    List<Engagement> conflicts(String userKey, Role role) {
        return facts.conflicts(userKey, role, state);
    }

    /** {@link Facts#isEngaged}. */
    boolean isEngaged(String userKey, Role role) {
        return facts.isEngaged(userKey, role, state);
    }

    /** The database's time, as it was read. */
    Instant now() {
        return now;
    }

    /** The time of everything this batch records: now, but at least a millisecond after the last recorded change. */
    Instant at() {
        return at;
    }

    /** Whether changes that need this {@link SchemaNumber} may be recorded. */
    boolean allows(int number) {
        return number <= schema;
    }

    /** Carries out what a rule decided, and journals it; refuses what another version of the service could not read. */
    PendingDecision record(KeyedCommand request, Change change) {
        return record(List.of(request), List.of(change));
    }

    /** As {@link #record(KeyedCommand, Change)}, of who gets a place near to these of the person. */
    PendingDecision record(KeyedCommand request, Change change, List<Engagement> conflicts) {
        PendingDecision verdict = record(request, change);
        return verdict instanceof PendingDecision.Now now ? new PendingDecision.Now(now.entry(), conflicts) : verdict;
    }

    /**
     * Carries out several changes that hold together from their first line on: each line says how the event is after all.
     *
     * @param requests whose key each line has, as many as there are changes
     */
    PendingDecision record(List<KeyedCommand> requests, List<Change> changes) {
        if (!changes.stream().mapToInt(SchemaNumber::of).allMatch(this::allows)) {
            return PendingDecision.refused(Reason.NOT_YET_AVAILABLE);
        }
        return recorded(requests, changes);
    }

    private PendingDecision recorded(List<KeyedCommand> requests, List<Change> changes) {
        EventStatus statusBefore = state.status();
        Audience audienceBefore = state.audience();
        long version = state.version();
        changes.forEach(change -> state.apply(change, at));
        JournalEntry.After after = state.after();
        int first = entries.size();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            boolean byManager = !change.isOfPeopleAlone();
            entries.add(new JournalEntry(
                    state.id(),
                    version + i + 1,
                    at,
                    state.managerId(),
                    change,
                    requests.get(i).command().actor(),
                    requests.get(i).key(),
                    requests.get(i).fingerprint(),
                    byManager && i == 0 && after.status() != statusBefore,
                    byManager && statusBefore != EventStatus.DRAFT ? Optional.of(audienceBefore) : Optional.empty(),
                    after,
                    entries.size() + 1,
                    0,
                    facts.engagements().rule().refuses()));
        }
        return new PendingDecision.Now(first);
    }

    /**
     * Gives the free places to those who wait for them (docs/design.md#i9), a line each. The schema number does not matter: where
     * somebody waits, the event has lines that need as much.
     *
     * @param request whose lines they are
     * @param cause the version of the request's own line; of a repair, which makes several, of the last one
     */
    void promote(KeyedCommand request, long cause) {
        for (StaffEntry waiting : Promotion.due(state, at, facts)) {
            Role role = waiting.key().flatMap(state::role).orElseThrow();
            long version = state.version() + 1;
            StaffEntry promoted = StaffEntry.accepted(waiting.userKey(), role, at, version, waiting.since());
            Change change = new Change.Placed(JournalEntry.Kind.PROMOTED, promoted, Optional.of(cause));
            recorded(List.of(furtherLine(request, version)), List.of(change));
        }
    }

    /** No two entries of an event share a request key. */
    private static KeyedCommand furtherLine(KeyedCommand request, long version) {
        String key = Digest.hex("promoted", request.key(), Long.toString(version));
        return new KeyedCommand(request.command(), key, request.fingerprint(), false);
    }

    /** The point that {@link #isBackAt} goes back to; empty if no command can make too many lines. */
    Optional<Mark> mark() {
        return state.counts().count(Response.STANDBY) < MAX_LINES
                ? Optional.empty()
                : Optional.of(new Mark(state.event(), entries.size()));
    }

    /** The event at a point of the batch, and the lines up to there. */
    record Mark(Event event, int lines) {}

    /** Takes back what was recorded since, if it is more than a command may record. */
    boolean isBackAt(Mark mark) {
        if (entries.size() - mark.lines <= MAX_LINES) {
            return false;
        }
        state = new EventState(mark.event);
        entries.subList(mark.lines, entries.size()).clear();
        return true;
    }

    /** What is to be repaired. Only here a person may stand several times: as stored, until a line of the batch is about the person. */
    Repair repair() {
        Set<String> moved = new HashSet<>();
        entries.forEach(entry -> {
            entry.userKey().ifPresent(moved::add);
            entry.change().from().ifPresent(moved::add);
        });
        Map<String, String> names = Role.namesByKey(state.roles());
        Stream<StaffEntry> stored = before.people().all().filter(entry -> !moved.contains(entry.userKey()));
        Stream<StaffEntry> planned = moved.stream().flatMap(userKey -> state.find(userKey).stream());
        return Repair.of(
                state.version(),
                state.roles(),
                Stream.concat(stored.map(entry -> entry.renamed(names)), planned)
                        .toList(),
                figuresWrong.getAsBoolean());
    }

    /** The batch's lines, each knowing how many they are. */
    List<JournalEntry> entries() {
        return entries.stream().map(entry -> entry.of(entries.size())).toList();
    }

    /** The event after all of it; the one before itself if nothing is recorded. */
    Event after() {
        return entries.isEmpty() ? before : state.event();
    }
}
