package io.muster.embedded.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.muster.embedded.bson.CommandException;
import org.jspecify.annotations.Nullable;

/** All operators by name. A group of operators registers itself here; what is not registered is error 168. */
final class Operators {

    private static final Map<String, Factory> BY_NAME = new HashMap<>();

    static {
        ComparisonOperators.register();
        ArithmeticOperators.register();
        ArrayOperators.register();
        LoopOperators.register();
        SetOperators.register();
        ControlOperators.register();
        ObjectOperators.register();
        LibraryOperators.register();
    }

    private Operators() {}

    /** Makes an expression of what stands behind the operator's name. */
    @FunctionalInterface
    interface Factory {
        Expression parse(@Nullable Object argument);
    }

    /** Computes an operator's value from the values of its arguments. */
    @FunctionalInterface
    interface Computation {
        @Nullable
        Object of(List<@Nullable Object> arguments);
    }

    static Expression parse(String name, @Nullable Object argument) {
        Factory factory = BY_NAME.get(name);
        if (factory == null) {
            throw new CommandException(168, "Unrecognized expression '" + name + "'");
        }
        return factory.parse(argument);
    }

    static void add(String name, Factory factory) {
        BY_NAME.put(name, factory);
    }

    /** An operator with exactly one argument, which may stand alone or in an array. */
    static void addUnary(String name, Function<@Nullable Object, @Nullable Object> computation) {
        add(name, argument -> {
            Expression operand = Arguments.exactly(name, 1, argument).get(0);
            return scope -> computation.apply(operand.evaluate(scope));
        });
    }

    /** An operator with a fixed number of arguments. */
    static void addFixed(String name, int count, Computation computation) {
        add(name, argument -> computed(Arguments.exactly(name, count, argument), computation));
    }

    /** An operator with any number of arguments from {@code least} to {@code most}. */
    static void addRange(String name, int least, int most, Computation computation) {
        add(name, argument -> computed(Arguments.between(name, least, most, argument), computation));
    }

    private static Expression computed(List<Expression> operands, Computation computation) {
        return scope -> computation.of(Arguments.evaluate(operands, scope));
    }
}
