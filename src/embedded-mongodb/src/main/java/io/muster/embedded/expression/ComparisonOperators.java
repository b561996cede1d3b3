package io.muster.embedded.expression;

import java.util.List;
import java.util.function.IntPredicate;

import io.muster.embedded.bson.Values;

/** Comparisons, which know an order of all values whatever their types, and the operators of logic. */
final class ComparisonOperators {

    private ComparisonOperators() {}

    static void register() {
        compare("$eq", order -> order == 0);
        compare("$ne", order -> order != 0);
        compare("$gt", order -> order > 0);
        compare("$gte", order -> order >= 0);
        compare("$lt", order -> order < 0);
        compare("$lte", order -> order <= 0);
        Operators.addFixed("$cmp", 2, arguments -> Integer.signum(Values.compare(arguments.get(0), arguments.get(1))));
        Operators.add("$and", argument -> {
            List<Expression> operands = Arguments.all(argument);
            return scope -> operands.stream().allMatch(operand -> Values.isTrue(operand.evaluate(scope)));
        });
        Operators.add("$or", argument -> {
            List<Expression> operands = Arguments.all(argument);
            return scope -> operands.stream().anyMatch(operand -> Values.isTrue(operand.evaluate(scope)));
        });
        Operators.addUnary("$not", value -> !Values.isTrue(value));
    }

    private static void compare(String name, IntPredicate test) {
        Operators.add(name, argument -> {
            List<Expression> operands = Arguments.exactly(name, 2, argument);
            Expression left = operands.get(0);
            Expression right = operands.get(1);
            boolean equality = "$eq".equals(name) || "$ne".equals(name);
            return scope -> {
                Object a = left.evaluate(scope);
                Object b = right.evaluate(scope);
                if (equality) {
                    return test.test(Values.equal(a, b) ? 0 : 1);
                }
                return test.test(Values.compare(a, b));
            };
        });
    }
}
