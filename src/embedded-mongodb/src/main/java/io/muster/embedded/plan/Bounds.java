package io.muster.embedded.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import io.muster.embedded.bson.KeyWriter;
import io.muster.embedded.query.Condition;
import io.muster.embedded.query.Filter;
import io.muster.embedded.storage.Index;
import io.muster.embedded.storage.IndexDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The ranges of an index in which all matches of a filter lie: the leading fields whose values the filter fixes, then
 * at most one field that it bounds.
 */
final class Bounds {

    private static final int MOST_RANGES = 2000;

    private final Index index;
    private final Filter filter;
    private List<byte[]> prefixes = List.of(new byte[0]);
    private int points;
    private boolean bounded;
    private final List<KeyRange> ranges = new ArrayList<>();

    Bounds(Index index, Filter filter) {
        this.index = index;
        this.filter = filter;
        List<IndexDefinition.Part> parts = index.definition().parts();
        while (points < parts.size() && addPoints(parts.get(points))) {
            points++;
        }
        Optional<IndexDefinition.Part> next = points < parts.size() ? Optional.of(parts.get(points)) : Optional.empty();
        for (byte[] prefix : prefixes) {
            ranges.add(next.map(part -> range(prefix, part)).orElseGet(() -> everythingUnder(prefix)));
        }
    }

    List<KeyRange> ranges() {
        return ranges;
    }

    /** How many leading fields have values that the filter fixes. */
    int points() {
        return points;
    }

    /** How many leading fields the filter says something about. */
    int used() {
        return points + (bounded ? 1 : 0);
    }

    private boolean addPoints(IndexDefinition.Part part) {
        Optional<List<@Nullable Object>> values = pointsOf(part.path().toString());
        if (values.isEmpty() || (long) prefixes.size() * values.get().size() > MOST_RANGES) {
            return false;
        }
        TreeSet<byte[]> longer = new TreeSet<>(Arrays::compareUnsigned);
        for (byte[] prefix : prefixes) {
            for (Object value : values.get()) {
                longer.add(concat(
                        prefix, new KeyWriter().add(value, part.descending()).toBytes()));
            }
        }
        prefixes = List.copyOf(longer);
        return true;
    }

    private Optional<List<@Nullable Object>> pointsOf(String path) {
        for (Condition condition : filter.conditions()) {
            if (!condition.path().equals(path)) {
                continue;
            }
            List<@Nullable Object> values = new ArrayList<>();
            if ("$eq".equals(condition.operator())) {
                values.add(condition.value());
            } else if ("$in".equals(condition.operator()) && condition.value() instanceof Collection<?> list) {
                values.addAll(list);
            } else {
                continue;
            }
            if (values.stream().allMatch(this::isPoint)) {
                return Optional.of(values);
            }
        }
        return Optional.empty();
    }

    private boolean isPoint(@Nullable Object value) {
        return !(value instanceof Collection)
                && !(value instanceof BsonRegularExpression)
                && !(value == null && index.definition().sparse());
    }

    private KeyRange range(byte[] prefix, IndexDefinition.Part part) {
        KeyRange range = null;
        for (Condition condition : filter.conditions()) {
            Object value = condition.value();
            boolean ordered = List.of("$gt", "$gte", "$lt", "$lte").contains(condition.operator());
            if (!ordered
                    || !condition.path().equals(part.path().toString())
                    || value == null
                    || value instanceof Collection
                    || value instanceof MinKey
                    || value instanceof MaxKey) {
                continue;
            }
            KeyRange one = oneSided(prefix, part, condition.operator(), value);
            // Two bounds meet in one element only where the field is no array in any document.
            range = range == null || index.isMultikey(points) ? one : narrower(range, one);
        }
        bounded |= range != null;
        return range == null ? everythingUnder(prefix) : range;
    }

    private static KeyRange oneSided(byte[] prefix, IndexDefinition.Part part, String operator, Object value) {
        boolean descending = part.descending();
        int type = KeyWriter.typeOf(value);
        byte[] typePrefix = concat(prefix, new byte[] {(byte) (descending ? ~type : type)});
        byte[] key = concat(prefix, new KeyWriter().add(value, descending).toBytes());
        boolean inclusive = operator.endsWith("e");
        boolean greater = operator.startsWith("$gt") != descending;
        return greater
                ? new KeyRange(inclusive ? key : after(key), after(typePrefix), prefix.length)
                : new KeyRange(typePrefix, inclusive ? after(key) : key, prefix.length);
    }

    private static KeyRange narrower(KeyRange left, KeyRange right) {
        byte[] from = Arrays.compareUnsigned(left.from(), right.from()) > 0 ? left.from() : right.from();
        byte[] to = Arrays.compareUnsigned(left.to(), right.to()) < 0 ? left.to() : right.to();
        return new KeyRange(from, to, left.fixed());
    }

    private static KeyRange everythingUnder(byte[] prefix) {
        return new KeyRange(prefix, after(prefix), prefix.length);
    }

    /** Behind all keys that begin so: no value's bytes begin with 255. */
    private static byte[] after(byte[] prefix) {
        return concat(prefix, new byte[] {(byte) 255});
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
