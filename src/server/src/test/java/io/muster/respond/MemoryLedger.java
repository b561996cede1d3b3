package io.muster.respond;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.SchemaNumber;
import io.muster.event.overlap.Engagement;
import io.muster.event.overlap.OverlapRule;
import io.muster.event.plan.EngagementSearch;
import io.muster.event.plan.Facts;
import io.muster.event.plan.Plan;
import io.muster.identity.Caller;
import io.muster.respond.transaction.ScriptedSessions;
import io.muster.store.FenceMetException;
import io.muster.store.write.GuardMissedException;
import io.muster.store.write.Ledger;
import io.muster.store.write.Snapshot;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** One event and its journal in memory, written at once; what a test names it refuses. */
final class MemoryLedger implements Ledger {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    final Set<String> refused = new HashSet<>();
    final Set<String> missed = new HashSet<>();

    /** Whose changes always meet another process' commit. */
    final Set<String> outrun = new HashSet<>();

    final List<String> remembered = new ArrayList<>();

    /** When names are kept: at once, unless a test says otherwise. */
    Uni<Void> kept = Uni.createFrom().voidItem();

    /** The code with which the database refuses all there is to write. */
    Optional<Integer> trouble = Optional.empty();

    /** How often others are met at the fences before they are free. */
    int meetings;

    boolean conflicting;
    boolean away;

    /** Whether what is written takes for ever. */
    boolean slow;

    /** Whether nothing is ever answered. */
    boolean silent;

    /** Whether the firm may have blocked somebody. */
    boolean blocks;

    /** What happens between a read of the event outside of a transaction and the look-up of its keys. */
    Runnable afterReading = () -> {};

    final List<Plan> written = new ArrayList<>();
    final List<List<String>> lookedUp = new ArrayList<>();
    private final Map<String, JournalEntry> journal = new HashMap<>();
    private Optional<Event> event;

    MemoryLedger(Optional<Event> event) {
        this.event = event;
    }

    @Override
    public Uni<Optional<Snapshot>> read(ClientSession session, ObjectId eventId) {
        return silent
                ? Uni.createFrom().nothing()
                : Uni.createFrom()
                        .item(event.map(found -> new Snapshot(
                                found, NOW, () -> false, SchemaNumber.NEWEST, OverlapRule.NONE, blocks, false, 0)));
    }

    @Override
    public Uni<Optional<Snapshot>> latest(ClientSession session, ObjectId eventId, Duration patience) {
        return away
                ? Uni.createFrom().failure(ScriptedSessions.connectionLost())
                : read(session, eventId).invoke(found -> afterReading.run());
    }

    @Override
    public Uni<Optional<Snapshot>> look(ClientSession session, ObjectId eventId) {
        return read(session, eventId);
    }

    @Override
    public Uni<Facts> facts(ClientSession session, Snapshot found, List<KeyedCommand> requests) {
        return Uni.createFrom().item(Facts.NONE);
    }

    @Override
    public Uni<Map<String, List<Engagement>>> engagements(ClientSession session, EngagementSearch search) {
        throw new UnsupportedOperationException("no firm here has a rule");
    }

    @Override
    public Uni<Map<String, JournalEntry>> known(ClientSession session, ObjectId eventId, List<String> keys) {
        lookedUp.add(keys);
        Map<String, JournalEntry> known = new HashMap<>(journal);
        known.keySet().retainAll(keys);
        return Uni.createFrom().item(known);
    }

    @Override
    public Uni<Void> write(ClientSession session, Plan plan) {
        if (slow) {
            return Uni.createFrom().nothing();
        }
        if (meetings > 0) {
            meetings--;
            return Uni.createFrom().failure(new FenceMetException(ScriptedSessions.conflict()));
        }
        if (conflicting) {
            return Uni.createFrom().failure(ScriptedSessions.conflict());
        }
        if (away) {
            return Uni.createFrom().failure(ScriptedSessions.connectionLost());
        }
        if (trouble.isPresent()) {
            return Uni.createFrom().failure(ScriptedSessions.command(trouble.get()));
        }
        for (JournalEntry entry : plan.entries()) {
            if (refused.contains(entry.actor())) {
                return Uni.createFrom().failure(ScriptedSessions.command(17419));
            }
            if (missed.contains(entry.actor())) {
                return Uni.createFrom()
                        .failure(new GuardMissedException(
                                entry.eventId(), plan.before().version()));
            }
        }
        if (plan.entries().stream().anyMatch(entry -> outrun.contains(entry.actor()))) {
            return Uni.createFrom().failure(ScriptedSessions.conflict());
        }
        written.add(plan);
        plan.entries().forEach(entry -> journal.put(entry.requestKey(), entry));
        event = Optional.of(plan.after());
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> remember(List<Caller> people) {
        people.forEach(person -> remembered.add(person.userKey()));
        return kept;
    }

    @Override
    public Uni<List<Event>> insert(
            ClientSession session, List<Event> events, String actor, String requestKey, String fingerprint) {
        throw new UnsupportedOperationException("no test of batches makes events");
    }

    @Override
    public Uni<Set<ObjectId>> existing(Set<ObjectId> ids) {
        throw new UnsupportedOperationException("no test of batches looks up events");
    }
}
