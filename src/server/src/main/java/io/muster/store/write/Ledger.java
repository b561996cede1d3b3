package io.muster.store.write;

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
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** What is read and written of the events and their journal to change them. It fails with the driver's exceptions. */
public interface Ledger {

    /**
     * The event, deleted or not, with the database's time, in the transaction's snapshot. One whose head is damaged is restored
     * from its journal.
     */
    Uni<Optional<Snapshot>> read(ClientSession session, ObjectId eventId);

    /** As {@link #read}, without writing: an event whose head is damaged is made of its journal, and stays as it is stored. */
    Uni<Optional<Snapshot>> look(ClientSession session, ObjectId eventId);

    /**
     * The event with the database's time, as it is at a moment after this was asked for: everything that had been acknowledged by then
     * is in it, and it is known to be committed. Outside of any transaction.
     *
     * @param session has read nothing yet; what it reads afterwards is not older
     * @param patience the time for it, after which the database gives it up as well
     * @return empty as well if the event has to be restored first, which only a transaction can do
     */
    Uni<Optional<Snapshot>> latest(ClientSession session, ObjectId eventId, Duration patience);

    /** What the planner has to know besides the event, in the transaction's snapshot. Nothing is read where nobody is in question. */
    Uni<Facts> facts(ClientSession session, Snapshot found, List<KeyedCommand> requests);

    /**
     * The places of people in other events of a firm that are published, fulfilled or completed, in the transaction's snapshot; of each of
     * them, also of who has none.
     */
    Uni<Map<String, List<Engagement>>> engagements(ClientSession session, EngagementSearch search);

    /** The journal entries of those keys that have been recorded for the event, by key. */
    Uni<Map<String, JournalEntry>> known(ClientSession session, ObjectId eventId, List<String> keys);

    /**
     * Writes a plan that records something, with its journal entries; fails with {@link GuardMissedException} if the guard
     * matches nothing. Who gets a place where nobody may have two at the same time passes a fence first: it fails with {@link
     * io.muster.store.FenceMetException} if another transaction stands there.
     */
    Uni<Void> write(ClientSession session, Plan plan);

    /**
     * Stores the profiles of the people who are about to be recorded, outside the transaction, so that their names are
     * found once it is committed. Never fails.
     */
    Uni<Void> remember(List<Caller> people);

    /**
     * Inserts new events and their first entries; fails with {@link EventExistsException} if one exists, with {@link
     * NotYetAvailableException} if another version that runs could not read one.
     *
     * @return the events as stored, with the database's time
     */
    Uni<List<Event>> insert(
            ClientSession session, List<Event> events, String actor, String requestKey, String fingerprint);

    /** Those of the given ids that are events and not deleted; read outside any transaction, with majority. */
    Uni<Set<ObjectId>> existing(Set<ObjectId> ids);
}
