package io.muster.store.notice;

import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.muster.store.AudienceDocuments;
import io.muster.store.CollectionNames;
import io.muster.store.Documents;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What people are still to be told (docs/design.md#notices): a document an occasion, which goes once all are told. */
@Singleton
public class PendingNotices {
    private static final String FIRM = "f";
    private static final String EVENT = "e";
    private static final String KIND = "kind";
    private static final String VERSION = "v";
    private static final String AT = "at";
    private static final String DUE = "due";
    private static final String PERSON = "person";
    private static final String ACTOR = "actor";
    private static final String SEEN_BEFORE = "before";
    private static final String DATA = "data";
    private static final String TRIES = "tries";

    public static final List<IndexModel> INDEXES = List.of(
            // What is to be sent now.
            new IndexModel(new Document(DUE, 1)),
            // What else there is of an event that somebody is told of.
            new IndexModel(new Document(EVENT, 1)));

    private final ReactiveMongoCollection<Document> notices;

    @Inject
    PendingNotices(ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this(client.getDatabase(database));
    }

    public PendingNotices(ReactiveMongoDatabase database) {
        this.notices = database.getCollection(CollectionNames.NOTICES);
    }

    /** Notes occasions; those that are noted already stay as they are. */
    public Uni<Void> add(Collection<PendingNotice> occasions) {
        if (occasions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<WriteModel<Document>> writes =
                occasions.stream().map(PendingNotices::insert).toList();
        return notices.bulkWrite(writes, new BulkWriteOptions().ordered(false)).replaceWithVoid();
    }

    private static WriteModel<Document> insert(PendingNotice notice) {
        Document set = new Document(FIRM, notice.firm())
                .append(KIND, notice.kind())
                .append(VERSION, notice.version())
                .append(AT, Date.from(notice.at()))
                .append(DUE, Date.from(notice.due()))
                .append(DATA, new Document(new HashMap<>(notice.data())))
                .append(TRIES, notice.tries());
        notice.event().ifPresent(it -> set.append(EVENT, it));
        notice.person().ifPresent(it -> set.append(PERSON, it));
        notice.actor().ifPresent(it -> set.append(ACTOR, it));
        notice.seenBefore().ifPresent(it -> set.append(SEEN_BEFORE, AudienceDocuments.before(it)));
        return new UpdateOneModel<>(
                Filters.eq("_id", notice.id()), new Document("$setOnInsert", set), new UpdateOptions().upsert(true));
    }

    /** What is to be sent now, what has waited longest first. */
    public Uni<List<PendingNotice>> due(Instant now, int limit) {
        return found(Filters.lte(DUE, Date.from(now)), limit);
    }

    /** What there is of an event, whether due or not. */
    public Uni<List<PendingNotice>> ofEvent(ObjectId event, int limit) {
        return found(Filters.eq(EVENT, event), limit);
    }

    private Uni<List<PendingNotice>> found(Bson which, int limit) {
        return notices.find(new FindOptions()
                        .filter(which)
                        .sort(Sorts.ascending(DUE))
                        .limit(limit))
                .map(PendingNotices::notice)
                .collect()
                .asList();
    }

    /** They are sent later. */
    public Uni<Void> postpone(Collection<String> ids, Instant until) {
        return update(ids, Updates.set(DUE, Date.from(until)));
    }

    /** They could not be sent to all, and are tried again. */
    public Uni<Void> again(Collection<String> ids, Instant at) {
        return update(ids, Updates.combine(Updates.set(DUE, Date.from(at)), Updates.inc(TRIES, 1)));
    }

    private Uni<Void> update(Collection<String> ids, Bson update) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : notices.updateMany(Filters.in("_id", ids), update).replaceWithVoid();
    }

    /** All who are told have been. */
    public Uni<Void> done(Collection<String> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : notices.deleteMany(Filters.in("_id", ids)).replaceWithVoid();
    }

    /**
     * Nobody of these is named any more. What was still to be told them is not.
     *
     * @param firm the firm that forgets them; empty where they erase themselves
     */
    public Uni<Void> forget(Collection<String> userKeys, Optional<String> firm) {
        Bson whose = firm.map(it -> Filters.eq(FIRM, it)).orElseGet(Filters::empty);
        return notices.deleteMany(Filters.and(whose, Filters.in(PERSON, userKeys)))
                .chain(() -> notices.updateMany(Filters.and(whose, Filters.in(ACTOR, userKeys)), Updates.unset(ACTOR)))
                .chain(() -> notices.updateMany(
                        Filters.and(whose, Filters.in(SEEN_BEFORE + "." + AudienceDocuments.USER_KEYS, userKeys)),
                        Updates.pullAll(SEEN_BEFORE + "." + AudienceDocuments.USER_KEYS, List.copyOf(userKeys))))
                .replaceWithVoid();
    }

    private static PendingNotice notice(Document found) {
        Map<String, String> data = new HashMap<>();
        found.get(DATA, Document.class).forEach((name, value) -> data.put(name, String.valueOf(value)));
        return new PendingNotice(
                found.getString("_id"),
                found.getString(FIRM),
                Optional.ofNullable(found.getObjectId(EVENT)),
                found.getString(KIND),
                Documents.number(found, VERSION),
                Documents.instant(found, AT),
                Documents.instant(found, DUE),
                Optional.ofNullable(found.getString(PERSON)),
                Optional.ofNullable(found.getString(ACTOR)),
                Optional.ofNullable(found.get(SEEN_BEFORE, Document.class)).map(AudienceDocuments::before),
                data,
                found.getInteger(TRIES, 0));
    }
}
