package io.muster.embedded.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.Values;
import io.muster.embedded.query.Condition;
import io.muster.embedded.query.Filter;
import io.muster.embedded.query.SortOrder;
import io.muster.embedded.storage.Collection;
import io.muster.embedded.storage.Index;
import io.muster.embedded.storage.IndexDefinition;

/** Chooses the index with the fewest keys in the filter's ranges; one that saves sorting may have twice as many. */
final class QueryPlanner {

    private final Collection collection;
    private final Filter filter;
    private final SortOrder sort;
    private final long limit;

    QueryPlanner(Collection collection, Filter filter, SortOrder sort, long limit) {
        this.collection = collection;
        this.filter = filter;
        this.sort = sort;
        this.limit = limit;
    }

    QueryPlan choose() {
        QueryPlan best = QueryPlan.ofAll(collection, sort.isNone());
        long bestCost = cost(best);
        if (filter.conditions().isEmpty() && sort.isNone()) {
            return best;
        }
        for (Index index : collection.indexes()) {
            Bounds bounds = new Bounds(index, filter);
            QueryPlan plan = plan(index, bounds);
            boolean ordersOnly = bounds.used() == 0;
            boolean useless = ordersOnly && (sort.isNone() || !plan.sorted());
            if (useless || !holdsAllMatches(index, bounds)) {
                continue;
            }
            long cost = cost(plan);
            // On a tie any index is better than none: a collection is small today and large tomorrow.
            if (cost < bestCost || (cost == bestCost && best.index().isEmpty())) {
                best = plan;
                bestCost = cost;
            }
            if (bestCost <= 1 && best.index().isPresent()) {
                break;
            }
        }
        return best;
    }

    private long cost(QueryPlan plan) {
        if (sort.isNone()) {
            return plan.keys();
        } else if (!plan.sorted()) {
            return 2 * plan.keys() + 1;
        }
        return limit > 0 ? Math.min(plan.keys(), Math.max(limit, plan.keys() / 10)) : plan.keys();
    }

    private QueryPlan plan(Index index, Bounds bounds) {
        long keys = bounds.ranges().stream()
                .mapToLong(range -> range.in(index.entries()).size())
                .sum();
        if (sort.isNone()) {
            return new QueryPlan(Optional.of(index), bounds.ranges(), false, true, keys);
        }
        boolean forward = ordersBy(index, bounds, false);
        boolean backward = !forward && ordersBy(index, bounds, true);
        return new QueryPlan(Optional.of(index), bounds.ranges(), backward, forward || backward, keys);
    }

    /** Whether the index behind its fixed fields has the fields of the sort order, in its own or reverse direction. */
    private boolean ordersBy(Index index, Bounds bounds, boolean backward) {
        List<IndexDefinition.Part> parts = index.definition().parts();
        Set<String> fixed = new HashSet<>();
        for (int part = 0; part < bounds.points(); part++) {
            if (!index.isMultikey(
                    part)) { // a list that holds the value is ordered by another one, its least or greatest
                fixed.add(parts.get(part).path().toString());
            }
        }
        boolean single = bounds.ranges().size() == 1;
        int at = bounds.points();
        for (SortOrder.Part wanted : sort.parts()) {
            if (single && fixed.contains(wanted.path().toString())) {
                continue;
            }
            if (at >= parts.size() || index.isMultikey(at)) {
                return false;
            }
            IndexDefinition.Part part = parts.get(at++);
            if (!part.path().toString().equals(wanted.path().toString())
                    || (part.descending() != wanted.descending()) != backward) {
                return false;
            }
        }
        return true;
    }

    /** A sparse or partial index lacks documents: it serves only queries that do not want those. */
    private boolean holdsAllMatches(Index index, Bounds bounds) {
        IndexDefinition definition = index.definition();
        if (definition.sparse()) {
            return bounds.used() > 0;
        }
        return definition.partial().map(partial -> implies(partial.source())).orElse(true);
    }

    private boolean implies(Document partial) {
        return partial.entrySet().stream()
                .allMatch(entry -> filter.conditions().stream()
                        .filter(condition -> condition.path().equals(entry.getKey()))
                        .anyMatch(condition -> implies(condition, entry.getValue())));
    }

    private static boolean implies(Condition condition, Object wanted) {
        boolean exists = wanted instanceof Document operators
                && operators.size() == 1
                && Boolean.TRUE.equals(operators.get("$exists"));
        return exists
                ? "$exists".equals(condition.operator()) && Boolean.TRUE.equals(condition.value())
                : isEquality(condition) && Values.equal(condition.value(), wanted);
    }

    private static boolean isEquality(Condition condition) {
        return "$eq".equals(condition.operator());
    }
}
