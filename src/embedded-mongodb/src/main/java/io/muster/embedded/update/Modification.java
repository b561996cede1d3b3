package io.muster.embedded.update;

import java.util.ArrayList;
import java.util.List;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.query.Filter;
import org.jspecify.annotations.Nullable;

/**
 * One modifier at one path. Every document and array on the way is copied, the rest of the document is shared.
 *
 * @param creates whether what is missing on the way is created; {@code $unset} and {@code $pull} do not
 */
record Modification(Paths path, Modifier modifier, boolean creates, boolean onlyOnInsert) {

    /** How much of a string a message shows, in characters. */
    private static final int LONGEST_SHOWN = 150;

    /** What a path's special parts mean in one document. */
    record Context(@Nullable Object id, List<Document> arrayFilters, Position position, Scope scope) {

        /** Finds the element of an array that the query matched. */
        @FunctionalInterface
        interface Position {
            int of(List<?> list, String path);
        }
    }

    Document apply(Document document, Context context) {
        return (Document) change(document, 0, context);
    }

    private Object change(@Nullable Object current, int depth, Context context) {
        List<String> parts = path.parts();
        if (depth == parts.size()) {
            return modified(current, context);
        }
        String part = parts.get(depth);
        if (current instanceof Document document) {
            return changeField(document, part, depth, context);
        } else if (current instanceof List<?> list) {
            return changeElements(list, part, depth, context);
        } else if (current == null || !Values.isMissing(current)) {
            if (creates) {
                throw notViable(part, depth, current);
            }
            return value(current);
        } else if (part.startsWith("$[")) {
            throw new CommandException(
                    2,
                    "The path '" + String.join(".", parts.subList(0, depth))
                            + "' must exist in the document in order to apply array updates.");
        }
        Object made = change(Values.MISSING, depth + 1, context);
        return Values.isMissing(made) ? Values.MISSING : new Document(part, unwrap(made));
    }

    private Object changeField(Document document, String part, int depth, Context context) {
        if (part.startsWith("$")) {
            throw notViable(part, depth, document);
        }
        Object before = Paths.field(document, part);
        Object after = change(before, depth + 1, context);
        if (unwrap(after) == before) {
            return document;
        }
        Document copy = new Document(document);
        if (Values.isMissing(after)) {
            copy.remove(part);
        } else {
            copy.put(part, unwrap(after));
        }
        return copy;
    }

    private Object changeElements(List<?> list, String part, int depth, Context context) {
        List<@Nullable Object> copy = new ArrayList<>(list);
        boolean changed = false;
        for (int index : indexes(list, part, depth, context)) {
            Object before = index < copy.size() ? copy.get(index) : Values.MISSING;
            Object after = unwrap(change(before, depth + 1, context));
            if (after == before) {
                continue;
            }
            while (copy.size() <= index) {
                copy.add(null);
            }
            copy.set(index, Values.isMissing(after) ? null : after);
            changed = true;
        }
        return changed ? copy : list;
    }

    private List<Integer> indexes(List<?> list, String part, int depth, Context context) {
        List<Integer> indexes = new ArrayList<>();
        if ("$".equals(part)) {
            String array = String.join(".", path.parts().subList(0, depth));
            indexes.add(context.position.of(list, array));
        } else if (part.startsWith("$[")) {
            String name = part.substring(2, part.length() - 1);
            for (int i = 0; i < list.size(); i++) {
                if (name.isEmpty() || passes(name, list.get(i), context)) {
                    indexes.add(i);
                }
            }
        } else if (Paths.index(part) >= 0) {
            indexes.add(Paths.index(part));
        } else if (creates) {
            throw notViable(part, depth, list);
        }
        return indexes;
    }

    private static boolean passes(String name, @Nullable Object element, Context context) {
        for (Document filter : context.arrayFilters) {
            String first = filter.isEmpty()
                    ? ""
                    : Paths.of(filter.keySet().iterator().next()).first();
            if (name.equals(first)) {
                return Filter.parse(filter).matches(new Document(name, element), context.scope);
            }
        }
        throw new CommandException(2, "No array filter found for identifier '" + name + "'");
    }

    private Object modified(@Nullable Object current, Context context) {
        List<String> parts = path.parts();
        Object after = modifier.apply(current, new Modifier.Target(context.id, parts.get(parts.size() - 1)));
        return value(after);
    }

    /** Nulls travel through the recursion as a marker, so that "nothing there" and "null there" stay apart. */
    private static Object value(@Nullable Object value) {
        return value == null ? Null.VALUE : value;
    }

    private static @Nullable Object unwrap(Object value) {
        return value == Null.VALUE ? null : value;
    }

    private enum Null {
        VALUE
    }

    private CommandException notViable(String part, int depth, @Nullable Object current) {
        String name = depth == 0 ? "" : path.parts().get(depth - 1);
        String element = current instanceof String text && text.length() > LONGEST_SHOWN
                ? Values.text(text.substring(0, LONGEST_SHOWN) + "...")
                : Values.text(current);
        return new CommandException(
                28, "Cannot create field '" + part + "' in element {" + name + ": " + element + "}");
    }
}
