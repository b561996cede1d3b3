package io.muster.respond;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.journal.JournalEntry;
import io.muster.event.overlap.Engagement;
import io.muster.event.plan.EngagementSearch;
import io.muster.event.plan.Facts;
import io.muster.event.plan.Plan;
import io.muster.identity.Caller;
import io.muster.store.write.Ledger;
import io.muster.store.write.Snapshot;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** A ledger that reads all that the rule asks for, in the same snapshot, and passes no fences: what is written does not say that it has to. */
record WithoutFences(Ledger ledger) implements Ledger {
    @Override
    public Uni<Void> write(ClientSession session, Plan plan) {
        List<JournalEntry> entries =
                plan.entries().stream().map(WithoutFences::unmarked).toList();
        return ledger.write(session, new Plan(plan.before(), plan.decisions(), entries, plan.after()));
    }

    private static JournalEntry unmarked(JournalEntry line) {
        return new JournalEntry(
                line.eventId(),
                line.version(),
                line.at(),
                line.managerId(),
                line.change(),
                line.actor(),
                line.requestKey(),
                line.fingerprint(),
                line.newStatus(),
                line.audienceBefore(),
                line.after(),
                line.place(),
                line.of());
    }

    @Override
    public Uni<Optional<Snapshot>> read(ClientSession session, ObjectId eventId) {
        return ledger.read(session, eventId);
    }

    @Override
    public Uni<Optional<Snapshot>> look(ClientSession session, ObjectId eventId) {
        return ledger.look(session, eventId);
    }

    @Override
    public Uni<Optional<Snapshot>> latest(ClientSession session, ObjectId eventId, Duration patience) {
        return ledger.latest(session, eventId, patience);
    }

    @Override
    public Uni<Facts> facts(ClientSession session, Snapshot found, List<KeyedCommand> requests) {
        return ledger.facts(session, found, requests);
    }

    @Override
    public Uni<Map<String, List<Engagement>>> engagements(ClientSession session, EngagementSearch search) {
        return ledger.engagements(session, search);
    }

    @Override
    public Uni<Map<String, JournalEntry>> known(ClientSession session, ObjectId eventId, List<String> keys) {
        return ledger.known(session, eventId, keys);
    }

    @Override
    public Uni<Void> remember(List<Caller> people) {
        return ledger.remember(people);
    }

    @Override
    public Uni<List<Event>> insert(
            ClientSession session, List<Event> events, String actor, String requestKey, String fingerprint) {
        return ledger.insert(session, events, actor, requestKey, fingerprint);
    }

    @Override
    public Uni<Set<ObjectId>> existing(Set<ObjectId> ids) {
        return ledger.existing(ids);
    }
}
