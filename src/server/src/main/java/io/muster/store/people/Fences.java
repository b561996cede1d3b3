package io.muster.store.people;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Digest;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;

/**
 * Where transactions of different events meet that give places to one person (docs/design.md#fences). A firm has 64 of them, and each
 * person one. Two transactions that pass the same fence at the same time conflict, so the second one sees what the first has done.
 */
public final class Fences {
    /** The number of fences of a firm. Another number would be other fences, which those who know this one do not pass. */
    private static final int BUCKETS = 64;

    private static final String FIRM = "firm";
    private static final String BUCKET = "bucket";
    private static final String PASSED = "passed";

    private final ReactiveMongoCollection<Document> fences;

    public Fences(ReactiveMongoDatabase database) {
        this.fences = database.getCollection(CollectionNames.FENCES);
    }

    /**
     * Passes the fences of these people, in a transaction.
     *
     * @return whether all of them were there; otherwise nothing keeps others away, and they have to be made first
     */
    public Uni<Boolean> pass(ClientSession session, String managerId, Collection<String> userKeys) {
        List<Document> passed = userKeys.stream()
                .mapToInt(Fences::bucket)
                .distinct()
                .sorted()
                .mapToObj(bucket -> id(managerId, bucket))
                .toList();
        return fences.updateMany(session, Filters.in("_id", passed), Updates.inc(PASSED, 1L))
                .map(result -> result.getMatchedCount() == passed.size());
    }

    /** Makes those of a firm that are not there, outside any transaction. */
    public Uni<Void> make(String managerId) {
        List<Document> all = IntStream.range(0, BUCKETS)
                .mapToObj(bucket -> new Document("_id", id(managerId, bucket)).append(PASSED, 0L))
                .toList();
        return fences.insertMany(all, new InsertManyOptions().ordered(false))
                .onFailure(DatabaseFailure::isOfDuplicatesAlone)
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** The same in every process, of every version. */
    private static int bucket(String userKey) {
        return Digest.of(userKey)[0] & (BUCKETS - 1);
    }

    private static Document id(String managerId, int bucket) {
        return new Document(FIRM, managerId).append(BUCKET, bucket);
    }
}
