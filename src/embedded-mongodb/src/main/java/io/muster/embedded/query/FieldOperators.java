package io.muster.embedded.query;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.ByteKey;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** The operators a query may ask of a field. An array passes if it does as a whole or by one of its elements. */
final class FieldOperators {

    private FieldOperators() {}

    static Clause parse(Paths path, String operator, @Nullable Object operand, Document siblings) {
        switch (operator) {
            case "$eq":
                return operand instanceof BsonRegularExpression
                        ? byLibrary(path, new Document("$in", List.of(operand)))
                        : any(path, equalTo(operand));
            case "$ne":
                return not(any(path, equalTo(operand)));
            case "$in":
                return in(path, list(operator, operand));
            case "$nin":
                return not(in(path, list(operator, operand)));
            case "$gt":
                return ordered(path, operand, order -> order > 0);
            case "$gte":
                return ordered(path, operand, order -> order >= 0);
            case "$lt":
                return ordered(path, operand, order -> order < 0);
            case "$lte":
                return ordered(path, operand, order -> order <= 0);
            case "$exists":
                Clause exists = (document, scope) -> path.anyMatch(document, value -> !Values.isMissing(value));
                return Values.isTrue(operand) ? exists : not(exists);
            case "$size":
                return size(path, operand);
            case "$not":
                return not(negated(path, operand));
            case "$elemMatch":
                return elementMatch(path, operand);
            case "$all":
                return all(path, list(operator, operand));
            case "$regex":
                return byLibrary(
                        path,
                        siblings.containsKey("$options")
                                ? new Document("$regex", operand).append("$options", siblings.get("$options"))
                                : new Document("$regex", operand));
            case "$type", "$mod":
                return byLibrary(path, new Document(operator, operand));
            default:
                throw new CommandException(2, "unknown operator: " + operator);
        }
    }

    private static Clause any(Paths path, Predicate<@Nullable Object> test) {
        Predicate<@Nullable Object> orElement =
                value -> test.test(value) || (value instanceof List<?> list && anyOf(list, test));
        return (document, scope) -> path.anyMatch(document, orElement);
    }

    private static boolean anyOf(List<?> list, Predicate<@Nullable Object> test) {
        for (Object element : list) {
            if (test.test(element)) {
                return true;
            }
        }
        return false;
    }

    private static Clause not(Clause clause) {
        return (document, scope) -> !clause.matches(document, scope);
    }

    private static Predicate<@Nullable Object> equalTo(@Nullable Object operand) {
        return operand == null ? Values::isNullOrMissing : value -> Values.equal(value, operand);
    }

    private static Clause in(Paths path, Collection<?> operands) {
        if (operands.stream().anyMatch(BsonRegularExpression.class::isInstance)) {
            return byLibrary(path, new Document("$in", operands));
        }
        Set<ByteKey> wanted = new HashSet<>();
        operands.forEach(operand -> wanted.add(ByteKey.of(operand)));
        boolean orNothing = operands.contains(null);
        return any(path, value -> Values.isMissing(value) ? orNothing : wanted.contains(ByteKey.of(value)));
    }

    private static Clause ordered(Paths path, @Nullable Object operand, IntPredicate test) {
        if (operand == null) {
            return any(path, value -> Values.isNullOrMissing(value) && test.test(0));
        }
        return any(path, value -> Values.comparable(value, operand) && test.test(Values.compare(value, operand)));
    }

    private static Clause size(Paths path, @Nullable Object operand) {
        if (!(operand instanceof Number number)) {
            throw new CommandException(2, "$size needs a number");
        }
        int size = number.intValue();
        return (document, scope) ->
                path.anyMatch(document, value -> value instanceof List<?> list && list.size() == size);
    }

    private static Clause negated(Paths path, @Nullable Object operand) {
        if (operand instanceof BsonRegularExpression) {
            return parse(path, "$eq", operand, new Document());
        } else if (FilterParser.isOperators(operand)) {
            return new FilterParser().parse(new Document(path.toString(), operand))::matches;
        }
        throw new CommandException(2, "$not needs a regex or a document");
    }

    private static Clause elementMatch(Paths path, @Nullable Object operand) {
        if (!(operand instanceof Document condition)) {
            throw new CommandException(2, "$elemMatch needs an Object");
        }
        String first = condition.isEmpty() ? "" : condition.keySet().iterator().next();
        boolean ofValues = FilterParser.isOperators(condition)
                && !List.of("$and", "$or", "$nor").contains(first);
        Filter filter = Filter.parse(ofValues ? new Document("value", condition) : condition);
        return (document, scope) -> path.anyMatch(
                document,
                value -> value instanceof List<?> list
                        && list.stream()
                                .map(element -> ofValues ? new Document("value", element) : element)
                                .anyMatch(element -> element instanceof Document each && filter.matches(each, scope)));
    }

    private static Clause all(Paths path, Collection<?> operands) {
        List<Clause> clauses = operands.stream()
                .map(operand -> operand instanceof Document document && document.containsKey("$elemMatch")
                        ? elementMatch(path, document.get("$elemMatch"))
                        : parse(path, "$eq", operand, new Document()))
                .toList();
        return (document, scope) ->
                !clauses.isEmpty() && clauses.stream().allMatch(clause -> clause.matches(document, scope));
    }

    private static Clause byLibrary(Paths path, Document condition) {
        DefaultQueryMatcher matcher = new DefaultQueryMatcher();
        Document query = new Document(path.toString(), condition);
        return (document, scope) -> matcher.matches(document, query);
    }

    private static Collection<?> list(String operator, @Nullable Object operand) {
        if (operand instanceof Collection<?> list) {
            return list;
        }
        throw new CommandException(2, operator + " needs an array");
    }
}
