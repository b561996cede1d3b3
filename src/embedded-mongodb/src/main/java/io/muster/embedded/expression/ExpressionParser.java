package io.muster.embedded.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** Turns the BSON of an expression into an {@link Expression}. Data is never parsed: only what the command says is. */
public final class ExpressionParser {

    private ExpressionParser() {}

    /**
     * @throws CommandException 168 for an operator MongoDB 4.2 does not have, 15983 for an object that mixes operators
     */
    public static Expression parse(@Nullable Object source) {
        if (source instanceof String text && text.startsWith("$$")) {
            return variable(text.substring(2));
        } else if (source instanceof String text && text.startsWith("$")) {
            Paths path = Paths.of(text.substring(1));
            return scope -> path.read(scope.root());
        } else if (source instanceof List<?> list) {
            return array(list);
        } else if (source instanceof Document document) {
            return document(document);
        }
        return scope -> source;
    }

    private static Expression variable(String text) {
        int dot = text.indexOf('.');
        String name = dot < 0 ? text : text.substring(0, dot);
        Expression value = switch (name) {
            case "ROOT", "CURRENT" -> Scope::root;
            case "NOW" -> Scope::now;
            case "CLUSTER_TIME" -> Scope::clusterTime;
            case "REMOVE" -> scope -> Values.MISSING;
            default -> scope -> scope.variable(name);
        };
        if (dot < 0) {
            return value;
        }
        Paths path = Paths.of(text.substring(dot + 1));
        return scope -> path.read(value.evaluate(scope));
    }

    private static Expression array(List<?> list) {
        List<Expression> elements = list.stream().map(ExpressionParser::parse).toList();
        return scope -> {
            List<@Nullable Object> values = new ArrayList<>(elements.size());
            for (Expression element : elements) {
                Object value = element.evaluate(scope);
                values.add(Values.isMissing(value) ? null : value);
            }
            return values;
        };
    }

    private static Expression document(Document document) {
        for (String name : document.keySet()) {
            if (name.startsWith("$")) {
                if (document.size() > 1) {
                    throw new CommandException(
                            15983,
                            "An object representing an expression must have exactly one field: "
                                    + Values.text(document));
                }
                return Operators.parse(name, document.get(name));
            }
        }
        Map<String, Expression> fields = new LinkedHashMap<>();
        document.forEach((name, value) -> fields.put(name, parse(value)));
        return scope -> {
            Document result = new Document();
            fields.forEach((name, expression) -> {
                Object value = expression.evaluate(scope);
                if (!Values.isMissing(value)) {
                    result.put(name, value);
                }
            });
            return result;
        };
    }
}
