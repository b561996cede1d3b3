package io.muster.embedded.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * One version of a collection: its documents by record number, which is the order they were inserted in, and its
 * indexes. Immutable; documents in it must never be changed.
 */
public final class Collection {

    private final UUID uuid;
    private final Document options;
    private final TreePMap<Long, Document> records;
    private final List<Index> indexes;

    private Collection(UUID uuid, Document options, TreePMap<Long, Document> records, List<Index> indexes) {
        this.uuid = uuid;
        this.options = options;
        this.records = records;
        this.indexes = indexes;
    }

    /** A new collection with nothing but the index on {@code _id}. */
    public static Collection create(Namespace namespace, Document options) {
        return new Collection(
                UUID.randomUUID(), options, TreePMap.empty(), List.of(Index.empty(IndexDefinition.ofId(namespace))));
    }

    public UUID uuid() {
        return uuid;
    }

    /** What {@code create} and {@code collMod} said, for example a validator. */
    public Document options() {
        return options;
    }

    public TreePMap<Long, Document> records() {
        return records;
    }

    /** The indexes; the first is the one on {@code _id}. */
    public List<Index> indexes() {
        return indexes;
    }

    public Optional<Document> record(long number) {
        return Optional.ofNullable(records.get(number));
    }

    public Optional<Index> index(String name) {
        return indexes.stream()
                .filter(index -> index.definition().name().equals(name))
                .findFirst();
    }

    /** The same collection after one of its records was inserted, replaced or deleted. */
    Collection change(long record, @Nullable Document before, @Nullable Document after) {
        List<Index> changed = new ArrayList<>(indexes.size());
        for (Index index : indexes) {
            changed.add(index.change(record, before, after));
        }
        return new Collection(
                uuid, options, after == null ? records.minus(record) : records.plus(record, after), changed);
    }

    /** The same collection with one more index, built over all of its documents. */
    public Collection withIndex(IndexDefinition definition) {
        Index index = Index.empty(definition);
        for (var entry : records.entrySet()) {
            if (definition.unique()) {
                requireFree(index, entry.getValue());
            }
            index = index.change(entry.getKey(), null, entry.getValue());
        }
        List<Index> more = new ArrayList<>(indexes);
        more.add(index);
        return new Collection(uuid, options, records, more);
    }

    private static void requireFree(Index index, Document document) {
        for (byte[] key : index.keysOf(document)) {
            if (index.find(key).isPresent()) {
                throw new DuplicateKeyException(index, document);
            }
        }
    }

    public Collection withoutIndex(String name) {
        return new Collection(
                uuid,
                options,
                records,
                indexes.stream()
                        .filter(index -> !index.definition().name().equals(name))
                        .toList());
    }

    public Collection withOptions(Document changed) {
        return new Collection(uuid, changed, records, indexes);
    }

    /** The same collection and indexes without any document. */
    Collection emptied() {
        return new Collection(
                uuid,
                options,
                TreePMap.empty(),
                indexes.stream().map(index -> Index.empty(index.definition())).toList());
    }

    /** Whether nobody has created or dropped an index, or the collection, between the two versions. */
    boolean sameSchema(Collection other) {
        return uuid.equals(other.uuid)
                && indexes.stream()
                        .map(Index::definition)
                        .toList()
                        .equals(other.indexes.stream().map(Index::definition).toList());
    }
}
