package io.muster.store.erasure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.people.Member;
import io.muster.store.CollectionNames;
import io.muster.store.EventDocuments;
import io.muster.store.Indexes;
import io.muster.store.MemberFields;
import io.muster.store.calendar.CalendarAddresses;
import io.muster.store.notice.Deliveries;
import io.muster.store.notice.Notes;
import io.muster.store.notice.PendingNotices;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The jobs that erase people (docs/design.md#jobs). While one runs its document has the userKeys; afterwards it names nobody. */
@Singleton
public class Erasures {
    private static final String MANAGER_ID = "managerId";
    private static final String OWNER = "owner";
    private static final String USER_KEYS = "userKeys";
    private static final String ACTOR = "actor";
    private static final String STARTED_AT = "startedAt";
    private static final String FINISHED_AT = "finishedAt";
    private static final String EVENTS = "events";
    private static final String AFTER = "after";
    private static final String PASS_BEGAN = "passBegan";
    private static final String MISSED = "missed";
    private static final String TRIES = "tries";
    private static final String NOT_BEFORE = "notBefore";

    public static final List<IndexModel> INDEXES = List.of(
            // Whether the job of who asks to be erased is not finished yet.
            new IndexModel(new Document(OWNER, 1), new IndexOptions().partialFilterExpression(Filters.exists(OWNER))),
            // Those that are not finished, the oldest first: looked for every few seconds, among all of the last month.
            new IndexModel(
                    new Document(STARTED_AT, 1),
                    new IndexOptions().partialFilterExpression(Filters.exists(USER_KEYS))));

    /** What is removed at once of one person: more than a person has. */
    private static final int MEMBERS_AT_ONCE = 500;

    private final ReactiveMongoCollection<Document> jobs;
    private final ReactiveMongoCollection<Document> events;
    private final ReactiveMongoCollection<Document> people;
    private final ReactiveMongoCollection<Document> members;
    private final ReactiveMongoCollection<Document> calendars;
    private final PendingNotices notices;
    private final Deliveries deliveries;
    private final Notes notes;

    @Inject
    Erasures(ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this(client.getDatabase(database));
    }

    public Erasures(ReactiveMongoDatabase database) {
        this.jobs = database.getCollection(CollectionNames.JOBS);
        this.events = database.getCollection(CollectionNames.EVENTS);
        this.people = database.getCollection(CollectionNames.PEOPLE);
        this.members = database.getCollection(CollectionNames.MEMBERS);
        this.calendars = database.getCollection(CollectionNames.CALENDARS);
        this.notices = new PendingNotices(database);
        this.deliveries = new Deliveries(database);
        this.notes = new Notes(database);
    }

    /**
     * What is shown of a job.
     *
     * @param managerId whose managers may ask; empty where the person has asked for it
     * @param owner hash of the userKey of the person who may ask
     * @param events from how many people were erased
     * @param finishedAt empty while it runs
     */
    public record Job(
            ObjectId id,
            Optional<String> managerId,
            Optional<String> owner,
            long events,
            Instant startedAt,
            Optional<Instant> finishedAt) {}

    /**
     * What is to be done.
     *
     * @param managerId the firm in whose events; empty for the events of all firms that are not over
     * @param userKeys all by which the person is named
     * @param actor in whose name places are freed
     * @param after the event that was done last in this pass
     * @param passBegan when this pass through the events began
     * @param missed whether an event of this pass could not be done
     * @param tries how many passes have missed an event
     */
    public record Work(
            ObjectId id,
            Optional<String> managerId,
            Set<String> userKeys,
            String actor,
            Instant startedAt,
            Optional<ObjectId> after,
            Instant passBegan,
            boolean missed,
            int tries) {
        public Work {
            userKeys = Set.copyOf(userKeys);
        }

        /** Of a job that begins now. */
        public static Work of(
                ObjectId id, Optional<String> managerId, Set<String> userKeys, String actor, Instant now) {
            return new Work(id, managerId, userKeys, actor, now, Optional.empty(), now, false, 0);
        }
    }

    /** Notes a job, which somebody will do from now on. */
    public Uni<Void> begin(ClientSession session, Work work, Optional<String> owner) {
        Document job = new Document("_id", work.id())
                .append(USER_KEYS, List.copyOf(work.userKeys()))
                .append(ACTOR, work.actor())
                .append(STARTED_AT, Date.from(work.startedAt()))
                .append(PASS_BEGAN, Date.from(work.startedAt()))
                .append(EVENTS, 0L);
        work.managerId().ifPresent(managerId -> job.append(MANAGER_ID, managerId));
        owner.ifPresent(hash -> job.append(OWNER, hash));
        return jobs.insertOne(session, job).replaceWithVoid();
    }

    /** A job, running or finished. */
    public Uni<Optional<Job>> one(ObjectId id) {
        return found(id).map(found -> found.map(Erasures::job));
    }

    /** What there is to do of a job; empty if it is finished. */
    public Uni<Optional<Work>> work(ObjectId id) {
        return found(id)
                .map(found -> found.filter(job -> job.containsKey(USER_KEYS)).map(Erasures::work));
    }

    private Uni<Optional<Document>> found(ObjectId id) {
        return jobs.find(new FindOptions().filter(Filters.eq("_id", id)).limit(1))
                .collect()
                .first()
                .map(Optional::ofNullable);
    }

    /** The job by which a person is erasing oneself; empty if none is unfinished. */
    public Uni<Optional<ObjectId>> unfinishedOf(String owner) {
        return jobs.find(new FindOptions()
                        .filter(Filters.and(Filters.eq(OWNER, owner), Filters.exists(USER_KEYS)))
                        .projection(Projections.include("_id"))
                        .limit(1))
                .collect()
                .first()
                .map(found -> Optional.ofNullable(found).map(job -> job.getObjectId("_id")));
    }

    /**
     * The jobs that are not finished, the oldest first.
     *
     * @param now without those that are to be tried again later
     */
    public Uni<List<ObjectId>> unfinished(Instant now, int limit) {
        return jobs.find(new FindOptions()
                        .filter(Filters.and(
                                Filters.exists(USER_KEYS), Filters.not(Filters.gt(NOT_BEFORE, Date.from(now)))))
                        .sort(Sorts.ascending(STARTED_AT))
                        .projection(Projections.include("_id"))
                        .limit(limit))
                .map(found -> found.getObjectId("_id"))
                .collect()
                .asList();
    }

    /**
     * The next events that the job has to look at, by id.
     *
     * @param now the database's time, by which events are over
     */
    public Uni<List<ObjectId>> next(Work work, Instant now, int limit) {
        Bson whose = work.managerId()
                .map(managerId -> Filters.eq(EventDocuments.MANAGER_ID, managerId))
                .orElseGet(() -> Filters.gt(EventDocuments.ENDS_AT, Date.from(now)));
        Bson next = work.after()
                .map(id -> Filters.and(whose, Filters.gt("_id", id)))
                .orElse(whose);
        FindOptions options = new FindOptions()
                .filter(next)
                .sort(Sorts.ascending("_id"))
                .projection(Projections.include("_id"))
                .limit(limit);
        work.managerId().ifPresent(firm -> options.hint(Indexes.BY_MANAGER_AND_ID));
        return events.find(options)
                .map(found -> found.getObjectId("_id"))
                .collect()
                .asList();
    }

    /** Whoever has lost the lease meanwhile finds another pass, or none. */
    private static Bson inPass(Work work) {
        return Filters.and(
                Filters.eq("_id", work.id()),
                Filters.exists(USER_KEYS),
                Filters.eq(PASS_BEGAN, Date.from(work.passBegan())));
    }

    private Uni<Boolean> update(Work work, List<Bson> updates) {
        return jobs.updateOne(inPass(work), Updates.combine(updates)).map(result -> result.getMatchedCount() > 0);
    }

    /**
     * The job has looked at these events.
     *
     * @param erased from how many the person was erased
     * @param missed whether one of them could not be done
     * @return whether the pass is still this one
     */
    public Uni<Boolean> advanced(Work work, ObjectId last, int erased, boolean missed) {
        List<Bson> updates = new ArrayList<>(List.of(Updates.set(AFTER, last), Updates.inc(EVENTS, (long) erased)));
        if (missed) {
            updates.add(Updates.set(MISSED, true));
        }
        return update(work, updates);
    }

    /**
     * The job begins once more with the first event.
     *
     * @return as of {@link #advanced}
     */
    public Uni<Boolean> again(Work work, Instant now) {
        return update(
                work,
                List.of(
                        Updates.unset(AFTER),
                        Updates.unset(MISSED),
                        Updates.unset(NOT_BEFORE),
                        Updates.set(PASS_BEGAN, Date.from(now))));
    }

    /**
     * The job has missed an event, and is tried again later.
     *
     * @return as of {@link #advanced}
     */
    public Uni<Boolean> again(Work work, Instant now, Instant notBefore) {
        return update(
                work,
                List.of(
                        Updates.unset(AFTER),
                        Updates.unset(MISSED),
                        Updates.inc(TRIES, 1),
                        Updates.set(NOT_BEFORE, Date.from(notBefore)),
                        Updates.set(PASS_BEGAN, Date.from(now))));
    }

    /**
     * The job is done: its document names nobody any more.
     *
     * @return as of {@link #advanced}
     */
    public Uni<Boolean> finished(Work work, Instant now) {
        return update(
                work,
                List.of(
                        Updates.unset(USER_KEYS),
                        Updates.unset(ACTOR),
                        Updates.unset(AFTER),
                        Updates.unset(MISSED),
                        Updates.unset(TRIES),
                        Updates.unset(NOT_BEFORE),
                        Updates.unset(PASS_BEGAN),
                        Updates.set(FINISHED_AT, Date.from(now))));
    }

    /** Removes jobs that were finished before. */
    public Uni<Void> dropFinishedBefore(Instant time) {
        return jobs.deleteMany(Filters.lt(FINISHED_AT, Date.from(time))).replaceWithVoid();
    }

    /**
     * Removes what firms have written down of a person who erases oneself, also what they have since. The job takes down before by which
     * userKeys the person may be named besides. A firm that erases a member has removed that one with the job; one whom it makes later is another.
     *
     * @return whether there was anything: the events have to be gone through after it
     */
    public Uni<Boolean> forgetMembers(Work work) {
        if (work.managerId().isPresent()) {
            return Uni.createFrom().item(false);
        }
        return members.find(new FindOptions()
                        .filter(Filters.in(MemberFields.USER_KEY, work.userKeys()))
                        .projection(Projections.include("_id"))
                        .limit(MEMBERS_AT_ONCE))
                .map(found -> found.getObjectId("_id"))
                .collect()
                .asList()
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : jobs.updateOne(
                                        Filters.and(Filters.eq("_id", work.id()), Filters.exists(USER_KEYS)),
                                        Updates.addEachToSet(
                                                USER_KEYS,
                                                found.stream()
                                                        .map(Member::localKeyOf)
                                                        .toList()))
                                .chain(() -> members.deleteMany(Filters.in("_id", found)))
                                .replaceWith(true));
    }

    /**
     * Forgets what tokens have said of people, unless another firm has them as members or in its events.
     *
     * @param managerId the firm that erases them; empty where they do so themselves
     */
    public Uni<Void> forgetProfiles(Collection<String> userKeys, Optional<String> managerId) {
        return managerId
                .map(firm -> elsewhere(Set.copyOf(userKeys), firm))
                .orElseGet(() -> Uni.createFrom().item(Set.of()))
                .map(kept -> userKeys.stream()
                        .filter(userKey -> !kept.contains(userKey))
                        .toList())
                .chain(gone ->
                        people.deleteMany(Filters.in("_id", gone)).chain(() -> endCalendars(gone, userKeys, managerId)))
                .replaceWithVoid();
    }

    /** A firm ends the calendar of its own events; the person's own one has other firms' events as long as there are any. */
    private Uni<Void> endCalendars(Collection<String> gone, Collection<String> userKeys, Optional<String> managerId) {
        Bson all = Filters.in(CalendarAddresses.USER_KEY, gone);
        return calendars
                .deleteMany(managerId
                        .map(firm -> Filters.or(
                                all,
                                Filters.and(
                                        Filters.in(CalendarAddresses.USER_KEY, userKeys),
                                        Filters.eq(CalendarAddresses.MANAGER_ID, firm))))
                        .orElse(all))
                .replaceWithVoid();
    }

    /**
     * Forgets what people were told, and what they were still to be told.
     *
     * @param managerId the firm that erases them; empty where they do so themselves
     */
    public Uni<Void> forgetNotices(Collection<String> userKeys, Optional<String> managerId) {
        return notices.forget(userKeys, managerId)
                .chain(() -> deliveries.forget(userKeys, managerId))
                .chain(() -> notes.forget(userKeys, managerId));
    }

    private Uni<Set<String>> elsewhere(Set<String> userKeys, String managerId) {
        Bson another = Filters.ne(EventDocuments.MANAGER_ID, managerId);
        return members.find(new FindOptions()
                        .filter(Filters.and(Filters.in(MemberFields.USER_KEY, userKeys), another))
                        .projection(Projections.include(MemberFields.USER_KEY)))
                .map(found -> found.getString(MemberFields.USER_KEY))
                .collect()
                .asSet()
                .chain(known -> placed(userKeys, another).map(more -> {
                    Set<String> all = new HashSet<>(known);
                    all.addAll(more);
                    return all;
                }));
    }

    private Uni<Set<String>> placed(Set<String> userKeys, Bson another) {
        return events.find(new FindOptions()
                        .filter(Filters.and(Filters.in("accepted_staff.userKey", userKeys), another))
                        .projection(Projections.include("_id"))
                        .limit(1))
                .collect()
                .first()
                .map(found -> found == null ? Set.<String>of() : userKeys);
    }

    private static Job job(Document found) {
        return new Job(
                found.getObjectId("_id"),
                Optional.ofNullable(found.getString(MANAGER_ID)),
                Optional.ofNullable(found.getString(OWNER)),
                found.get(EVENTS, Number.class).longValue(),
                found.getDate(STARTED_AT).toInstant(),
                Optional.ofNullable(found.getDate(FINISHED_AT)).map(Date::toInstant));
    }

    private static Work work(Document found) {
        return new Work(
                found.getObjectId("_id"),
                Optional.ofNullable(found.getString(MANAGER_ID)),
                Set.copyOf(found.getList(USER_KEYS, String.class)),
                found.getString(ACTOR),
                found.getDate(STARTED_AT).toInstant(),
                Optional.ofNullable(found.getObjectId(AFTER)),
                found.getDate(PASS_BEGAN).toInstant(),
                found.getBoolean(MISSED, false),
                found.getInteger(TRIES, 0));
    }
}
