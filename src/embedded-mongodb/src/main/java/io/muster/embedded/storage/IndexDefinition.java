package io.muster.embedded.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import io.muster.embedded.query.Filter;

/**
 * What an index is of.
 *
 * @param source as {@code listIndexes} answers it: {@code v}, {@code key}, {@code name}, {@code ns} and its options
 */
public record IndexDefinition(
        String name, List<Part> parts, boolean unique, boolean sparse, Optional<Filter> partial, Document source) {

    /** The name of the index that every collection has. */
    public static final String ID = "_id_";

    /** One field of an index. */
    public record Part(Paths path, boolean descending) {}

    /** The index on {@code _id}. */
    public static IndexDefinition ofId(Namespace namespace) {
        Document source = new Document("v", 2)
                .append("key", new Document("_id", 1))
                .append("name", ID)
                .append("ns", namespace.toString());
        return new IndexDefinition(
                ID, List.of(new Part(Paths.of("_id"), false)), true, false, Optional.empty(), source);
    }

    /**
     * @param requested one entry of {@code createIndexes}
     * @throws CommandException 67 for options that exclude each other, 9 without a key or a name
     */
    public static IndexDefinition parse(Namespace namespace, Document requested) {
        Document key = Paths.document(requested, "key");
        if (key.isEmpty() || !(requested.get("name") instanceof String name)) {
            throw new CommandException(
                    9, "The 'key' and 'name' fields are required properties of an index specification");
        }
        if (requested.containsKey("collation") || key.values().stream().anyMatch(String.class::isInstance)) {
            throw new CommandException(67, "this database has no collations, and no text, hashed or geo indexes");
        }
        boolean sparse = Values.isTrue(requested.get("sparse"));
        Optional<Filter> partial = requested.get("partialFilterExpression") instanceof Document filter
                ? Optional.of(Filter.parse(filter))
                : Optional.empty();
        if (sparse && partial.isPresent()) {
            throw new CommandException(67, "cannot mix \"partialFilterExpression\" and \"sparse\" options");
        }
        List<Part> parts = new ArrayList<>();
        key.forEach((path, direction) ->
                parts.add(new Part(Paths.of(path), direction instanceof Number number && number.doubleValue() < 0)));
        boolean unique = Values.isTrue(requested.get("unique"));
        return new IndexDefinition(
                name, List.copyOf(parts), unique, sparse, partial, source(namespace, requested, key, name, unique));
    }

    private static Document source(Namespace namespace, Document requested, Document key, String name, boolean unique) {
        Document source = new Document("v", 2);
        if (unique) {
            source.put("unique", true);
        }
        source.append("key", key).append("name", name).append("ns", namespace.toString());
        requested.forEach((option, value) -> {
            if (!"background".equals(option) && !"unique".equals(option)) {
                source.putIfAbsent(option, value);
            }
        });
        return source;
    }

    /** The index's key pattern, for example {@code {audience: 1, ord: 1}}. */
    public Document key() {
        return Paths.document(source, "key");
    }

    /** Whether the other is the same index under whatever name. */
    public boolean sameOptions(IndexDefinition other) {
        Document mine = new Document(source);
        Document others = new Document(other.source);
        mine.remove("name");
        others.remove("name");
        return mine.keySet().equals(others.keySet())
                && mine.keySet().stream().allMatch(option -> Values.equal(mine.get(option), others.get(option)));
    }
}
