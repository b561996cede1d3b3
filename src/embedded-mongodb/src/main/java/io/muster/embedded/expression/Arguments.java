package io.muster.embedded.expression;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** The arguments of an operator: how many there are and what they have to be. */
final class Arguments {

    private Arguments() {}

    static List<Expression> all(@Nullable Object argument) {
        return argument instanceof List<?> list
                ? list.stream().map(ExpressionParser::parse).toList()
                : List.of(ExpressionParser.parse(argument));
    }

    static List<Expression> exactly(String operator, int count, @Nullable Object argument) {
        List<Expression> arguments = all(argument);
        if (arguments.size() != count) {
            throw new CommandException(
                    16020,
                    "Expression " + operator + " takes exactly " + count + " arguments. " + arguments.size()
                            + " were passed in.");
        }
        return arguments;
    }

    static List<Expression> between(String operator, int least, int most, @Nullable Object argument) {
        List<Expression> arguments = all(argument);
        if (arguments.size() < least || arguments.size() > most) {
            throw new CommandException(
                    28667,
                    "Expression " + operator + " takes at least " + least + " arguments, and at most " + most + ", but "
                            + arguments.size() + " were passed in.");
        }
        return arguments;
    }

    static List<@Nullable Object> evaluate(List<Expression> expressions, Scope scope) {
        List<@Nullable Object> values = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            values.add(expression.evaluate(scope));
        }
        return values;
    }

    /** The named arguments of an operator such as {@code $filter}. */
    static Document named(String operator, int code, @Nullable Object argument) {
        if (argument instanceof Document document) {
            return document;
        }
        throw new CommandException(code, operator + " only supports an object as its argument");
    }

    static Expression required(String operator, int code, Document named, String name) {
        if (!named.containsKey(name)) {
            throw new CommandException(code, "Missing '" + name + "' parameter to " + operator);
        }
        return ExpressionParser.parse(named.get(name));
    }

    static Collection<?> array(int code, String complaint, @Nullable Object value) {
        if (value instanceof Collection<?> array) {
            return array;
        }
        throw new CommandException(code, complaint + Values.typeName(value));
    }
}
