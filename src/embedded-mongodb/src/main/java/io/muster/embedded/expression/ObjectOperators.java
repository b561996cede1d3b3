package io.muster.embedded.expression;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** Operators that make objects, take them apart, or join strings. */
final class ObjectOperators {

    private ObjectOperators() {}

    static void register() {
        Operators.add("$mergeObjects", argument -> {
            List<Expression> operands = Arguments.all(argument);
            return scope -> merge(Arguments.evaluate(operands, scope));
        });
        Operators.addUnary("$objectToArray", ObjectOperators::toArray);
        Operators.addUnary("$arrayToObject", ObjectOperators::toObject);
        Operators.add("$concat", argument -> {
            List<Expression> operands = Arguments.all(argument);
            return scope -> concat(Arguments.evaluate(operands, scope));
        });
    }

    private static Document merge(List<@Nullable Object> values) {
        Collection<?> objects = values.size() == 1 && values.get(0) instanceof Collection<?> array ? array : values;
        Document merged = new Document();
        for (Object object : objects) {
            if (object instanceof Document document) {
                merged.putAll(document);
            } else if (!Values.isNullOrMissing(object)) {
                throw new CommandException(
                        40400, "$mergeObjects requires object inputs, but input is of type " + Values.typeName(object));
            }
        }
        return merged;
    }

    private static @Nullable Object toArray(@Nullable Object value) {
        if (Values.isNullOrMissing(value)) {
            return null;
        } else if (value instanceof Document document) {
            List<Document> pairs = new ArrayList<>();
            document.forEach((name, field) -> pairs.add(new Document("k", name).append("v", field)));
            return pairs;
        }
        throw new CommandException(40390, "$objectToArray requires a document input, found: " + Values.typeName(value));
    }

    private static @Nullable Object toObject(@Nullable Object value) {
        if (Values.isNullOrMissing(value)) {
            return null;
        }
        Document object = new Document();
        for (Object element : Arguments.array(40386, "$arrayToObject requires an array input, found: ", value)) {
            if (element instanceof Document pair && pair.get("k") instanceof String name && pair.containsKey("v")) {
                object.put(name, pair.get("v"));
            } else if (element instanceof List<?> pair && pair.size() == 2 && pair.get(0) instanceof String name) {
                object.put(name, pair.get(1));
            } else {
                throw new CommandException(
                        40398, "Unrecognised input type format for $arrayToObject: " + Values.typeName(element));
            }
        }
        return object;
    }

    private static @Nullable Object concat(List<@Nullable Object> parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            if (Values.isNullOrMissing(part)) {
                return null;
            } else if (!(part instanceof String)) {
                throw new CommandException(16702, "$concat only supports strings, not " + Values.typeName(part));
            }
            text.append(part);
        }
        return text.toString();
    }
}
