package io.muster.embedded.expression;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.muster.embedded.bson.ByteKey;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** Arrays taken as sets: order and repetition do not count. */
final class SetOperators {

    private SetOperators() {}

    static void register() {
        Operators.addFixed("$setIsSubset", 2, arguments -> {
            Set<ByteKey> whole = keys(array("$setIsSubset", 17042, "second ", arguments.get(1)));
            return whole.containsAll(keys(array("$setIsSubset", 17046, "first ", arguments.get(0))));
        });
        Operators.add("$setEquals", argument -> {
            List<Expression> operands = Arguments.all(argument);
            return scope -> {
                List<Set<ByteKey>> sets = Arguments.evaluate(operands, scope).stream()
                        .map(value -> keys(array("$setEquals", 17044, "", value)))
                        .toList();
                return sets.stream().allMatch(sets.get(0)::equals);
            };
        });
        Operators.add("$setUnion", argument -> {
            List<Expression> operands = Arguments.all(argument);
            return scope -> union(Arguments.evaluate(operands, scope));
        });
        Operators.add("$setIntersection", argument -> {
            List<Expression> operands = Arguments.all(argument);
            return scope -> intersection(Arguments.evaluate(operands, scope));
        });
        Operators.addFixed("$setDifference", 2, SetOperators::difference);
        Operators.addUnary(
                "$anyElementTrue",
                value -> Arguments.array(17041, "$anyElementTrue's argument must be an array, but is ", value).stream()
                        .anyMatch(Values::isTrue));
        Operators.addUnary(
                "$allElementsTrue",
                value -> Arguments.array(17040, "$allElementsTrue's argument must be an array, but is ", value).stream()
                        .allMatch(Values::isTrue));
    }

    private static @Nullable Object union(List<@Nullable Object> sets) {
        Map<ByteKey, @Nullable Object> union = new LinkedHashMap<>();
        for (Object set : sets) {
            if (Values.isNullOrMissing(set)) {
                return null;
            }
            array("$setUnion", 17043, "", set).forEach(element -> union.putIfAbsent(ByteKey.of(element), element));
        }
        return new ArrayList<>(union.values());
    }

    private static @Nullable Object intersection(List<@Nullable Object> sets) {
        Map<ByteKey, @Nullable Object> common = new LinkedHashMap<>();
        boolean first = true;
        for (Object set : sets) {
            if (Values.isNullOrMissing(set)) {
                return null;
            }
            Collection<?> elements = array("$setIntersection", 17047, "", set);
            if (first) {
                elements.forEach(element -> common.putIfAbsent(ByteKey.of(element), element));
            } else {
                common.keySet().retainAll(keys(elements));
            }
            first = false;
        }
        return new ArrayList<>(common.values());
    }

    private static @Nullable Object difference(List<@Nullable Object> sets) {
        if (Values.isNullOrMissing(sets.get(0)) || Values.isNullOrMissing(sets.get(1))) {
            return null;
        }
        Set<ByteKey> seen = keys(array("$setDifference", 17049, "second ", sets.get(1)));
        List<@Nullable Object> rest = new ArrayList<>();
        for (Object element : array("$setDifference", 17048, "first ", sets.get(0))) {
            if (seen.add(ByteKey.of(element))) {
                rest.add(element);
            }
        }
        return rest;
    }

    private static Set<ByteKey> keys(Collection<?> elements) {
        Set<ByteKey> keys = new HashSet<>();
        elements.forEach(element -> keys.add(ByteKey.of(element)));
        return keys;
    }

    private static Collection<?> array(String operator, int code, String which, @Nullable Object value) {
        if (value instanceof Collection<?> elements) {
            return elements;
        }
        throw new CommandException(
                code,
                "both operands of " + operator + " must be arrays. " + which + "argument is of type: "
                        + Values.typeName(value));
    }
}
