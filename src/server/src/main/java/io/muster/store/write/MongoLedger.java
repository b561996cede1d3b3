package io.muster.store.write;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Qualifications;
import io.muster.event.journal.BrokenJournalException;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.Replay;
import io.muster.event.overlap.Engagement;
import io.muster.event.plan.EngagementSearch;
import io.muster.event.plan.Engagements;
import io.muster.event.plan.Facts;
import io.muster.event.plan.NewEvent;
import io.muster.event.plan.Plan;
import io.muster.identity.Caller;
import io.muster.identity.Standing;
import io.muster.people.Member;
import io.muster.people.Membership;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.muster.store.DerivedFields;
import io.muster.store.EventDocuments;
import io.muster.store.FenceMetException;
import io.muster.store.Hello;
import io.muster.store.JournalFields;
import io.muster.store.OnContext;
import io.muster.store.erasure.Forgotten;
import io.muster.store.people.Fences;
import io.muster.store.people.MemberLedger;
import io.muster.store.people.People;
import io.muster.store.schema.SchemaSettings;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.reactivestreams.Publisher;

/** The ledger in MongoDB: the collections {@code events} and {@code journal}, and members of firms. */
@Singleton
public final class MongoLedger implements Ledger {
    private static final Logger LOG = Logger.getLogger(MongoLedger.class);
    private static final String EVENT = "event";
    private static final String NOW = "now";
    /** So that the database closes the cursor by itself: {@code first()} asks for one, and then has to close it by a command. */
    private static final int BEYOND_ONE = 2;

    private final Function<List<Caller>, Uni<Void>> people;
    private final ReactiveMongoDatabase database;
    private final ReactiveMongoCollection<Event> events;
    private final ReactiveMongoCollection<Document> documents;
    private final ReactiveMongoCollection<JournalEntry> journal;
    private final LedgerSchema schema;
    private final MemberLedger members;
    private final EngagementReads engagements;
    private final Fences fences;
    private final Forgotten forgotten;

    @Inject
    public MongoLedger(
            ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            People people,
            SchemaSettings settings) {
        this(client.getDatabase(database), people::remember, settings.known());
    }

    /**
     * The ledger of a database.
     *
     * @param people stores profiles
     * @param known the highest {@link io.muster.event.journal.SchemaNumber} that this process knows
     */
    public MongoLedger(ReactiveMongoDatabase database, Function<List<Caller>, Uni<Void>> people, int known) {
        this.people = people;
        this.database = database;
        this.events = database.getCollection(CollectionNames.EVENTS, Event.class);
        this.documents = database.getCollection(CollectionNames.EVENTS);
        this.schema = new LedgerSchema(database, known);
        this.journal = database.getCollection(CollectionNames.JOURNAL, JournalEntry.class);
        this.members = new MemberLedger(database);
        this.engagements = new EngagementReads(database);
        this.fences = new Fences(database);
        this.forgotten = new Forgotten(database);
    }

    @Override
    public Uni<Optional<Snapshot>> read(ClientSession session, ObjectId eventId) {
        return read(session, eventId, event -> restore(session, event));
    }

    @Override
    public Uni<Optional<Snapshot>> look(ClientSession session, ObjectId eventId) {
        return read(session, eventId, event -> Uni.createFrom().voidItem());
    }

    /** Only the true primary can answer that (docs/adr/0009): one that was replaced without knowing it gets no majority. */
    @Override
    public Uni<Optional<Snapshot>> latest(ClientSession session, ObjectId eventId, Duration patience) {
        MongoDatabase linearizable = database.unwrap()
                .withReadConcern(ReadConcern.LINEARIZABLE)
                .withTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        return found(linearizable, session, eventId)
                .map(found -> found.filter(document -> EventDocuments.isIdentified(document.getDocument(EVENT)))
                        .map(document -> snapshot(document, session, schema.number(document))));
    }

    /** @param damaged what is done with an event that had to be made of its journal */
    private Uni<Optional<Snapshot>> read(ClientSession session, ObjectId eventId, Function<Event, Uni<Void>> damaged) {
        return found(database.unwrap(), session, eventId)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : readable(session, found.get(), damaged).map(Optional::of));
    }

    private static Uni<Optional<RawBsonDocument>> found(
            MongoDatabase database, ClientSession session, ObjectId eventId) {
        List<Bson> pipeline = List.of(
                new Document("$match", new Document("_id", eventId)),
                new Document("$project", new Document(EVENT, "$$ROOT").append(NOW, "$$NOW")),
                LedgerSchema.LOOK_UP,
                LedgerFirm.lookUp(EVENT),
                LedgerTurns.lookUp(EVENT));
        Publisher<RawBsonDocument> found = database.getCollection(CollectionNames.EVENTS, RawBsonDocument.class)
                .aggregate(session, pipeline)
                .batchSize(BEYOND_ONE);
        return OnContext.uni(Multi.createFrom()
                .publisher(AdaptersToFlow.publisher(found))
                .collect()
                .first()
                .map(Optional::ofNullable));
    }

    private Uni<Snapshot> readable(ClientSession session, RawBsonDocument found, Function<Event, Uni<Void>> damaged) {
        int number = schema.number(found);
        return EventDocuments.isIdentified(found.getDocument(EVENT))
                ? Uni.createFrom().item(snapshot(found, session, number))
                : replayed(session, found, number, damaged);
    }

    /** The event that its journal makes. A journal that makes none leaves the event as it is. */
    private Uni<Snapshot> replayed(
            ClientSession session, RawBsonDocument found, int number, Function<Event, Uni<Void>> damaged) {
        ObjectId id = found.getDocument(EVENT).getObjectId("_id").getValue();
        FindOptions inOrder = new FindOptions().sort(Sorts.ascending("_id"));
        return journal.find(session, ofEvent(id), inOrder)
                .collect()
                .in(Replay::new, Replay::take)
                .map(Replay::event)
                .chain(event -> damaged.apply(event)
                        .replaceWith(new Snapshot(
                                event,
                                now(found, session),
                                () -> true,
                                number,
                                LedgerFirm.overlap(found),
                                LedgerFirm.blocks(found),
                                LedgerFirm.forgets(found),
                                LedgerTurns.open(found))))
                .onFailure(BrokenJournalException.class)
                .recoverWithItem(() -> snapshot(found, session, number));
    }

    /** In the transaction that has read it. */
    private Uni<Void> restore(ClientSession session, Event event) {
        return events.replaceOne(session, Filters.eq("_id", event.id()), event)
                .invoke(done -> LOG.warnf("event=event_restored id=%s version=%d", event.id(), event.version()))
                .replaceWithVoid();
    }

    private static Bson ofEvent(ObjectId id) {
        return Filters.and(
                Filters.gte("_id", JournalFields.id(id, 0)), Filters.lte("_id", JournalFields.id(id, Long.MAX_VALUE)));
    }

    private static Instant now(RawBsonDocument found, ClientSession session) {
        return StampTime.of(Instant.ofEpochMilli(found.getDateTime(NOW).getValue()), session);
    }

    @Override
    public Uni<Facts> facts(ClientSession session, Snapshot found, List<KeyedCommand> requests) {
        Set<String> people = Facts.peopleOf(found.event(), requests, found.judgesPeople());
        if (people.isEmpty()) {
            return Uni.createFrom().item(Facts.NONE);
        }
        String managerId = found.event().managerId();
        Uni<List<Forgotten.Mark>> forgotten = found.forgets()
                ? this.forgotten.among(session, managerId, people)
                : Uni.createFrom().item(List.of());
        return members.among(session, managerId, people).chain(known -> forgotten.map(marks -> facts(known, marks)));
    }

    private static Facts facts(List<Member> found, List<Forgotten.Mark> forgotten) {
        Set<String> members = new HashSet<>();
        Map<String, Qualifications> qualifications = new HashMap<>();
        Map<String, Standing> standings = new HashMap<>();
        for (Member member : found) {
            if (member.canBePutIn()) {
                members.add(member.userKey());
            }
            qualifications.put(member.userKey(), member.qualified());
            standings.put(member.userKey(), Membership.of(member).standing());
        }
        Set<String> erasing = new HashSet<>();
        for (Forgotten.Mark mark : forgotten) {
            if (mark.isErasing()) {
                erasing.add(mark.userKey());
            }
            if (mark.blocked()) {
                // What the firm has said of the person since counts instead.
                standings.putIfAbsent(mark.userKey(), Standing.BLOCKED);
            }
        }
        return new Facts(members, qualifications, standings, erasing, Engagements.NONE);
    }

    @Override
    public Uni<Map<String, List<Engagement>>> engagements(ClientSession session, EngagementSearch search) {
        return engagements.of(session, search);
    }

    @Override
    public Uni<Map<String, JournalEntry>> known(ClientSession session, ObjectId eventId, List<String> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Bson recorded =
                Filters.and(Filters.eq(JournalFields.EVENT_ID, eventId), Filters.in(JournalFields.REQUEST_KEY, keys));
        return journal.find(session, recorded, new FindOptions().batchSize(keys.size()))
                .collect()
                .asMap(JournalEntry::requestKey);
    }

    @Override
    public Uni<Void> write(ClientSession session, Plan plan) {
        EventUpdate update = EventUpdate.of(plan);
        Uni<Void> written =
                passFences(session, plan).chain(() -> schema.use(session, LedgerSchema.needed(plan.entries())));
        for (EventUpdate.Step step : update.preparations()) {
            written = written.chain(() -> prepare(session, plan, step));
        }
        return written.chain(() -> change(session, plan, update.last()))
                .chain(() -> journal.insertMany(session, plan.entries()))
                .replaceWithVoid();
    }

    /** First of all that is written: who meets another there has written nothing else yet. */
    private Uni<Void> passFences(ClientSession session, Plan plan) {
        Set<String> people = plan.exclusiveHolders();
        if (people.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String managerId = plan.before().managerId();
        return fences.pass(session, managerId, people)
                .onFailure(failure -> DatabaseFailure.of(failure) == DatabaseFailure.CONFLICT)
                .transform(failure -> new FenceMetException((MongoException) failure))
                .chain(allThere -> allThere ? Uni.createFrom().voidItem() : makeFences(managerId));
    }

    /** The rule may be older than fences are, or they were deleted. The transaction begins anew: in its snapshot they are missing. */
    private Uni<Void> makeFences(String managerId) {
        return fences.make(managerId).onItem().failWith(FencesMadeException::new);
    }

    private Uni<Void> prepare(ClientSession session, Plan plan, EventUpdate.Step step) {
        UpdateOptions options = new UpdateOptions().arrayFilters(step.arrayFilters());
        return events.updateOne(session, step.filter(), step.update(), options)
                .invoke(result -> missIf(result.getMatchedCount() == 0, plan))
                .replaceWithVoid();
    }

    /** Only the version is returned: the plan knows the rest. */
    private Uni<Void> change(ClientSession session, Plan plan, EventUpdate.Step step) {
        FindOneAndUpdateOptions options = new FindOneAndUpdateOptions()
                .projection(Projections.include(EventDocuments.VERSION))
                .returnDocument(ReturnDocument.AFTER);
        return documents
                .findOneAndUpdate(session, step.filter(), step.update(), options)
                .invoke(changed -> missIf(changed == null, plan))
                .replaceWithVoid();
    }

    private static void missIf(boolean missed, Plan plan) {
        if (missed) {
            throw new GuardMissedException(plan.before().id(), plan.before().version());
        }
    }

    @Override
    public Uni<Void> remember(List<Caller> told) {
        return people.apply(told);
    }

    @Override
    public Uni<List<Event>> insert(
            ClientSession session, List<Event> made, String actor, String requestKey, String fingerprint) {
        int needed = LedgerSchema.needed(firstEntries(made, actor, requestKey, fingerprint));
        return schema.require(session, needed)
                .chain(this::now)
                .map(now ->
                        made.stream().map(event -> NewEvent.madeAt(event, now)).toList())
                .chain(stored -> events.insertMany(session, stored)
                        .onFailure(DatabaseFailure::isDuplicateKey)
                        .transform(EventExistsException::new)
                        .chain(() -> journal.insertMany(session, firstEntries(stored, actor, requestKey, fingerprint)))
                        .replaceWith(stored));
    }

    /** The database's time. There is no document yet that a snapshot could read it with. */
    private Uni<Instant> now() {
        return database.runCommand(Hello.COMMAND).map(Hello::new).map(StampTime::of);
    }

    private static List<JournalEntry> firstEntries(
            List<Event> stored, String actor, String requestKey, String fingerprint) {
        List<JournalEntry> entries = new ArrayList<>(stored.size());
        for (Event event : stored) {
            entries.add(NewEvent.firstEntry(event, actor, requestKey, fingerprint, entries.size() + 1, stored.size()));
        }
        return entries;
    }

    @Override
    public Uni<Set<ObjectId>> existing(Set<ObjectId> ids) {
        FindOptions options = new FindOptions().filter(Filters.in("_id", ids)).projection(Projections.include("_id"));
        return events.find(Document.class, options)
                .map(found -> found.getObjectId("_id"))
                .collect()
                .with(Collectors.toSet());
    }

    private Snapshot snapshot(RawBsonDocument found, ClientSession session, int number) {
        RawBsonDocument stored = (RawBsonDocument) found.getDocument(EVENT);
        Event event = stored.decode(events.getCodecRegistry().get(Event.class));
        return new Snapshot(
                event,
                now(found, session),
                () -> areFiguresWrong(stored, event),
                number,
                LedgerFirm.overlap(found),
                LedgerFirm.blocks(found),
                LedgerFirm.forgets(found),
                LedgerTurns.open(found));
    }

    private boolean areFiguresWrong(RawBsonDocument stored, Event event) {
        Document document = stored.decode(events.getCodecRegistry().get(Document.class));
        return !DerivedFields.wrongIn(document, event).isEmpty();
    }
}
