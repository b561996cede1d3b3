package io.muster.embedded.expression;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** Operators that evaluate an expression once for each element of an array. */
final class LoopOperators {

    private LoopOperators() {}

    static void register() {
        Operators.add("$filter", LoopOperators::filter);
        Operators.add("$map", LoopOperators::map);
        Operators.add("$reduce", LoopOperators::reduce);
    }

    private static Expression filter(@Nullable Object argument) {
        Document named = Arguments.named("$filter", 28646, argument);
        Expression input = Arguments.required("$filter", 28648, named, "input");
        Expression condition = Arguments.required("$filter", 28650, named, "cond");
        String element = name(named);
        return scope -> {
            Object array = input.evaluate(scope);
            if (Values.isNullOrMissing(array)) {
                return null;
            }
            List<@Nullable Object> kept = new ArrayList<>();
            for (Object value : elements(28651, "input to $filter must be an array not ", array)) {
                if (Values.isTrue(condition.evaluate(scope.with(element, value)))) {
                    kept.add(value);
                }
            }
            return kept;
        };
    }

    private static Expression map(@Nullable Object argument) {
        Document named = Arguments.named("$map", 16878, argument);
        Expression input = Arguments.required("$map", 16880, named, "input");
        Expression each = Arguments.required("$map", 16882, named, "in");
        String element = name(named);
        return scope -> {
            Object array = input.evaluate(scope);
            if (Values.isNullOrMissing(array)) {
                return null;
            }
            List<@Nullable Object> mapped = new ArrayList<>();
            for (Object value : elements(16883, "input to $map must be an array not ", array)) {
                Object result = each.evaluate(scope.with(element, value));
                mapped.add(Values.isMissing(result) ? null : result);
            }
            return mapped;
        };
    }

    private static Expression reduce(@Nullable Object argument) {
        Document named = Arguments.named("$reduce", 40075, argument);
        Expression input = Arguments.required("$reduce", 40077, named, "input");
        Expression initial = Arguments.required("$reduce", 40078, named, "initialValue");
        Expression each = Arguments.required("$reduce", 40079, named, "in");
        return scope -> {
            Object array = input.evaluate(scope);
            if (Values.isNullOrMissing(array)) {
                return null;
            }
            Object value = initial.evaluate(scope);
            for (Object element : elements(40080, "input to $reduce must be an array not ", array)) {
                value = each.evaluate(scope.with("this", element).with("value", value));
            }
            return value;
        };
    }

    private static Collection<?> elements(int code, String complaint, @Nullable Object array) {
        return Arguments.array(code, complaint, array);
    }

    private static String name(Document named) {
        return named.get("as") instanceof String name ? name : "this";
    }
}
