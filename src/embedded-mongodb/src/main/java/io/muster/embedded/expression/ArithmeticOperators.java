package io.muster.embedded.expression;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Numbers;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** Sums and the like. A null or missing argument makes the result null; an int that overflows becomes a long. */
final class ArithmeticOperators {

    private ArithmeticOperators() {}

    static void register() {
        Operators.add("$add", argument -> {
            List<Expression> operands = Arguments.all(argument);
            return scope -> add(Arguments.evaluate(operands, scope));
        });
        Operators.addFixed("$subtract", 2, arguments -> subtract(arguments.get(0), arguments.get(1)));
        Operators.add("$multiply", argument -> {
            List<Expression> operands = Arguments.all(argument);
            return scope -> multiply(Arguments.evaluate(operands, scope));
        });
        Operators.addFixed("$divide", 2, arguments -> divide(arguments.get(0), arguments.get(1)));
        Operators.addFixed("$mod", 2, arguments -> remainder(arguments.get(0), arguments.get(1)));
        rounding("$ceil", Math::ceil);
        rounding("$floor", Math::floor);
        Operators.addUnary("$abs", value -> {
            if (Values.isNullOrMissing(value)) {
                return null;
            }
            Number number = number("$abs", 28765, value);
            return number.doubleValue() < 0 ? Numbers.subtract(0, number) : number;
        });
        overAll("$sum", ArithmeticOperators::sum);
        overAll("$avg", ArithmeticOperators::average);
        overAll("$min", values -> extreme(values, -1));
        overAll("$max", values -> extreme(values, 1));
    }

    private static @Nullable Object add(List<@Nullable Object> values) {
        Number sum = 0;
        boolean date = false;
        for (Object value : values) {
            if (Values.isNullOrMissing(value)) {
                return null;
            } else if (value instanceof Instant instant) {
                date = true;
                sum = Numbers.add(sum, instant.toEpochMilli());
            } else if (value instanceof Number number) {
                sum = Numbers.add(sum, number);
            } else {
                throw new CommandException(
                        16554, "$add only supports numeric or date types, not " + Values.typeName(value));
            }
        }
        return date ? Instant.ofEpochMilli(sum.longValue()) : sum;
    }

    private static @Nullable Object subtract(@Nullable Object left, @Nullable Object right) {
        if (Values.isNullOrMissing(left) || Values.isNullOrMissing(right)) {
            return null;
        } else if (left instanceof Instant a && right instanceof Instant b) {
            return a.toEpochMilli() - b.toEpochMilli();
        } else if (left instanceof Instant a && right instanceof Number b) {
            return a.minusMillis(b.longValue());
        } else if (left instanceof Number a && right instanceof Number b) {
            return Numbers.subtract(a, b);
        }
        throw new CommandException(
                16556, "cant $subtract a" + Values.typeName(right) + " from a " + Values.typeName(left));
    }

    private static @Nullable Object multiply(List<@Nullable Object> values) {
        Number product = 1;
        for (Object value : values) {
            if (Values.isNullOrMissing(value)) {
                return null;
            }
            product = Numbers.multiply(product, number("$multiply", 16555, value));
        }
        return product;
    }

    private static @Nullable Object divide(@Nullable Object left, @Nullable Object right) {
        if (Values.isNullOrMissing(left) || Values.isNullOrMissing(right)) {
            return null;
        }
        double divisor = number("$divide", 16609, right).doubleValue();
        if (divisor == 0) {
            throw new CommandException(16608, "can't $divide by zero");
        }
        return number("$divide", 16609, left).doubleValue() / divisor;
    }

    private static @Nullable Object remainder(@Nullable Object left, @Nullable Object right) {
        if (Values.isNullOrMissing(left) || Values.isNullOrMissing(right)) {
            return null;
        }
        Number divisor = number("$mod", 16611, right);
        if (divisor.doubleValue() == 0) {
            throw new CommandException(16610, "can't $mod by zero");
        }
        return Numbers.remainder(number("$mod", 16611, left), divisor);
    }

    private static void rounding(String name, DoubleUnaryOperator rounding) {
        Operators.addUnary(name, value -> {
            if (Values.isNullOrMissing(value)) {
                return null;
            }
            Number number = number(name, 28765, value);
            return number instanceof Double ? (Object) rounding.applyAsDouble(number.doubleValue()) : number;
        });
    }

    /** An operator over its arguments, or over the elements if its only argument is an array. */
    private static void overAll(String name, Operators.Computation computation) {
        Operators.add(name, argument -> {
            List<Expression> operands = Arguments.all(argument);
            return scope -> {
                List<@Nullable Object> values = Arguments.evaluate(operands, scope);
                return computation.of(
                        values.size() == 1 && values.get(0) instanceof Collection<?> array
                                ? new ArrayList<>(array)
                                : values);
            };
        });
    }

    private static Number sum(List<@Nullable Object> values) {
        Number sum = 0;
        for (Object value : values) {
            if (value instanceof Number number) {
                sum = Numbers.add(sum, number);
            }
        }
        return sum;
    }

    private static @Nullable Object average(List<@Nullable Object> values) {
        List<Number> numbers = values.stream()
                .filter(Number.class::isInstance)
                .map(Number.class::cast)
                .toList();
        return numbers.isEmpty() ? null : sum(new ArrayList<>(numbers)).doubleValue() / numbers.size();
    }

    private static @Nullable Object extreme(List<@Nullable Object> values, int sign) {
        Object extreme = null;
        for (Object value : values) {
            if (!Values.isNullOrMissing(value) && (extreme == null || Values.compare(value, extreme) * sign > 0)) {
                extreme = value;
            }
        }
        return extreme;
    }

    private static Number number(String operator, int code, @Nullable Object value) {
        if (value instanceof Number number) {
            return number;
        }
        throw new CommandException(code, operator + " only supports numeric types, not " + Values.typeName(value));
    }
}
