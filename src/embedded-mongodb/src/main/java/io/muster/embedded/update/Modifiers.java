package io.muster.embedded.update;

import java.time.Instant;
import java.util.Map;
import java.util.function.BinaryOperator;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Numbers;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** The update operators by name: those on single values here, those on arrays in {@link ArrayModifiers}. */
final class Modifiers {

    private static final Map<String, Factory> BY_NAME = Map.ofEntries(
            Map.entry("$set", argument -> (value, target) -> same(value, argument) ? value : argument),
            Map.entry("$setOnInsert", argument -> (value, target) -> argument),
            Map.entry("$unset", argument -> (value, target) -> Values.MISSING),
            Map.entry("$inc", argument -> calculate("$inc", "increment", argument, Numbers::add)),
            Map.entry("$mul", argument -> calculate("$mul", "multiply", argument, Numbers::multiply)),
            Map.entry("$min", argument -> extreme(argument, -1)),
            Map.entry("$max", argument -> extreme(argument, 1)),
            Map.entry("$currentDate", Modifiers::currentDate),
            Map.entry("$push", ArrayModifiers::push),
            Map.entry("$addToSet", ArrayModifiers::addToSet),
            Map.entry("$pull", ArrayModifiers::pull),
            Map.entry("$pullAll", ArrayModifiers::pullAll),
            Map.entry("$pop", ArrayModifiers::pop));

    private Modifiers() {}

    @FunctionalInterface
    private interface Factory {
        Modifier parse(@Nullable Object argument);
    }

    /** @throws CommandException 9 if there is no such operator */
    static void require(String operator) {
        if (!BY_NAME.containsKey(operator) && !"$rename".equals(operator)) {
            throw new CommandException(
                    9,
                    "Unknown modifier: " + operator
                            + ". Expected a valid update modifier or pipeline-style update specified as an array");
        }
    }

    static Modification parse(String operator, String path, @Nullable Object argument) {
        Factory factory = BY_NAME.get(operator);
        if (factory == null) {
            throw new CommandException(2, "The 'to' field for $rename must be a string: " + path);
        }
        boolean creates = !operator.equals("$unset") && !operator.startsWith("$pull") && !operator.equals("$pop");
        return new Modification(Paths.of(path), factory.parse(argument), creates, operator.equals("$setOnInsert"));
    }

    /** Equal and of the same type: writing it again would change no byte. */
    private static boolean same(@Nullable Object left, @Nullable Object right) {
        return left == null ? right == null : left.equals(right);
    }

    private static Modifier calculate(
            String operator, String verb, @Nullable Object argument, BinaryOperator<Number> operation) {
        if (!(argument instanceof Number operand)) {
            throw new CommandException(
                    14,
                    "Cannot " + verb + " with non-numeric argument: {" + operator + ": " + Values.text(argument) + "}");
        }
        return (value, target) -> {
            if (Values.isMissing(value)) {
                return "$inc".equals(operator) ? operand : operation.apply(0, operand);
            } else if (value instanceof Number number) {
                Number result = operation.apply(number, operand);
                return result.equals(number) ? value : result;
            }
            throw new CommandException(
                    14,
                    "Cannot apply " + operator + " to a value of non-numeric type. {_id: " + Values.text(target.id())
                            + "} has the field '" + target.field() + "' of non-numeric type "
                            + Values.typeName(value));
        };
    }

    private static Modifier extreme(@Nullable Object argument, int sign) {
        return (value, target) ->
                Values.isMissing(value) || Values.compare(argument, value) * sign > 0 ? argument : value;
    }

    private static Modifier currentDate(@Nullable Object argument) {
        boolean timestamp = argument instanceof Document document && "timestamp".equals(document.get("$type"));
        return (value, target) -> {
            Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
            return timestamp ? new BsonTimestamp(now, 1) : now;
        };
    }
}
