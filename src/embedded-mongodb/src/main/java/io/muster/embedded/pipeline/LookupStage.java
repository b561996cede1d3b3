package io.muster.embedded.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Expression;
import io.muster.embedded.expression.ExpressionParser;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.plan.Query;
import io.muster.embedded.query.Filter;
import io.muster.embedded.storage.Collection;
import io.muster.embedded.storage.Namespace;
import org.jspecify.annotations.Nullable;

/** {@code $lookup}: joins what another collection of the same database has, by equal fields or by a pipeline. */
record LookupStage(String from, String as, Join join) implements Stage {

    /** What the other collection has for one document. */
    @FunctionalInterface
    interface Join {
        List<Document> of(Document document, Optional<Collection> foreign, Source source);
    }

    static LookupStage parse(Document specification) {
        String from = text(specification, "from");
        String as = text(specification, "as");
        if (specification.get("pipeline") instanceof List<?> pipeline) {
            return new LookupStage(
                    from, as, byPipeline(Paths.document(specification, "let"), Pipeline.parse(pipeline)));
        }
        return new LookupStage(
                from, as, byFields(text(specification, "localField"), text(specification, "foreignField")));
    }

    private static String text(Document specification, String name) {
        if (specification.get(name) instanceof String text) {
            return text;
        }
        throw new CommandException(4572, "must specify '" + name + "' for a $lookup");
    }

    private static Join byFields(String localField, String foreignField) {
        Paths local = Paths.of(localField);
        return (document, foreign, source) -> {
            Object value = local.read(document);
            List<@Nullable Object> wanted = new ArrayList<>();
            if (value instanceof List<?> list) {
                wanted.addAll(list);
            } else {
                wanted.add(Values.isMissing(value) ? null : value);
            }
            Filter filter = Filter.parse(new Document(foreignField, new Document("$in", wanted)));
            return foreign.map(collection -> Query.of(filter).documents(collection, source.scope()))
                    .orElse(List.of());
        };
    }

    private static Join byPipeline(Document let, Pipeline pipeline) {
        Map<String, Expression> variables = new LinkedHashMap<>();
        let.forEach((name, value) -> variables.put(name, ExpressionParser.parse(value)));
        return (document, foreign, source) -> {
            Scope outer = source.scope().on(document);
            Scope inner = source.scope();
            for (Map.Entry<String, Expression> variable : variables.entrySet()) {
                inner = inner.with(variable.getKey(), variable.getValue().evaluate(outer));
            }
            return pipeline.run(foreign, new Source(source.root(), source.database(), inner));
        };
    }

    @Override
    public List<Document> apply(List<Document> documents, Source source) {
        Optional<Collection> foreign = source.root().collection(new Namespace(source.database(), from));
        List<Document> joined = new ArrayList<>(documents.size());
        for (Document document : documents) {
            joined.add(new Document(document).append(as, join.of(document, foreign, source)));
        }
        return joined;
    }
}
