package io.muster.embedded.query;

import java.util.ArrayList;
import java.util.List;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Expression;
import io.muster.embedded.expression.ExpressionParser;
import org.jspecify.annotations.Nullable;

/** Parses one filter and collects the conditions that hold for all of its matches. */
final class FilterParser {

    private final List<Condition> conditions = new ArrayList<>();

    Filter parse(Document source) {
        Clause clause = all(source, true);
        return new Filter(source, clause, conditions);
    }

    private Clause all(Document source, boolean holdsForAll) {
        List<Clause> clauses = new ArrayList<>();
        source.forEach((name, value) -> {
            if (name.startsWith("$")) {
                clauses.add(topLevel(name, value, holdsForAll));
            } else {
                clauses.add(field(name, value, holdsForAll));
            }
        });
        if (clauses.size() == 1) {
            return clauses.get(0);
        }
        return (document, scope) -> {
            for (Clause clause : clauses) {
                if (!clause.matches(document, scope)) {
                    return false;
                }
            }
            return true;
        };
    }

    private Clause topLevel(String operator, @Nullable Object value, boolean holdsForAll) {
        switch (operator) {
            case "$and": {
                List<Clause> clauses = list(operator, value, holdsForAll);
                return (document, scope) -> clauses.stream().allMatch(clause -> clause.matches(document, scope));
            }
            case "$or": {
                List<Clause> clauses = list(operator, value, false);
                return (document, scope) -> clauses.stream().anyMatch(clause -> clause.matches(document, scope));
            }
            case "$nor": {
                List<Clause> clauses = list(operator, value, false);
                return (document, scope) -> clauses.stream().noneMatch(clause -> clause.matches(document, scope));
            }
            case "$expr": {
                Expression expression = ExpressionParser.parse(value);
                return (document, scope) -> Values.isTrue(expression.evaluate(scope));
            }
            case "$jsonSchema": {
                JsonSchema schema = JsonSchema.parse(value);
                return (document, scope) -> schema.accepts(document);
            }
            case "$comment":
                return (document, scope) -> true;
            default:
                throw new CommandException(2, "unknown top level operator: " + operator);
        }
    }

    private List<Clause> list(String operator, @Nullable Object value, boolean holdsForAll) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw new CommandException(2, operator + " must be a nonempty array");
        }
        List<Clause> clauses = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof Document document)) {
                throw new CommandException(2, "$or/$and/$nor entries need to be full objects");
            }
            clauses.add(all(document, holdsForAll));
        }
        return clauses;
    }

    private Clause field(String name, @Nullable Object value, boolean holdsForAll) {
        Paths path = Paths.of(name);
        if (!(value instanceof Document operators) || !isOperators(value)) {
            note(name, "$eq", value, holdsForAll);
            return FieldOperators.parse(path, "$eq", value, new Document());
        }
        List<Clause> clauses = new ArrayList<>();
        operators.forEach((operator, operand) -> {
            if (!"$options".equals(operator)) {
                note(name, operator, operand, holdsForAll);
                clauses.add(FieldOperators.parse(path, operator, operand, operators));
            }
        });
        return (document, scope) -> clauses.stream().allMatch(clause -> clause.matches(document, scope));
    }

    private void note(String path, String operator, @Nullable Object value, boolean holdsForAll) {
        if (holdsForAll && !(value instanceof BsonRegularExpression)) {
            conditions.add(new Condition(path, operator, value));
        }
    }

    /** Whether a field's value is made of operators and not a document to be equal to. */
    static boolean isOperators(@Nullable Object value) {
        return value instanceof Document document
                && !document.isEmpty()
                && document.keySet().iterator().next().startsWith("$");
    }
}
