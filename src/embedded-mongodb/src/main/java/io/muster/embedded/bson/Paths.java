package io.muster.embedded.bson;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/** A dotted path such as {@code accepted_staff.userKey}, and the ways in which MongoDB follows one. */
public final class Paths {

    private final String text;
    private final String[] parts;

    private Paths(String text) {
        this.text = text;
        this.parts = text.split("\\.", -1);
    }

    public static Paths of(String dotted) {
        return new Paths(dotted);
    }

    /** The field of the document itself with which the path begins. */
    public String first() {
        return parts[0];
    }

    /** The fields of the path, in order. */
    public List<String> parts() {
        return List.of(parts);
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * As an expression reads a path: an array on the way becomes the array of what its elements have there.
     *
     * @return the value, null, or {@link Values#MISSING}
     */
    public @Nullable Object read(@Nullable Object from) {
        return read(from, 0);
    }

    private @Nullable Object read(@Nullable Object from, int depth) {
        if (depth == parts.length) {
            return from;
        } else if (from instanceof Map<?, ?> document) {
            return read(field(document, parts[depth]), depth + 1);
        } else if (from instanceof List<?> list) {
            List<@Nullable Object> found = new ArrayList<>();
            for (Object element : list) {
                Object value = element instanceof Map ? read(element, depth) : Values.MISSING;
                if (!Values.isMissing(value)) {
                    found.add(value);
                }
            }
            return found;
        }
        return Values.MISSING;
    }

    /**
     * As a query follows a path: into every element of an array on the way, and by a number to the element there.
     *
     * @param test asked of every value at the end of the path, {@link Values#MISSING} where a document has none
     * @return whether one of the values passed
     */
    public boolean anyMatch(@Nullable Object from, Predicate<@Nullable Object> test) {
        return anyMatch(from, 0, test);
    }

    private boolean anyMatch(@Nullable Object from, int depth, Predicate<@Nullable Object> test) {
        if (depth == parts.length) {
            return test.test(from);
        } else if (from instanceof Map<?, ?> document) {
            return anyMatch(field(document, parts[depth]), depth + 1, test);
        } else if (from instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map && anyMatch(element, depth, test)) {
                    return true;
                }
            }
            int index = index(parts[depth]);
            return index >= 0 && index < list.size() && anyMatch(list.get(index), depth + 1, test);
        }
        return test.test(Values.MISSING);
    }

    /** The number that a part of a path stands for in an array, or -1. */
    public static int index(String part) {
        if (part.isEmpty() || part.length() > 9) {
            return -1;
        }
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) < '0' || part.charAt(i) > '9') {
                return -1;
            }
        }
        return Integer.parseInt(part);
    }

    /** A document's own field, {@link Values#MISSING} if it has none of that name. */
    public static @Nullable Object field(Map<?, ?> document, String name) {
        Object value = document.get(name);
        return value != null || document.containsKey(name) ? value : Values.MISSING;
    }

    /** A field that must be a document if it is there. */
    public static Document document(Document parent, String name) {
        Object value = parent.get(name);
        if (value == null) {
            return new Document();
        } else if (value instanceof Document document) {
            return document;
        }
        throw new CommandException(
                14,
                "BSON field '" + name + "' is the wrong type '" + Values.typeName(value) + "', expected type 'object'");
    }
}
