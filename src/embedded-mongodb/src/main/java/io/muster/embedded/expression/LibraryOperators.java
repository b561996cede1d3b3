package io.muster.embedded.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/**
 * Operators on strings, dates and types that the library computes. It gets values in {@code $literal} only, because it
 * would take a string that begins with a dollar for a path.
 */
final class LibraryOperators {

    private static final List<String> POSITIONAL = List.of(
            "$exp",
            "$indexOfBytes",
            "$indexOfCP",
            "$ln",
            "$log",
            "$pow",
            "$split",
            "$sqrt",
            "$strLenBytes",
            "$strLenCP",
            "$substr",
            "$substrBytes",
            "$substrCP",
            "$toBool",
            "$toDate",
            "$toDouble",
            "$toInt",
            "$toLong",
            "$toLower",
            "$toObjectId",
            "$toString",
            "$toUpper",
            "$trunc",
            "$year",
            "$month",
            "$dayOfMonth",
            "$dayOfWeek",
            "$dayOfYear",
            "$hour",
            "$minute",
            "$second");

    private static final List<String> NAMED = List.of("$convert", "$dateToString");

    private LibraryOperators() {}

    static void register() {
        POSITIONAL.forEach(name -> Operators.add(name, argument -> {
            List<Expression> operands = Arguments.all(argument);
            return scope -> {
                List<@Nullable Object> literals = new ArrayList<>();
                operands.forEach(operand -> literals.add(literal(operand.evaluate(scope))));
                return compute(name, literals);
            };
        }));
        NAMED.forEach(name -> Operators.add(name, argument -> {
            Map<String, Expression> operands = new LinkedHashMap<>();
            Arguments.named(name, 9, argument)
                    .forEach((key, value) -> operands.put(key, ExpressionParser.parse(value)));
            return scope -> {
                Document literals = new Document();
                operands.forEach((key, operand) -> literals.put(key, literal(operand.evaluate(scope))));
                return compute(name, literals);
            };
        }));
    }

    private static Document literal(@Nullable Object value) {
        return new Document("$literal", Values.isMissing(value) ? null : value);
    }

    private static @Nullable Object compute(String name, Object arguments) {
        try {
            return de.bwaldvogel.mongo.backend.aggregation.Expression.evaluateDocument(
                    new Document(name, arguments), new Document());
        } catch (MongoServerError refused) {
            throw new CommandException(refused.getCode(), refused.getMessageWithoutErrorCode());
        }
    }
}
