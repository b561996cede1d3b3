package io.muster.embedded.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.plan.Query;
import io.muster.embedded.query.Filter;
import io.muster.embedded.query.SortOrder;
import io.muster.embedded.storage.Collection;
import io.muster.embedded.storage.Namespace;
import org.jspecify.annotations.Nullable;

/** A parsed aggregation. What its first stages match, sort and limit is left to an index. */
public final class Pipeline {

    private final Query query;
    private final List<Document> sources;
    private final List<Stage> stages;

    private Pipeline(Query query, List<Document> sources, List<Stage> stages) {
        this.query = query;
        this.sources = sources;
        this.stages = stages;
    }

    /** @throws CommandException 40324 for a stage MongoDB 4.2 does not have, or what a stage refuses */
    public static Pipeline parse(List<?> source) {
        List<Document> documents = new ArrayList<>();
        for (Object stage : source) {
            if (!(stage instanceof Document document) || document.size() != 1) {
                throw new CommandException(
                        40323, "A pipeline stage specification object must contain exactly one field.");
            }
            documents.add(document);
        }
        int at = 0;
        List<Object> matches = new ArrayList<>();
        while (at < documents.size() && documents.get(at).get("$match") instanceof Document match) {
            matches.add(match);
            at++;
        }
        SortOrder sort = SortOrder.NONE;
        if (at < documents.size() && documents.get(at).get("$sort") instanceof Document order) {
            sort = SortOrder.parse(order);
            at++;
        }
        long skip = at < documents.size() && documents.get(at).containsKey("$skip")
                ? Query.number(documents.get(at++), "$skip")
                : 0;
        long limit = 0;
        if (at < documents.size() && documents.get(at).containsKey("$limit")) {
            limit = Stages.limit(documents.get(at++).get("$limit"));
        }
        Filter filter = Filter.parse(matches.isEmpty() ? new Document() : joined(matches));
        List<Document> rest = documents.subList(at, documents.size());
        List<Stage> stages = rest.stream()
                .map(document -> Stages.parse(
                        document.keySet().iterator().next(),
                        document.values().iterator().next()))
                .toList();
        return new Pipeline(new Query(filter, sort, skip, limit), rest, stages);
    }

    private static Document joined(List<Object> matches) {
        return matches.size() == 1 ? (Document) matches.get(0) : new Document("$and", matches);
    }

    /** The result over a collection, which may not exist. */
    public List<Document> run(Optional<Collection> collection, Source source) {
        return runStages(
                collection
                        .map(existing -> query.documents(existing, source.scope()))
                        .orElse(List.of()),
                source);
    }

    /** The result over given documents, as for a change stream's events. */
    public List<Document> runOn(List<Document> documents, Source source) {
        List<Document> matches = documents.stream()
                .filter(document -> query.filter().matches(document, source.scope()))
                .toList();
        return runStages(query.sort().sort(matches), source);
    }

    private List<Document> runStages(List<Document> documents, Source source) {
        List<Document> result = documents;
        for (Stage stage : stages) {
            result = stage.apply(result, source);
        }
        return result;
    }

    /** The plan of the first stages and the names of the others. */
    public Document explain(Namespace namespace, @Nullable Collection collection, Source source) {
        Document cursor = collection == null
                ? new Document("queryPlanner", new Document("winningPlan", new Document("stage", "EOF")))
                : query.explain(namespace, collection, source.scope());
        List<Document> shown = new ArrayList<>();
        shown.add(new Document("$cursor", new Document("query", query.filter().source()).appendAll(cursor)));
        shown.addAll(sources);
        return new Document("stages", shown);
    }
}
