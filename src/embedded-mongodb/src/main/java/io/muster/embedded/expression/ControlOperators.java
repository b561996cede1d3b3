package io.muster.embedded.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** Choices, variables and constants. */
final class ControlOperators {

    private ControlOperators() {}

    static void register() {
        Operators.add("$literal", argument -> scope -> argument);
        Operators.add("$cond", ControlOperators::cond);
        Operators.add("$ifNull", ControlOperators::ifNull);
        Operators.add("$switch", ControlOperators::choose);
        Operators.add("$let", ControlOperators::let);
        Operators.addUnary("$type", Values::typeName);
    }

    private static Expression cond(@Nullable Object argument) {
        List<Expression> parts = argument instanceof Document named
                ? List.of(
                        Arguments.required("$cond", 17080, named, "if"),
                        Arguments.required("$cond", 17081, named, "then"),
                        Arguments.required("$cond", 17082, named, "else"))
                : Arguments.exactly("$cond", 3, argument);
        return scope ->
                parts.get(Values.isTrue(parts.get(0).evaluate(scope)) ? 1 : 2).evaluate(scope);
    }

    private static Expression ifNull(@Nullable Object argument) {
        List<Expression> parts = Arguments.exactly("$ifNull", 2, argument);
        return scope -> {
            Object value = parts.get(0).evaluate(scope);
            return Values.isNullOrMissing(value) ? parts.get(1).evaluate(scope) : value;
        };
    }

    private static Expression choose(@Nullable Object argument) {
        Document named = Arguments.named("$switch", 40060, argument);
        Map<Expression, Expression> branches = new LinkedHashMap<>();
        for (Object branch :
                Arguments.array(40061, "$switch expected an array for 'branches', found: ", named.get("branches"))) {
            Document parts = Arguments.named("$switch", 40062, branch);
            branches.put(
                    Arguments.required("$switch", 40064, parts, "case"),
                    Arguments.required("$switch", 40065, parts, "then"));
        }
        return scope -> {
            for (Map.Entry<Expression, Expression> branch : branches.entrySet()) {
                if (Values.isTrue(branch.getKey().evaluate(scope))) {
                    return branch.getValue().evaluate(scope);
                }
            }
            if (!named.containsKey("default")) {
                throw new CommandException(
                        40066, "$switch could not find a matching branch for an input, and no default was specified.");
            }
            return ExpressionParser.parse(named.get("default")).evaluate(scope);
        };
    }

    private static Expression let(@Nullable Object argument) {
        Document named = Arguments.named("$let", 16874, argument);
        Map<String, Expression> variables = new LinkedHashMap<>();
        Paths.document(named, "vars").forEach((name, value) -> variables.put(name, ExpressionParser.parse(value)));
        Expression in = Arguments.required("$let", 16877, named, "in");
        return scope -> {
            Scope inner = scope;
            for (Map.Entry<String, Expression> variable : variables.entrySet()) {
                inner = inner.with(variable.getKey(), variable.getValue().evaluate(scope));
            }
            return in.evaluate(inner);
        };
    }
}
