package io.muster.embedded.update;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.query.Filter;
import org.jspecify.annotations.Nullable;

/** An update by operators such as {@code $set} and {@code $push}. */
record OperatorUpdate(List<Modification> modifications, List<Rename> renames, List<Document> arrayFilters)
        implements Update {

    /** {@code $rename}: the only operator that looks at two paths. */
    record Rename(Paths from, String to) {}

    static OperatorUpdate parse(Document source, List<Document> arrayFilters) {
        List<Modification> modifications = new ArrayList<>();
        List<Rename> renames = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        source.forEach((operator, operand) -> {
            Modifiers.require(operator);
            if (!(operand instanceof Document fields)) {
                throw new CommandException(
                        9,
                        "Modifiers operate on fields but we found another type for " + operator
                                + " instead. For example: {$mod: {<field>: ...}}");
            }
            fields.forEach((path, argument) -> {
                claim(paths, path);
                if ("$rename".equals(operator) && argument instanceof String target) {
                    claim(paths, target);
                    renames.add(new Rename(Paths.of(path), target));
                } else {
                    modifications.add(Modifiers.parse(operator, path, argument));
                }
            });
        });
        // As MongoDB does: new fields appear in the order of their names, not of the operators.
        modifications.sort(
                Comparator.comparing(modification -> modification.path().toString()));
        return new OperatorUpdate(modifications, renames, arrayFilters);
    }

    private static void claim(List<String> taken, String path) {
        for (String other : taken) {
            if (path.equals(other) || path.startsWith(other + ".") || other.startsWith(path + ".")) {
                String shorter = path.length() < other.length() ? path : other;
                throw new CommandException(
                        40, "Updating the path '" + path + "' would create a conflict at '" + shorter + "'");
            }
        }
        taken.add(path);
    }

    @Override
    public Document apply(Document before, Filter query, Scope scope, boolean inserting) {
        Modification.Context context = new Modification.Context(
                before.get("_id"), arrayFilters, (list, path) -> position(list, path, query, scope), scope);
        Document after = before;
        for (Rename rename : renames) {
            after = rename(after, rename, context);
        }
        for (Modification modification : modifications) {
            if (inserting || !modification.onlyOnInsert()) {
                after = modification.apply(after, context);
            }
        }
        return Update.keepingId(before, after);
    }

    private static Document rename(Document document, Rename rename, Modification.Context context) {
        Object value = rename.from.read(document);
        if (Values.isMissing(value)) {
            return document;
        }
        Modification set = new Modification(Paths.of(rename.to), (old, target) -> value, true, false);
        return set.apply(Modifiers.parse("$unset", rename.from.toString(), "").apply(document, context), context);
    }

    /** The first element that fulfils what the query says about the array. */
    private static int position(List<?> list, String path, Filter query, Scope scope) {
        Document conditions = new Document();
        collect(query.source(), path, conditions);
        for (int i = 0; i < list.size() && !conditions.isEmpty(); i++) {
            if (Filter.parse(conditions).matches(elementIn(path, list.get(i)), scope)) {
                return i;
            }
        }
        throw new CommandException(2, "The positional operator did not find the match needed from the query.");
    }

    private static void collect(Document query, String path, Document conditions) {
        query.forEach((name, value) -> {
            if (name.equals(path) || name.startsWith(path + ".")) {
                conditions.put(name, value);
            } else if ("$and".equals(name) && value instanceof List<?> list) {
                list.forEach(element -> collect((Document) element, path, conditions));
            }
        });
    }

    private static Document elementIn(String path, @Nullable Object element) {
        List<String> parts = Paths.of(path).parts();
        Object nested = new ArrayList<>(Collections.singletonList(element));
        for (int i = parts.size() - 1; i > 0; i--) {
            nested = new Document(parts.get(i), nested);
        }
        return new Document(parts.get(0), nested);
    }

    @Override
    public boolean replaces() {
        return false;
    }
}
