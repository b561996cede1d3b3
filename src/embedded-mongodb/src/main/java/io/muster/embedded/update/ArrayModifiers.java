package io.muster.embedded.update;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.ByteKey;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.query.Filter;
import io.muster.embedded.query.SortOrder;
import org.jspecify.annotations.Nullable;

/** The update operators on arrays. */
final class ArrayModifiers {

    private static final Scope NO_VARIABLES = Scope.at(Instant.EPOCH, new BsonTimestamp(0));

    private ArrayModifiers() {}

    static Modifier push(@Nullable Object argument) {
        Document options = argument instanceof Document document && document.containsKey("$each")
                ? document
                : new Document("$each", Collections.singletonList(argument));
        Collection<?> each = list("$push", options.get("$each"));
        return (value, target) -> {
            List<@Nullable Object> array = new ArrayList<>(existing("$push", value, target));
            int at = options.get("$position") instanceof Number position ? position.intValue() : array.size();
            int from = at < 0 ? Math.max(0, array.size() + at) : Math.min(at, array.size());
            array.addAll(from, each);
            List<@Nullable Object> result = sliced(sorted(array, options.get("$sort")), options.get("$slice"));
            return result.equals(value) ? value : result;
        };
    }

    private static List<@Nullable Object> sorted(List<@Nullable Object> array, @Nullable Object sort) {
        if (sort instanceof Document order) {
            List<Document> documents = new ArrayList<>();
            array.forEach(element -> documents.add((Document) element));
            return new ArrayList<>(SortOrder.parse(order).sort(documents));
        } else if (sort instanceof Number direction) {
            List<@Nullable Object> sorted = new ArrayList<>(array);
            sorted.sort((left, right) -> Values.compare(left, right) * direction.intValue());
            return sorted;
        }
        return array;
    }

    private static List<@Nullable Object> sliced(List<@Nullable Object> array, @Nullable Object slice) {
        if (!(slice instanceof Number count)) {
            return array;
        }
        int keep = Math.min(Math.abs(count.intValue()), array.size());
        return new ArrayList<>(
                count.intValue() < 0 ? array.subList(array.size() - keep, array.size()) : array.subList(0, keep));
    }

    static Modifier addToSet(@Nullable Object argument) {
        Collection<?> each = argument instanceof Document document && document.containsKey("$each")
                ? list("$addToSet", document.get("$each"))
                : Collections.singletonList(argument);
        return (value, target) -> {
            List<@Nullable Object> array = new ArrayList<>(existing("$addToSet", value, target));
            Set<ByteKey> seen = new HashSet<>();
            array.forEach(element -> seen.add(ByteKey.of(element)));
            boolean changed = Values.isMissing(value);
            for (Object element : each) {
                if (seen.add(ByteKey.of(element))) {
                    array.add(element);
                    changed = true;
                }
            }
            return changed ? array : value;
        };
    }

    static Modifier pull(@Nullable Object argument) {
        return without("$pull", matcher(argument));
    }

    private static Predicate<@Nullable Object> matcher(@Nullable Object condition) {
        if (!(condition instanceof Document document)) {
            return element -> Values.equal(element, condition);
        }
        boolean ofValues =
                !document.isEmpty() && document.keySet().iterator().next().startsWith("$");
        Filter filter = Filter.parse(ofValues ? new Document("value", document) : document);
        return element -> ofValues
                ? filter.matches(new Document("value", element), NO_VARIABLES)
                : element instanceof Document each && filter.matches(each, NO_VARIABLES);
    }

    static Modifier pullAll(@Nullable Object argument) {
        Set<ByteKey> unwanted = new HashSet<>();
        list("$pullAll", argument).forEach(element -> unwanted.add(ByteKey.of(element)));
        return without("$pullAll", element -> unwanted.contains(ByteKey.of(element)));
    }

    private static Modifier without(String operator, Predicate<@Nullable Object> unwanted) {
        return (value, target) -> {
            if (Values.isMissing(value)) {
                return value;
            }
            List<@Nullable Object> array = new ArrayList<>(existing(operator, value, target));
            return array.removeIf(unwanted) ? array : value;
        };
    }

    static Modifier pop(@Nullable Object argument) {
        boolean last = argument instanceof Number number && number.intValue() > 0;
        return (value, target) -> {
            if (Values.isMissing(value) || existing("$pop", value, target).isEmpty()) {
                return value;
            }
            List<@Nullable Object> array = new ArrayList<>(existing("$pop", value, target));
            array.remove(last ? array.size() - 1 : 0);
            return array;
        };
    }

    private static List<?> existing(String operator, @Nullable Object value, Modifier.Target target) {
        if (value instanceof List<?> list) {
            return list;
        } else if (Values.isMissing(value)) {
            return List.of();
        } else if ("$addToSet".equals(operator)) {
            throw new CommandException(
                    2,
                    "Cannot apply $addToSet to non-array field. Field named '" + target.field()
                            + "' has non-array type " + Values.typeName(value));
        } else if ("$push".equals(operator)) {
            throw new CommandException(
                    2,
                    "The field '" + target.field() + "' must be an array but is of type " + Values.typeName(value)
                            + " in document {_id: " + Values.text(target.id()) + "}");
        }
        throw new CommandException(2, "Cannot apply " + operator + " to a non-array value");
    }

    private static Collection<?> list(String operator, @Nullable Object argument) {
        if (argument instanceof Collection<?> list) {
            return list;
        }
        throw new CommandException(
                2,
                "The argument to $each in " + operator + " must be an array but it was of type "
                        + Values.typeName(argument));
    }
}
