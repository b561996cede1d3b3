package io.muster.respond;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Event;
import io.muster.event.JournalEntry;
import io.muster.event.Plan;
import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** What transactions read and write: the events and their journal. Failures are the driver's, as they come. */
interface Ledger {

    /** The event, deleted or not, with the database's time, in the transaction's snapshot. */
    Uni<Optional<Snapshot>> read(ClientSession session, ObjectId eventId);

    /** The journal's lines of those keys that have been recorded for the event, by key. */
    Uni<Map<String, JournalEntry>> known(ClientSession session, ObjectId eventId, List<String> keys);

    /** Carries out a plan that records something and journals it; fails with {@link GuardMissed} if the guard says no. */
    Uni<Void> write(ClientSession session, Plan plan);

    /**
     * Keeps what the tokens of people tell who are about to be recorded, outside of the transaction: whoever hears of them once
     * it is committed finds their names. Never fails.
     */
    Uni<Void> remember(List<Caller> people);

    /**
     * Inserts new events and their first lines; fails with {@link Changes.EventExists} if one is there already.
     *
     * @return the events as stored, with the database's time
     */
    Uni<List<Event>> insert(
            ClientSession session, List<Event> events, String actor, String requestKey, String fingerprint);

    /** Those of some ids that are events, not deleted; outside of any transaction, as the majority knows them. */
    Uni<Set<ObjectId>> existing(Set<ObjectId> ids);
}
