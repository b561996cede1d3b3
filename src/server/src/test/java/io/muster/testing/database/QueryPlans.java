package io.muster.testing.database;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.mongodb.client.MongoDatabase;
import org.bson.BsonDocument;
import org.bson.Document;

import static org.assertj.core.api.Assertions.assertThat;

/** What the database has to look at for a search: about what it answers, by an index that gives the order too. */
public final class QueryPlans {
    private QueryPlans() {}

    /**
     * Fails if it looks at more.
     *
     * @param keysARow how many keys of an index it may look at for each row
     * @param keysAtAll and besides
     */
    public static void judge(MongoDatabase database, BsonDocument find, int keysARow, int keysAtAll) {
        Document explained = database.runCommand(new Document("explain", find).append("verbosity", "executionStats"));
        Document plan = explained.get("queryPlanner", Document.class).get("winningPlan", Document.class);
        Document stats = explained.get("executionStats", Document.class);
        int rows = ((Number) stats.getOrDefault("nReturned", 0)).intValue();
        String about = find.toJson() + "\n" + plan.toJson();

        assertThat(stages(plan)).as(about).doesNotContain("COLLSCAN", "SORT");
        assertThat(((Number) stats.getOrDefault("totalKeysExamined", 0)).intValue())
                .as("%d rows of %s", rows, about)
                .isLessThanOrEqualTo(keysARow * rows + keysAtAll);
    }

    /** The keys of the indexes by which the database answers a search. */
    public static Set<Document> indexes(MongoDatabase database, BsonDocument find) {
        Document explained = database.runCommand(new Document("explain", find).append("verbosity", "queryPlanner"));
        return indexes(explained.get("queryPlanner", Document.class).get("winningPlan", Document.class));
    }

    private static Set<Document> indexes(Document plan) {
        Set<Document> indexes = new HashSet<>();
        Optional.ofNullable(plan.get("keyPattern", Document.class)).ifPresent(indexes::add);
        Optional.ofNullable(plan.get("inputStage", Document.class)).ifPresent(input -> indexes.addAll(indexes(input)));
        plan.getList("inputStages", Document.class, List.of()).forEach(input -> indexes.addAll(indexes(input)));
        return indexes;
    }

    private static Set<String> stages(Document plan) {
        Set<String> stages = new HashSet<>(Set.of(plan.getString("stage")));
        Optional.ofNullable(plan.get("inputStage", Document.class)).ifPresent(input -> stages.addAll(stages(input)));
        plan.getList("inputStages", Document.class, List.of()).forEach(input -> stages.addAll(stages(input)));
        return stages;
    }
}
