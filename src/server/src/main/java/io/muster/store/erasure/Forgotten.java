package io.muster.store.erasure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.people.Member;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * What a firm keeps of people whom it erases or has erased, by a hash of the userKey: that it is being done, and that the person was blocked.
 * A firm of which there is something is marked in its document before, and stays so: who plans for a firm without that need not look.
 */
public final class Forgotten {
    private static final String ID_FIRM = "f";
    private static final String ID_HASH = "h";
    private static final String MANAGER_ID = "managerId";
    private static final String HASH = "hash";
    private static final String MEMBER = "member";
    private static final String BLOCKED = "blocked";
    private static final String ERASING = "erasing";

    /** In a firm: that there is or was something. */
    private static final String FORGETS = "forgets";

    public static final List<IndexModel> INDEXES = List.of(
            // What all firms keep of a person, for that person, and what one firm does of some people.
            new IndexModel(new Document(HASH, 1)),
            // What a job that ends has to clear.
            new IndexModel(
                    new Document(ERASING, 1), new IndexOptions().partialFilterExpression(Filters.exists(ERASING))));

    private final ReactiveMongoCollection<Document> forgotten;
    private final ReactiveMongoCollection<Document> firms;
    private final ErasureKey key;

    public Forgotten(ReactiveMongoDatabase database) {
        this.forgotten = database.getCollection(CollectionNames.FORGOTTEN);
        this.firms = database.getCollection(CollectionNames.FIRMS);
        this.key = new ErasureKey(forgotten);
    }

    /**
     * What a firm keeps of a person.
     *
     * @param userKey the person, as whoever asks knows the person
     * @param member the id that the member had
     * @param isErasing whether the erasure is not finished
     */
    public record Mark(String userKey, String managerId, ObjectId member, boolean blocked, boolean isErasing) {}

    /** Whether there may be something of a firm, by its document. */
    public static boolean forgets(Optional<Document> firm) {
        return firm.filter(it -> Boolean.TRUE.equals(it.get(FORGETS))).isPresent();
    }

    /** To be done before {@link #begin}, outside of any transaction. */
    public Uni<Void> prepare(String managerId) {
        return key.hash()
                .chain(() -> firms.updateOne(
                        Filters.eq("_id", managerId), Updates.set(FORGETS, true), new UpdateOptions().upsert(true)))
                .onFailure(DatabaseFailure::isDuplicateKey)
                .retry()
                .atMost(1)
                .replaceWithVoid();
    }

    /**
     * Notes that people are being erased.
     *
     * @param job who erases them, and what the person is shown as while blocked: the id of the member that is erased, or of the person's own job
     * @param blocked whether the firm has blocked the person
     */
    public Uni<Void> begin(
            ClientSession session, String managerId, Collection<String> userKeys, ObjectId job, boolean blocked) {
        return key.hash()
                .chain(hash -> Multi.createFrom()
                        .iterable(userKeys)
                        .onItem()
                        .transformToUniAndConcatenate(userKey -> {
                            // Nobody has the userKey of a member without an account again.
                            boolean stays = blocked && !Member.isLocal(userKey);
                            return begin(session, managerId, hash.of(userKey), job, stays);
                        })
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<UpdateResult> begin(
            ClientSession session, String managerId, String hash, ObjectId job, boolean blocked) {
        List<Bson> update = new ArrayList<>(List.of(
                Updates.set(MANAGER_ID, managerId),
                Updates.set(HASH, hash),
                Updates.set(MEMBER, job),
                Updates.addToSet(ERASING, job)));
        if (blocked) {
            update.add(Updates.set(BLOCKED, true));
        }
        return forgotten.updateOne(
                session,
                Filters.eq("_id", id(managerId, hash)),
                Updates.combine(update),
                new UpdateOptions().upsert(true));
    }

    /** A job is finished. Where no other one erases the person, all that is left is whether the person was blocked. */
    public Uni<Void> end(ObjectId job) {
        Bson nobody = Filters.eq(ERASING, List.of());
        return forgotten
                .updateMany(Filters.eq(ERASING, job), Updates.pull(ERASING, job))
                .chain(() -> forgotten.deleteMany(Filters.and(nobody, Filters.exists(BLOCKED, false))))
                .chain(() -> forgotten.updateMany(nobody, Updates.unset(ERASING)))
                .replaceWithVoid();
    }

    /** Whether the firm has blocked the person, whom it has erased since. */
    public Uni<Boolean> isBlocked(String managerId, String userKey) {
        return of(List.of(userKey))
                .map(marks -> marks.stream()
                        .anyMatch(mark -> mark.blocked() && mark.managerId().equals(managerId)));
    }

    /** The firm says something else of the person from now on. */
    public Uni<Void> unblock(ClientSession session, String managerId, String userKey) {
        return key.hash()
                .map(hash -> id(managerId, hash.of(userKey)))
                .chain(id -> forgotten
                        .deleteOne(session, Filters.and(Filters.eq("_id", id), Filters.exists(ERASING, false)))
                        .chain(() -> forgotten.updateOne(session, Filters.eq("_id", id), Updates.unset(BLOCKED)))
                        .replaceWithVoid());
    }

    private static Document id(String managerId, String hash) {
        return new Document(ID_FIRM, managerId).append(ID_HASH, hash);
    }

    /** What a firm keeps of these people, in a transaction's snapshot. */
    public Uni<List<Mark>> among(ClientSession session, String managerId, Collection<String> userKeys) {
        return by(userKeys)
                .chain(byHash -> forgotten
                        .find(
                                session,
                                Filters.and(Filters.in(HASH, byHash.keySet()), Filters.eq(MANAGER_ID, managerId)),
                                new FindOptions().batchSize(byHash.size() + 1))
                        .map(found -> mark(found, byHash))
                        .collect()
                        .asList());
    }

    /** What all firms keep of these people. */
    public Uni<List<Mark>> of(Collection<String> userKeys) {
        return by(userKeys)
                .chain(byHash -> forgotten
                        .find(Filters.in(HASH, byHash.keySet()))
                        .map(found -> mark(found, byHash))
                        .collect()
                        .asList());
    }

    private Uni<Map<String, String>> by(Collection<String> userKeys) {
        return key.hash().map(hash -> {
            Map<String, String> byHash = new HashMap<>();
            userKeys.forEach(userKey -> byHash.put(hash.of(userKey), userKey));
            return byHash;
        });
    }

    private static Mark mark(Document found, Map<String, String> byHash) {
        String hash = found.getString(HASH);
        return new Mark(
                byHash.getOrDefault(hash, ""),
                found.getString(MANAGER_ID),
                found.getObjectId(MEMBER),
                found.getBoolean(BLOCKED, false),
                !found.getList(ERASING, ObjectId.class, List.of()).isEmpty());
    }

    /** A hash that proves to the service, and to nobody else, whose something is. */
    public Uni<String> hash(String userKey) {
        return key.hash().map(hash -> hash.of(userKey));
    }
}
