package io.muster.store.write;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.AudienceKeys;
import io.muster.event.Event;
import io.muster.event.RequestKeys;
import io.muster.event.journal.Change;
import io.muster.event.journal.EventState;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.SchemaNumber;
import io.muster.store.AudienceDocuments;
import io.muster.store.CollectionNames;
import io.muster.store.EventDocuments;
import io.muster.store.JournalDocuments;
import io.muster.store.JournalFields;
import io.muster.store.StaffFields;
import io.muster.store.erasure.ErasedAttendance;
import io.muster.store.erasure.ErasedDocuments;
import io.muster.store.erasure.PeopleByLines;
import io.muster.store.erasure.Pseudonyms;
import io.muster.store.schema.SchemaSettings;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Erases people from one event: the only code that changes lines of the journal (docs/adr/0011). In one transaction the event, its lines and what is noted
 * of who came get other userKeys, and a line {@code erased} says to all processes that what they hold is no longer what is stored. The event
 * is written first, so that it meets whoever changes it at the same time before it has done its work.
 */
@Singleton
public class EventErasure {
    /** Lines that are read and written together: some hundred kilobytes. */
    private static final int LINES_AT_ONCE = 500;

    /** Lines that become others in one transaction: a second or two of its time. */
    private static final int LINES_TOGETHER = 4_000;

    private static final Document NAMES = new Document(JournalFields.USER_KEY, 1)
            .append(JournalFields.FROM, 1)
            .append(JournalFields.ACTOR, 1);

    private final ReactiveMongoCollection<Document> events;
    private final ReactiveMongoCollection<Document> journal;
    private final ErasedAttendance attendance;
    private final Ledger ledger;
    private final LedgerSchema schema;
    private final int linesTogether;

    @Inject
    EventErasure(
            ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            Ledger ledger,
            SchemaSettings settings) {
        this(client.getDatabase(database), ledger, settings.known(), LINES_TOGETHER);
    }

    /**
     * @param known the highest {@link SchemaNumber} that this process knows
     * @param linesTogether how many lines fit into a transaction
     */
    public EventErasure(ReactiveMongoDatabase database, Ledger ledger, int known, int linesTogether) {
        this.linesTogether = linesTogether;
        this.events = database.getCollection(CollectionNames.EVENTS);
        this.journal = database.getCollection(CollectionNames.JOURNAL);
        this.attendance = new ErasedAttendance(database);
        this.ledger = ledger;
        this.schema = new LedgerSchema(database, known);
    }

    /** Whom to erase; nobody in the set means everybody whom the event names. */
    public record Whom(Set<String> userKeys) {
        public static final Whom EVERYONE = new Whom(Set.of());

        public Whom {
            userKeys = Set.copyOf(userKeys);
        }

        private Pseudonyms pseudonyms() {
            return userKeys.isEmpty() ? Pseudonyms.ofEveryone() : Pseudonyms.of(userKeys);
        }

        /** What a line has that names one of them. */
        private Bson named() {
            if (userKeys.isEmpty()) {
                return new Document();
            }
            return Filters.or(List.of(
                            JournalFields.USER_KEY,
                            JournalFields.FROM,
                            JournalFields.ACTOR,
                            "set." + EventDocuments.AUDIENCE_USER_KEYS,
                            "set." + EventDocuments.BARRED,
                            JournalFields.AUDIENCE_BEFORE + "." + AudienceDocuments.USER_KEYS)
                    .stream()
                    .map(field -> Filters.in(field, userKeys))
                    .toList());
        }

        private Bson inEvent() {
            List<Bson> named = new ArrayList<>();
            StaffFields.lists().forEach(list -> named.add(Filters.in(list + ".userKey", userKeys)));
            named.add(Filters.in(EventDocuments.AUDIENCE_USER_KEYS, userKeys));
            named.add(Filters.in(EventDocuments.BARRED, userKeys));
            return Filters.or(named);
        }
    }

    /**
     * By whom to erase everybody, one after the other, so that each fits a transaction. Of an event with more lines than fit into one that is group after group of
     * the people whom its lines name, and in the end everybody else. What somebody alone has done is not divided.
     */
    public Uni<List<Whom>> everybody(ObjectId eventId) {
        return journal.find(new FindOptions().filter(ofEvent(eventId)).projection(NAMES))
                .collect()
                .in(() -> new PeopleByLines(linesTogether), PeopleByLines::add)
                .map(people -> Stream.concat(people.groups().stream().map(Whom::new), Stream.of(Whom.EVERYONE))
                        .toList());
    }

    /** Whether there is anything to erase, as far as is known without a transaction. */
    public Uni<Boolean> isDue(ObjectId eventId, Whom whom) {
        if (whom.userKeys().isEmpty()) {
            return Uni.createFrom().item(true);
        }
        Uni<Boolean> inLines = isThere(journal, Filters.and(ofEvent(eventId), whom.named()));
        Uni<Boolean> inEvent = isThere(events, Filters.and(Filters.eq("_id", eventId), whom.inEvent()));
        return inLines.chain(found -> found ? Uni.createFrom().item(true) : inEvent)
                .chain(found -> found ? Uni.createFrom().item(true) : attendance.isNamed(eventId, whom.userKeys()));
    }

    private static Uni<Boolean> isThere(ReactiveMongoCollection<Document> collection, Bson filter) {
        return collection
                .find(new FindOptions()
                        .filter(filter)
                        .projection(new Document("_id", 1))
                        .limit(1))
                .collect()
                .first()
                .map(found -> found != null);
    }

    /** Nothing of the event is to be erased; the transaction is to be aborted. */
    public static final class NothingToEraseException extends RuntimeException {
        NothingToEraseException() {
            super("nobody to erase", null, false, false);
        }
    }

    /** One of them has a place that has not begun, or waits for one: it has to be freed first, so that somebody else gets it. */
    public static final class StillPlacedException extends RuntimeException {
        StillPlacedException() {
            super("still has a place", null, false, false);
        }
    }

    /**
     * Erases them.
     *
     * @return fails with {@link StillPlacedException}, with {@link NothingToEraseException} if the event names none of them, with {@link NotYetAvailableException} if another version
     *     that runs would go on with the event as it was before
     */
    public Uni<Void> of(ClientSession session, ObjectId eventId, Whom whom) {
        Pseudonyms names = whom.pseudonyms();
        return lock(session, eventId)
                .chain(() -> ledger.read(session, eventId))
                .map(found -> found.orElseThrow(NothingToEraseException::new))
                .invoke(found -> {
                    if (found.schema() < SchemaNumber.ERASED) {
                        throw new NotYetAvailableException();
                    }
                    if (whom.userKeys().stream()
                            .anyMatch(userKey -> found.event().isPlacedAhead(userKey, found.now()))) {
                        throw new StillPlacedException();
                    }
                })
                .chain(found -> lines(session, eventId, whom, names)
                        .chain(lines -> attendance
                                .erase(session, eventId, whom.userKeys(), names)
                                .map(noted -> lines + noted))
                        .chain(others -> write(session, found, names, others)));
    }

    /** An event whose head is damaged is not locked: it is restored first, which writes it as well. */
    private Uni<Void> lock(ClientSession session, ObjectId eventId) {
        return events.updateOne(
                        session,
                        Filters.and(Filters.eq("_id", eventId), Filters.type(EventDocuments.VERSION, "number")),
                        Updates.inc(EventDocuments.VERSION, 1L))
                .replaceWithVoid();
    }

    /**
     * Some lines that were read and written together.
     *
     * @param changed how many have become others
     * @param last the last version of them
     */
    private record Part(int changed, long last, boolean isFull) {}

    /** @return how many lines have become others */
    private Uni<Integer> lines(ClientSession session, ObjectId eventId, Whom whom, Pseudonyms names) {
        return Uni.createFrom().deferred(() -> {
            AtomicLong after = new AtomicLong();
            return Multi.createBy()
                    .repeating()
                    .uni(() -> part(session, next(eventId, whom, after.get()), names)
                            .invoke(part -> after.set(part.last())))
                    .whilst(Part::isFull)
                    .collect()
                    .with(Collectors.summingInt(Part::changed));
        });
    }

    private static Bson next(ObjectId eventId, Whom whom, long after) {
        return Filters.and(
                Filters.gt("_id", JournalFields.id(eventId, after)),
                Filters.lte("_id", JournalFields.id(eventId, Long.MAX_VALUE)),
                whom.named());
    }

    private Uni<Part> part(ClientSession session, Bson next, Pseudonyms names) {
        return journal.find(
                        session,
                        next,
                        new FindOptions()
                                .sort(Sorts.ascending("_id"))
                                .limit(LINES_AT_ONCE)
                                .batchSize(LINES_AT_ONCE + 1))
                .collect()
                .asList()
                .chain(found -> replace(session, found, names)
                        .map(changed -> new Part(
                                changed,
                                found.isEmpty() ? 0 : versionOf(found.get(found.size() - 1)),
                                found.size() == LINES_AT_ONCE)));
    }

    private Uni<Integer> replace(ClientSession session, List<Document> found, Pseudonyms names) {
        List<WriteModel<Document>> erased = new ArrayList<>();
        for (Document line : found) {
            ErasedDocuments.of(line, names)
                    .ifPresent(
                            changed -> erased.add(new ReplaceOneModel<>(Filters.eq("_id", line.get("_id")), changed)));
        }
        return erased.isEmpty()
                ? Uni.createFrom().item(0)
                : journal.bulkWrite(session, erased, new BulkWriteOptions().ordered(true))
                        .replaceWith(erased.size());
    }

    /** @param others how many other documents have become others */
    private Uni<Void> write(ClientSession session, Snapshot found, Pseudonyms names, int others) {
        ObjectId eventId = found.event().id();
        return stored(session, eventId)
                .chain(stored -> lastVersion(session, eventId).chain(last -> {
                    Document changed = ErasedDocuments.changedOf(stored, names);
                    if (changed.isEmpty() && others == 0) {
                        throw new NothingToEraseException();
                    }
                    return finish(session, found, stored, changed, last + 1);
                }));
    }

    private Uni<Void> finish(ClientSession session, Snapshot found, Document stored, Document changed, long version) {
        Document whole = new Document(stored);
        whole.putAll(changed);
        Event event = EventDocuments.event(whole);
        Instant at = later(found.now(), event.updatedAt());
        changed.append(EventDocuments.VERSION, version)
                .append(EventDocuments.MANAGER_VERSION, version)
                .append(EventDocuments.UPDATED_AT, Date.from(at));
        if (event.deleted()) {
            changed.append(EventDocuments.DELETED_AT, Date.from(at));
        }
        if (!AudienceKeys.of(event).equals(stored.get(AudienceKeys.FIELD))) {
            changed.append(AudienceKeys.FIELD, AudienceKeys.of(event));
        }
        JournalEntry line = new JournalEntry(
                event.id(),
                version,
                at,
                event.managerId(),
                Change.Erased.ONE,
                Pseudonyms.ofNobody(),
                RequestKeys.keyOf("", Optional.empty()),
                "",
                false,
                Optional.empty(),
                new EventState(event).after(),
                1,
                1);
        return schema.use(session, SchemaNumber.ERASED)
                .chain(() -> events.updateOne(session, Filters.eq("_id", event.id()), new Document("$set", changed)))
                .chain(() -> journal.insertOne(session, JournalDocuments.of(line)))
                .replaceWithVoid();
    }

    private static Instant later(Instant now, Instant before) {
        return now.isAfter(before) ? now : before.plusMillis(1);
    }

    private Uni<Document> stored(ClientSession session, ObjectId eventId) {
        return events.find(session, Filters.eq("_id", eventId), new FindOptions().batchSize(2))
                .collect()
                .first();
    }

    private Uni<Long> lastVersion(ClientSession session, ObjectId eventId) {
        return journal.find(
                        session,
                        ofEvent(eventId),
                        new FindOptions()
                                .sort(Sorts.descending("_id"))
                                .projection(new Document("_id", 1))
                                .limit(1))
                .collect()
                .first()
                .map(found -> found == null ? 0L : versionOf(found));
    }

    private static long versionOf(Document line) {
        return line.get("_id", Document.class)
                .get(JournalFields.ID_VERSION, Number.class)
                .longValue();
    }

    private static Bson ofEvent(ObjectId id) {
        return Filters.and(
                Filters.gte("_id", JournalFields.id(id, 0)), Filters.lte("_id", JournalFields.id(id, Long.MAX_VALUE)));
    }
}
