package io.muster.embedded.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Expression;
import io.muster.embedded.expression.ExpressionParser;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.query.Projection;
import org.jspecify.annotations.Nullable;

/** A stage that makes one document out of one document, and so may also stand in an update. */
@FunctionalInterface
public interface DocumentStage {

    /** The new document; the given one stays as it is. */
    Document apply(Document document, Scope scope);

    /** @throws CommandException 40324 if there is no such stage, or another code if its specification is wrong */
    static DocumentStage parse(String name, @Nullable Object specification) {
        return switch (name) {
            case "$addFields", "$set" -> addFields(object(name, specification));
            case "$project" -> Projection.ofStage(object(name, specification))::apply;
            case "$unset" -> unset(specification);
            case "$replaceRoot" -> replaceRoot(object(name, specification).get("newRoot"));
            case "$replaceWith" -> replaceRoot(specification);
            default -> throw new CommandException(40324, "Unrecognized pipeline stage name: '" + name + "'");
        };
    }

    private static Document object(String name, @Nullable Object specification) {
        if (specification instanceof Document document) {
            return document;
        }
        throw new CommandException(
                40272, name + " specification stage must be an object, got " + Values.typeName(specification));
    }

    private static DocumentStage addFields(Document fields) {
        Map<List<String>, Expression> computed = new LinkedHashMap<>();
        collect(List.of(), fields, computed);
        return (document, scope) -> {
            Scope on = scope.on(document);
            Document result = document;
            for (Map.Entry<List<String>, Expression> field : computed.entrySet()) {
                result = put(result, field.getKey(), field.getValue().evaluate(on));
            }
            return result;
        };
    }

    private static void collect(List<String> prefix, Document fields, Map<List<String>, Expression> computed) {
        fields.forEach((name, value) -> {
            List<String> path = new ArrayList<>(prefix);
            path.addAll(Paths.of(name).parts());
            boolean nested = value instanceof Document document
                    && !document.isEmpty()
                    && !document.keySet().iterator().next().startsWith("$");
            if (nested) {
                collect(path, (Document) value, computed);
            } else {
                computed.put(path, ExpressionParser.parse(value));
            }
        });
    }

    private static Document put(Document document, List<String> path, @Nullable Object value) {
        Document copy = new Document(document);
        String name = path.get(0);
        if (path.size() > 1) {
            copy.put(name, putBelow(copy.get(name), path.subList(1, path.size()), value));
        } else if (Values.isMissing(value)) {
            copy.remove(name);
        } else {
            copy.put(name, value);
        }
        return copy;
    }

    private static Object putBelow(@Nullable Object below, List<String> path, @Nullable Object value) {
        if (below instanceof List<?> list) {
            List<Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(putBelow(element, path, value)));
            return elements;
        }
        return put(below instanceof Document document ? document : new Document(), path, value);
    }

    private static DocumentStage unset(@Nullable Object specification) {
        Document excluded = new Document();
        List<?> names = specification instanceof List<?> list ? list : Arrays.asList(specification);
        for (Object name : names) {
            if (!(name instanceof String field)) {
                throw new CommandException(
                        31120, "$unset specification must be a string or an array containing only string values");
            }
            excluded.put(field, 0);
        }
        return Projection.ofStage(excluded)::apply;
    }

    private static DocumentStage replaceRoot(@Nullable Object newRoot) {
        Expression expression = ExpressionParser.parse(newRoot);
        return (document, scope) -> {
            if (expression.evaluate(scope.on(document)) instanceof Document root) {
                return root;
            }
            throw new CommandException(40228, "'newRoot' expression  must evaluate to an object");
        };
    }
}
