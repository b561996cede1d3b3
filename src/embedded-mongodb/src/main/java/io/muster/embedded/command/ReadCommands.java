package io.muster.embedded.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.BsonSize;
import io.muster.embedded.bson.ByteKey;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.plan.Query;
import io.muster.embedded.query.Filter;
import io.muster.embedded.query.Projection;
import io.muster.embedded.query.SortOrder;
import io.muster.embedded.storage.Collection;
import io.muster.embedded.storage.Namespace;
import org.jspecify.annotations.Nullable;

/** {@code find}, {@code count} and {@code distinct}. */
final class ReadCommands {

    private static final Set<String> FIND_FIELDS = Set.of(
            "find",
            "filter",
            "sort",
            "projection",
            "skip",
            "limit",
            "batchSize",
            "singleBatch",
            "hint",
            "comment",
            "maxTimeMS",
            "min",
            "max",
            "returnKey",
            "showRecordId",
            "tailable",
            "awaitData",
            "oplogReplay",
            "noCursorTimeout",
            "allowPartialResults",
            "collation",
            "readConcern",
            "lsid",
            "txnNumber",
            "autocommit",
            "startTransaction",
            "ntoreturn");

    private ReadCommands() {}

    static Document find(Request request) {
        Namespace namespace = request.namespace();
        for (String field : request.body().keySet()) {
            if (!field.startsWith("$") && !FIND_FIELDS.contains(field)) {
                Document shown = new Document(request.body());
                shown.remove("$clusterTime");
                throw new CommandException(
                        9, "Failed to parse: " + Values.text(shown) + ". Unrecognized field '" + field + "'.");
            }
        }
        Query query = query(request.body());
        Document selected = request.document("projection");
        Optional<Projection> projection =
                selected.isEmpty() ? Optional.empty() : Optional.of(Projection.ofFind(selected));
        if (request.flag("tailable")) {
            throw new CommandException(
                    2,
                    "error processing query: ns=" + namespace + "Tree: $and\nSort: {}\nProj: {}\n tailable cursor"
                            + " requested on non capped collection");
        }
        Scope scope = request.scope();
        List<Document> found = request.view(namespace)
                .collection(namespace)
                .map(collection -> query.documents(collection, scope))
                .orElse(List.of());
        List<Document> documents = projection
                .map(fields -> found.stream()
                        .map(document -> fields.apply(document, scope))
                        .toList())
                .orElse(found);
        return new Document(
                "cursor",
                request.engine()
                        .cursors()
                        .open(
                                Commands.owner(request, namespace.toString()),
                                documents,
                                batchSize(request.body()),
                                closing(request, query)));
    }

    private static Cursors.Closing closing(Request request, Query query) {
        if (request.flag("singleBatch") || Query.number(request.body(), "limit") < 0) {
            return Cursors.Closing.AFTER_FIRST_BATCH;
        }
        boolean limited = query.limit() > 0 && query.limit() <= batchSize(request.body());
        return limited ? Cursors.Closing.AT_LIMIT : Cursors.Closing.AFTER_LAST;
    }

    /** The search that a {@code find} body describes. */
    static Query query(Document body) {
        return new Query(
                Filter.parse(Paths.document(body, "filter")),
                SortOrder.parse(Paths.document(body, "sort")),
                Query.number(body, "skip"),
                Math.abs(Query.number(body, "limit")));
    }

    private static int batchSize(Document body) {
        return body.containsKey("batchSize") ? (int) Query.number(body, "batchSize") : Cursors.FIRST_BATCH;
    }

    static Document count(Request request) {
        Namespace namespace = request.namespace();
        Query query = new Query(
                Filter.parse(request.document("query")),
                SortOrder.NONE,
                Query.number(request.body(), "skip"),
                Math.abs(Query.number(request.body(), "limit")));
        int count = request.view(namespace)
                .collection(namespace)
                .map(collection -> query.documents(collection, request.scope()).size())
                .orElse(0);
        return new Document("n", count);
    }

    static Document distinct(Request request) {
        Namespace namespace = request.namespace();
        Paths path = Paths.of(String.valueOf(request.body().get("key")));
        Query query = Query.of(Filter.parse(request.document("query")));
        List<Document> documents = request.view(namespace)
                .collection(namespace)
                .map(collection -> query.documents(collection, request.scope()))
                .orElse(List.of());
        Map<ByteKey, @Nullable Object> values = new LinkedHashMap<>();
        documents.forEach(document -> path.anyMatch(document, value -> {
            List<?> each = value instanceof List<?> list
                    ? list
                    : Values.isMissing(value) ? List.of() : Collections.singletonList(value);
            each.forEach(element -> values.putIfAbsent(ByteKey.of(element), element));
            return false;
        }));
        Document answer = new Document("values", new ArrayList<>(values.values()));
        if (BsonSize.of(answer) > BsonSize.MAX_DOCUMENT) {
            throw new CommandException(17217, "distinct too big, 16mb cap");
        }
        return answer;
    }

    static Document explain(Request request) {
        if (!(request.body().get("explain") instanceof Document explained)) {
            throw new CommandException(14, "explain needs a command");
        }
        String name = explained.keySet().iterator().next();
        Namespace namespace = new Namespace(request.database(), String.valueOf(explained.get(name)));
        Collection collection = request.view(namespace)
                .collection(namespace)
                .orElseGet(() -> Collection.create(namespace, new Document()));
        Query query = switch (name) {
            case "find" -> query(explained);
            case "count", "findAndModify", "distinct" ->
                new Query(
                        Filter.parse(Paths.document(explained, "query")),
                        SortOrder.parse(Paths.document(explained, "sort")),
                        0,
                        0);
            case "update" ->
                Query.of(Filter.parse(
                        Paths.document(Request.documents(explained, "updates").get(0), "q")));
            case "delete" ->
                Query.of(Filter.parse(
                        Paths.document(Request.documents(explained, "deletes").get(0), "q")));
            case "aggregate" -> Query.of(Filter.parse(new Document()));
            default -> throw new CommandException(59, "Explain failed due to unknown command: " + name);
        };
        return "aggregate".equals(name)
                ? AggregateCommands.explain(request, explained, namespace, collection)
                : query.explain(namespace, collection, request.scope());
    }
}
