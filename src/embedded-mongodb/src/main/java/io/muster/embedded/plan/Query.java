package io.muster.embedded.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.query.Filter;
import io.muster.embedded.query.SortOrder;
import io.muster.embedded.storage.Collection;
import io.muster.embedded.storage.Namespace;

/**
 * A search in one collection.
 *
 * @param skip how many matches are left out
 * @param limit how many are answered at most, 0 for all
 */
public record Query(Filter filter, SortOrder sort, long skip, long limit) {

    /** A document and the number of its record. */
    public record Found(long record, Document document) {}

    /** All matches of a filter in the order they were inserted. */
    public static Query of(Filter filter) {
        return new Query(filter, SortOrder.NONE, 0, 0);
    }

    /** The matches, in order. */
    public List<Document> documents(Collection collection, Scope scope) {
        return run(collection, scope, new QueryPlan.Statistics());
    }

    private List<Document> run(Collection collection, Scope scope, QueryPlan.Statistics statistics) {
        QueryPlan plan = plan(collection);
        Stream<Document> matches = matches(plan, collection, scope, statistics).map(Found::document);
        if (!plan.sorted()) {
            matches = sort.sort(matches.toList()).stream();
        }
        Stream<Document> page = matches.skip(skip);
        return (limit > 0 ? page.limit(limit) : page).toList();
    }

    /** The matches with their records, for a write. The order is that of the query. */
    public List<Found> found(Collection collection, Scope scope) {
        QueryPlan plan = plan(collection);
        Stream<Found> matches = matches(plan, collection, scope, new QueryPlan.Statistics());
        if (plan.sorted()) {
            return (limit > 0 ? matches.limit(limit) : matches).toList();
        }
        List<Found> all = matches.toList();
        List<Document> sorted = sort.sort(all.stream().map(Found::document).toList());
        List<Found> inOrder = new ArrayList<>();
        for (Document document : limit > 0 ? sorted.subList(0, (int) Math.min(limit, sorted.size())) : sorted) {
            all.stream()
                    .filter(found -> found.document() == document)
                    .findFirst()
                    .ifPresent(inOrder::add);
        }
        return inOrder;
    }

    private QueryPlan plan(Collection collection) {
        return new QueryPlanner(collection, filter, sort, limit == 0 ? 0 : skip + limit).choose();
    }

    private Stream<Found> matches(QueryPlan plan, Collection collection, Scope scope, QueryPlan.Statistics statistics) {
        return plan.records(collection, statistics)
                .map(record -> new Found(record, collection.record(record).orElseThrow()))
                .peek(found -> statistics.documentsExamined++)
                .filter(found -> filter.matches(found.document(), scope));
    }

    /**
     * How the query is answered, as {@code explain} shows it: {@code queryPlanner} and, because it is run,
     * {@code executionStats} with the keys and documents looked at.
     */
    public Document explain(Namespace namespace, Collection collection, Scope scope) {
        QueryPlan.Statistics statistics = new QueryPlan.Statistics();
        int returned = run(collection, scope, statistics).size();
        QueryPlan plan = plan(collection);
        Document stages = stages(plan);
        return new Document(
                        "queryPlanner",
                        new Document("plannerVersion", 1)
                                .append("namespace", namespace.toString())
                                .append("indexFilterSet", false)
                                .append("parsedQuery", filter.source())
                                .append("winningPlan", stages)
                                .append("rejectedPlans", List.of()))
                .append(
                        "executionStats",
                        new Document("executionSuccess", true)
                                .append("nReturned", returned)
                                .append("executionTimeMillis", 0)
                                .append("totalKeysExamined", (int) statistics.keysExamined)
                                .append("totalDocsExamined", (int) statistics.documentsExamined)
                                .append("executionStages", stages));
    }

    private Document stages(QueryPlan plan) {
        Document stage = plan.index()
                .map(index -> new Document("stage", "FETCH")
                        .append("filter", filter.source())
                        .append("inputStage", scan(plan)))
                .orElseGet(() -> new Document("stage", "COLLSCAN").append("filter", filter.source()));
        if (!plan.sorted()) {
            Document pattern = new Document();
            sort.parts().forEach(part -> pattern.put(part.path().toString(), part.descending() ? -1 : 1));
            stage = new Document("stage", "SORT").append("sortPattern", pattern).append("inputStage", stage);
        }
        if (skip > 0) {
            stage = new Document("stage", "SKIP").append("skipAmount", skip).append("inputStage", stage);
        }
        return limit > 0
                ? new Document("stage", "LIMIT").append("limitAmount", limit).append("inputStage", stage)
                : stage;
    }

    private static Document scan(QueryPlan plan) {
        var definition = plan.index().orElseThrow().definition();
        Document scan = new Document("stage", "IXSCAN")
                .append("keyPattern", definition.key())
                .append("indexName", definition.name())
                .append("isMultiKey", plan.index().orElseThrow().isMultikey())
                .append("isUnique", definition.unique())
                .append("isSparse", definition.sparse())
                .append("isPartial", definition.partial().isPresent())
                .append("direction", plan.backward() ? "backward" : "forward")
                .append("ranges", plan.ranges().size());
        return plan.merges() ? new Document("stage", "SORT_MERGE").append("inputStages", List.of(scan)) : scan;
    }

    /** A number of a command's field, 0 if it is not there. */
    public static long number(Document body, String field) {
        Object value = body.get(field);
        if (Values.isNullOrMissing(value)) {
            return 0;
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        throw new CommandException(
                9, "Failed to parse: " + field + ": '" + Values.text(value) + "'. Field is not a number.");
    }
}
