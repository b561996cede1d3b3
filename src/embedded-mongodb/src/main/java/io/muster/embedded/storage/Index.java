package io.muster.embedded.storage;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.KeyWriter;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * An index: from the bytes of the indexed values, followed by the record's number, to that number. Immutable; every
 * change gives a new one that shares almost all of its tree with the old.
 */
public final class Index {

    private static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

    private final IndexDefinition definition;
    private final TreePMap<byte[], Long> entries;
    private final int multikeyParts;

    private Index(IndexDefinition definition, TreePMap<byte[], Long> entries, int multikeyParts) {
        this.definition = definition;
        this.entries = entries;
        this.multikeyParts = multikeyParts;
    }

    static Index empty(IndexDefinition definition) {
        return new Index(definition, TreePMap.empty(ORDER), 0);
    }

    public IndexDefinition definition() {
        return definition;
    }

    /** Whether a document was ever indexed under more than one key, because a field is an array. */
    public boolean isMultikey() {
        return multikeyParts != 0;
    }

    /** Whether it was so because of that part of the index. */
    public boolean isMultikey(int part) {
        return (multikeyParts & (1 << part)) != 0;
    }

    /** The entries in their order: a prefix of a key finds all that begin with it. */
    public TreePMap<byte[], Long> entries() {
        return entries;
    }

    /** The keys under which a document stands here, without the record's number. */
    public TreeSet<byte[]> keysOf(Document document) {
        return new IndexKeys(definition, document).keys();
    }

    /** The record that stands under exactly this key. */
    public Optional<Long> find(byte[] key) {
        var entry = entries.ceilingEntry(key);
        return entry != null && startsWith(entry.getKey(), key) ? Optional.of(entry.getValue()) : Optional.empty();
    }

    /**
     * Puts a record under the keys of its new version and takes it away from those of the old.
     *
     * @param before absent for a record that is new
     * @param after absent for one that goes
     */
    Index change(long record, @Nullable Document before, @Nullable Document after) {
        if (before != null && after != null && untouched(before, after)) {
            return this;
        }
        TreeSet<byte[]> old = before == null ? new TreeSet<>(ORDER) : keysOf(before);
        IndexKeys ofAfter = new IndexKeys(definition, after == null ? new Document() : after);
        TreeSet<byte[]> fresh = after == null ? new TreeSet<>(ORDER) : ofAfter.keys();
        TreePMap<byte[], Long> changed = entries;
        for (byte[] key : old) {
            if (!fresh.contains(key)) {
                changed = changed.minus(entry(key, record));
            }
        }
        for (byte[] key : fresh) {
            if (!old.contains(key)) {
                changed = changed.plus(entry(key, record), record);
            }
        }
        return changed == entries
                ? this
                : new Index(
                        definition,
                        changed,
                        ofAfter.arrayPart() < 0 ? multikeyParts : multikeyParts | (1 << ofAfter.arrayPart()));
    }

    /** Documents share what an update left alone, so the same references have the same keys. */
    boolean untouched(Document before, Document after) {
        if (definition.partial().isPresent()) {
            return false;
        }
        for (IndexDefinition.Part part : definition.parts()) {
            String field = part.path().first();
            if (Paths.field(before, field) != Paths.field(after, field)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] entry(byte[] key, long record) {
        byte[] entry = Arrays.copyOf(key, key.length + Long.BYTES);
        byte[] number = new KeyWriter().addLong(record).toBytes();
        System.arraycopy(number, 0, entry, key.length, Long.BYTES);
        return entry;
    }

    private static boolean startsWith(byte[] entry, byte[] key) {
        return entry.length == key.length + Long.BYTES && Arrays.equals(entry, 0, key.length, key, 0, key.length);
    }

    /** The values that the document has in the fields of the index, as MongoDB names them in {@code keyValue}. */
    public Document valuesOf(Document document) {
        Document values = new Document();
        List<IndexDefinition.Part> parts = definition.parts();
        parts.forEach(part -> {
            Object value = part.path().read(document);
            values.put(part.path().toString(), Values.isMissing(value) ? null : value);
        });
        return values;
    }
}
