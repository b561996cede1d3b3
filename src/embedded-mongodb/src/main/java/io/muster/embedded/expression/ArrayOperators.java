package io.muster.embedded.expression;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** Operators on whole arrays. */
final class ArrayOperators {

    private ArrayOperators() {}

    static void register() {
        Operators.addUnary(
                "$size",
                value -> Arguments.array(17124, "The argument to $size must be an array, but was of type: ", value)
                        .size());
        Operators.addUnary("$isArray", Collection.class::isInstance);
        Operators.addFixed("$arrayElemAt", 2, ArrayOperators::elementAt);
        Operators.add("$concatArrays", argument -> {
            List<Expression> operands = Arguments.all(argument);
            return scope -> concat(Arguments.evaluate(operands, scope));
        });
        Operators.addFixed("$in", 2, ArrayOperators::in);
        Operators.addRange("$indexOfArray", 2, 4, ArrayOperators::indexOf);
        Operators.addUnary("$reverseArray", value -> {
            if (Values.isNullOrMissing(value)) {
                return null;
            }
            List<@Nullable Object> reversed = new ArrayList<>(
                    Arguments.array(34435, "The argument to $reverseArray must be an array, but was of type: ", value));
            Collections.reverse(reversed);
            return reversed;
        });
        Operators.addRange("$slice", 2, 3, ArrayOperators::slice);
        Operators.addRange("$range", 2, 3, ArrayOperators::range);
    }

    private static @Nullable Object elementAt(List<@Nullable Object> arguments) {
        Object array = arguments.get(0);
        Object index = arguments.get(1);
        if (Values.isNullOrMissing(array) || Values.isNullOrMissing(index)) {
            return null;
        }
        if (!(array instanceof List<?> list)) {
            throw new CommandException(
                    28689, "$arrayElemAt's first argument must be an array, but is " + Values.typeName(array));
        }
        int at = whole(28690, "$arrayElemAt's second argument must be a numeric value, but is ", index);
        int from = at < 0 ? list.size() + at : at;
        return from < 0 || from >= list.size() ? Values.MISSING : list.get(from);
    }

    private static @Nullable Object concat(List<@Nullable Object> arrays) {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object array : arrays) {
            if (Values.isNullOrMissing(array)) {
                return null;
            }
            all.addAll(Arguments.array(28664, "$concatArrays only supports arrays, not ", array));
        }
        return all;
    }

    private static boolean in(List<@Nullable Object> arguments) {
        Object wanted = arguments.get(0);
        return Arguments.array(40081, "$in requires an array as a second argument, found: ", arguments.get(1)).stream()
                .anyMatch(element -> Values.equal(element, wanted));
    }

    private static @Nullable Object indexOf(List<@Nullable Object> arguments) {
        Object array = arguments.get(0);
        if (Values.isNullOrMissing(array)) {
            return null;
        }
        if (!(array instanceof List<?> list)) {
            throw new CommandException(
                    40090, "$indexOfArray requires an array as a first argument, found: " + Values.typeName(array));
        }
        int start = arguments.size() > 2
                ? whole(
                        40096,
                        "$indexOfArray requires an integral starting index, found a value of type: ",
                        arguments.get(2))
                : 0;
        int end = arguments.size() > 3
                ? whole(
                        40096,
                        "$indexOfArray requires an integral ending index, found a value of type: ",
                        arguments.get(3))
                : list.size();
        for (int i = start; i < Math.min(end, list.size()); i++) {
            if (Values.equal(list.get(i), arguments.get(1))) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable Object slice(List<@Nullable Object> arguments) {
        Object array = arguments.get(0);
        if (arguments.stream().anyMatch(Values::isNullOrMissing)) {
            return null;
        }
        if (!(array instanceof List<?> list)) {
            throw new CommandException(
                    28724, "First argument to $slice must be an array, but is of type: " + Values.typeName(array));
        }
        int first =
                whole(28725, "Second argument to $slice must be a numeric value, but is of type: ", arguments.get(1));
        int size = list.size();
        if (arguments.size() == 2) {
            int from = first < 0 ? Math.max(0, size + first) : 0;
            return new ArrayList<>(list.subList(from, first < 0 ? size : Math.min(first, size)));
        }
        int count =
                whole(28727, "Third argument to $slice must be a numeric value, but is of type: ", arguments.get(2));
        int from = first < 0 ? Math.max(0, size + first) : Math.min(first, size);
        return new ArrayList<>(list.subList(from, Math.min(size, from + count)));
    }

    private static List<Integer> range(List<@Nullable Object> arguments) {
        int from = whole(34443, "$range requires a numeric starting value, found value of type: ", arguments.get(0));
        int to = whole(34445, "$range requires a numeric ending value, found value of type: ", arguments.get(1));
        int step = arguments.size() == 2
                ? 1
                : whole(34447, "$range requires a numeric step value, found value of type:", arguments.get(2));
        if (step == 0) {
            throw new CommandException(34449, "$range requires a non-zero step value");
        }
        List<Integer> numbers = new ArrayList<>();
        for (int i = from; step > 0 ? i < to : i > to; i += step) {
            numbers.add(i);
        }
        return numbers;
    }

    private static int whole(int code, String complaint, @Nullable Object value) {
        if (value instanceof Number number) {
            return number.intValue();
        }
        throw new CommandException(code, complaint + Values.typeName(value));
    }
}
