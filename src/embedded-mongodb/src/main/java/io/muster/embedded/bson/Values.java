package io.muster.embedded.bson;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.ObjectId;
import org.jspecify.annotations.Nullable;

/** Questions about single BSON values. A field that is not there is {@link #MISSING}; BSON's null is null. */
public final class Values {

    /** Stands for a field that a document does not have. */
    public static final Object MISSING = Missing.getInstance();

    private Values() {}

    /** Whether there is neither a value nor a null. */
    public static boolean isMissing(@Nullable Object value) {
        return value instanceof Missing;
    }

    public static boolean isNullOrMissing(@Nullable Object value) {
        return value == null || value instanceof Missing;
    }

    /** What {@code $cond} holds to be true: all but false, 0, null and missing. */
    public static boolean isTrue(@Nullable Object value) {
        if (isNullOrMissing(value)) {
            return false;
        } else if (value instanceof Boolean flag) {
            return flag;
        }
        return !(value instanceof Number number) || number.doubleValue() != 0;
    }

    /** MongoDB's order of all values: first by type, then by value. */
    public static int compare(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Integer a && right instanceof Integer b) {
            return Integer.compare(a, b);
        } else if (left instanceof Instant a && right instanceof Instant b) {
            return a.compareTo(b);
        }
        return Arrays.compareUnsigned(KeyWriter.key(left), KeyWriter.key(right));
    }

    /** Whether two values are equal to a query; numbers of different types are if their values are. */
    public static boolean equal(@Nullable Object left, @Nullable Object right) {
        if (left == right) {
            return true;
        } else if (left instanceof String || right instanceof String) {
            return left != null && left.equals(right);
        }
        return KeyWriter.typeOf(left) == KeyWriter.typeOf(right) && compare(left, right) == 0;
    }

    /** Whether two values are compared by value, not by type. */
    public static boolean comparable(@Nullable Object left, @Nullable Object right) {
        return KeyWriter.typeOf(left) == KeyWriter.typeOf(right);
    }

    /** The name of the value's type as MongoDB's messages and {@code $type} have it. */
    public static String typeName(@Nullable Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof Missing) {
            return "missing";
        } else if (value instanceof String) {
            return "string";
        } else if (value instanceof Integer) {
            return "int";
        } else if (value instanceof Long) {
            return "long";
        } else if (value instanceof Double) {
            return "double";
        } else if (value instanceof Decimal128) {
            return "decimal";
        } else if (value instanceof Boolean) {
            return "bool";
        } else if (value instanceof Map) {
            return "object";
        } else if (value instanceof Collection) {
            return "array";
        } else if (value instanceof Instant) {
            return "date";
        } else if (value instanceof ObjectId) {
            return "objectId";
        } else if (value instanceof BsonTimestamp) {
            return "timestamp";
        } else if (value instanceof BsonRegularExpression) {
            return "regex";
        } else if (value instanceof UUID || value instanceof LegacyUUID || value instanceof BinData) {
            return "binData";
        }
        return "unknown";
    }

    /** The value as the shell prints it, for messages: {@code { a: 1, b: "x" }}. */
    public static String text(@Nullable Object value) {
        return ShellText.of(value);
    }
}
