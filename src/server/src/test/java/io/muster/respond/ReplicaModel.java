package io.muster.respond;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.journal.JournalEntry;
import io.muster.event.overlap.Engagement;
import io.muster.event.plan.EngagementSearch;
import io.muster.event.plan.Facts;
import io.muster.event.plan.Plan;
import io.muster.event.plan.Planner;
import io.muster.identity.Caller;
import io.muster.respond.transaction.ScriptedSessions;
import io.muster.store.write.Ledger;
import io.muster.store.write.Snapshot;
import io.smallrye.mutiny.Uni;
import mutiny.zero.flow.adapters.AdaptersToReactiveStreams;
import org.bson.types.ObjectId;

/**
 * One event in a replica set, as far as reads differ by it: what the primary has is known to the majority later or is lost, and a
 * primary that was replaced may not know it. Nothing happens by itself: each statement waits until {@link #proceed} chooses it, so
 * that anything may happen between two.
 */
final class ReplicaModel implements Ledger {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    /** What a read of the event rests on. */
    enum Reads {
        /** What the primary has, once the majority knows it. */
        LINEARIZABLE,
        /** What the majority knows, as far as the asked one can tell: it may have been replaced as primary. */
        MAJORITY,
        /** What the primary has. */
        LOCAL,
        /** What was read last. */
        CACHED
    }

    /** The event and its journal after each change. */
    private static final class Position {
        final Event event;
        final Map<String, JournalEntry> journal;
        final boolean own;

        Position(Event event, Map<String, JournalEntry> journal, boolean own) {
            this.event = event;
            this.journal = journal;
            this.own = own;
        }
    }

    /** A statement on its way. */
    private record Statement(BooleanSupplier canBeAnswered, Runnable answer) {}

    private final Reads reads;
    private final boolean journalFirst;
    private final Random random;
    private final List<Position> log = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    /** What transactions have read or written. */
    private final Map<ClientSession, Position> snapshots = new IdentityHashMap<>();

    /** What was known to the majority when a session was asked for the event. */
    private final Map<ClientSession, Position> before = new IdentityHashMap<>();

    private Optional<Position> cached = Optional.empty();
    private Optional<Position> replaced = Optional.empty();
    private int committed;
    private int answeredReads;

    /** @param journalFirst whether keys are looked up in a state from before the event is read, which is wrong */
    ReplicaModel(Event event, Reads reads, boolean journalFirst, Random random) {
        this.reads = reads;
        this.journalFirst = journalFirst;
        this.random = random;
        log.add(new Position(event, Map.of(), false));
    }

    /** The number of changes that a majority knows. */
    int committed() {
        return committed;
    }

    Event at(int position) {
        return log.get(position).event;
    }

    Event newest() {
        return last().event;
    }

    /** How many reads outside of transactions were answered. */
    int answeredReads() {
        return answeredReads;
    }

    /** Another process changes the event; a majority does not know it yet. */
    void changeElsewhere(KeyedCommand command) {
        if (!last().journal.containsKey(command.key())) {
            append(Planner.plan(newest(), NOW, List.of(command)), false);
        }
    }

    void acknowledge() {
        committed = log.size() - 1;
    }

    /** Another member is elected that has only what a majority knows; not while a change of this process is in doubt. */
    void loseTheRest() {
        if (log.subList(committed + 1, log.size()).stream().noneMatch(position -> position.own)) {
            log.subList(committed + 1, log.size()).clear();
        }
    }

    /** This process goes on asking a primary that was replaced, and is left with what is known to the majority now. */
    void replace() {
        replaced = replaced.or(() -> Optional.of(known()));
    }

    void heal() {
        replaced = Optional.empty();
    }

    /** Answers one of the statements, if one can be answered now. */
    void proceed() {
        List<Statement> ready = statements.stream()
                .filter(statement -> statement.canBeAnswered.getAsBoolean())
                .toList();
        if (!ready.isEmpty()) {
            Statement next = ready.get(random.nextInt(ready.size()));
            statements.remove(next);
            next.answer.run();
        }
    }

    /** Sessions whose commits wait for the majority. */
    Supplier<Uni<ClientSession>> sessions() {
        return () -> Uni.createFrom().item(() -> (ClientSession) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ClientSession.class},
                (session, method, arguments) -> switch (method.getName()) {
                    case "startTransaction", "close" -> null;
                    case "hashCode" -> System.identityHashCode(session);
                    case "commitTransaction" ->
                        AdaptersToReactiveStreams.publisher(Uni.createFrom()
                                .deferred(() -> onceKnown(Objects.requireNonNull(snapshots.get(session))))
                                .replaceWithVoid()
                                .toMulti());
                    case "abortTransaction" ->
                        AdaptersToReactiveStreams.publisher(
                                Uni.createFrom().nullItem().toMulti());
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }

    @Override
    public Uni<Optional<Snapshot>> read(ClientSession session, ObjectId eventId) {
        return statement(() -> replaced.isEmpty(), () -> {
            snapshots.put(session, last());
            return Optional.of(new Snapshot(newest(), NOW));
        });
    }

    @Override
    public Uni<Facts> facts(ClientSession session, Snapshot found, List<KeyedCommand> requests) {
        return Uni.createFrom().item(Facts.NONE);
    }

    @Override
    public Uni<Optional<Snapshot>> look(ClientSession session, ObjectId eventId) {
        return read(session, eventId);
    }

    @Override
    public Uni<Optional<Snapshot>> latest(ClientSession session, ObjectId eventId, Duration patience) {
        before.put(session, known());
        return switch (reads) {
            case LINEARIZABLE ->
                statement(() -> replaced.isEmpty(), this::last)
                        .chain(this::onceKnown)
                        .map(this::found);
            case MAJORITY -> statement(() -> true, () -> found(replaced.orElseGet(this::known)));
            case LOCAL -> statement(() -> true, () -> found(replaced.orElseGet(this::last)));
            case CACHED -> statement(() -> true, () -> found(cached.orElseGet(this::known)));
        };
    }

    private Optional<Snapshot> found(Position position) {
        answeredReads++;
        cached = Optional.of(position);
        return Optional.of(new Snapshot(position.event, NOW));
    }

    @Override
    public Uni<Map<String, List<Engagement>>> engagements(ClientSession session, EngagementSearch search) {
        throw new UnsupportedOperationException("no firm here has a rule");
    }

    /** In a transaction, of its snapshot; otherwise of what a majority knows. */
    @Override
    public Uni<Map<String, JournalEntry>> known(ClientSession session, ObjectId eventId, List<String> keys) {
        return statement(() -> true, () -> {
            Position snapshot = snapshots.get(session);
            Position earlier = journalFirst ? before.get(session) : null;
            Position read = snapshot != null ? snapshot : earlier != null ? earlier : known();
            Map<String, JournalEntry> known = new HashMap<>(read.journal);
            known.keySet().retainAll(keys);
            return known;
        });
    }

    @Override
    public Uni<Void> write(ClientSession session, Plan plan) {
        return statement(() -> replaced.isEmpty(), () -> {
            if (newest() != plan.before()) {
                throw ScriptedSessions.conflict();
            }
            append(plan, true);
            snapshots.put(session, last());
            return null;
        });
    }

    /** Fails if it is lost. */
    private Uni<Position> onceKnown(Position position) {
        return statement(
                () -> !log.contains(position) || (replaced.isEmpty() && log.indexOf(position) <= committed), () -> {
                    if (!log.contains(position)) {
                        throw ScriptedSessions.conflict();
                    }
                    return position;
                });
    }

    private <T> Uni<T> statement(BooleanSupplier canBeAnswered, Supplier<T> result) {
        return Uni.createFrom()
                .<Void>emitter(answer -> statements.add(new Statement(canBeAnswered, () -> answer.complete(null))))
                .map(answered -> result.get());
    }

    private void append(Plan plan, boolean own) {
        if (!plan.recordsNothing()) {
            Map<String, JournalEntry> journal = new HashMap<>(last().journal);
            plan.entries().forEach(entry -> journal.put(entry.requestKey(), entry));
            log.add(new Position(plan.after(), journal, own));
        }
    }

    private Position known() {
        return log.get(committed);
    }

    private Position last() {
        return log.get(log.size() - 1);
    }

    @Override
    public Uni<Void> remember(List<Caller> people) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<List<Event>> insert(
            ClientSession session, List<Event> events, String actor, String requestKey, String fingerprint) {
        throw new UnsupportedOperationException("the event is there");
    }

    @Override
    public Uni<Set<ObjectId>> existing(Set<ObjectId> ids) {
        throw new UnsupportedOperationException("the event is there");
    }
}
