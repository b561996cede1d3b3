package io.muster.embedded.bson;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.ObjectId;
import org.jspecify.annotations.Nullable;

/** How many bytes a value takes on the wire. */
public final class BsonSize {

    /** The largest document, in bytes. */
    public static final int MAX_DOCUMENT = 16 * 1024 * 1024;

    private BsonSize() {}

    /** The size of a document in bytes. */
    public static long of(Map<?, ?> document) {
        long size = 5;
        for (Map.Entry<?, ?> entry : document.entrySet()) {
            size += 2 + utf8((String) entry.getKey()) + ofValue(entry.getValue());
        }
        return size;
    }

    private static long ofValue(@Nullable Object value) {
        if (value instanceof String text) {
            return 5 + utf8(text);
        } else if (value instanceof Map<?, ?> document) {
            return of(document);
        } else if (value instanceof Collection<?> list) {
            return ofArray(list);
        } else if (value instanceof Integer) {
            return 4;
        } else if (value instanceof Boolean) {
            return 1;
        } else if (value instanceof ObjectId) {
            return 12;
        } else if (value instanceof Decimal128) {
            return 16;
        } else if (value instanceof UUID || value instanceof LegacyUUID) {
            return 21;
        } else if (value instanceof BinData binary) {
            return 5 + binary.getData().length;
        } else if (value instanceof BsonRegularExpression regex) {
            return 2 + utf8(regex.toString());
        }
        return value == null ? 0 : 8;
    }

    private static long ofArray(Collection<?> list) {
        long size = 5;
        int index = 0;
        for (Object element : list) {
            size += 2 + digits(index++) + ofValue(element);
        }
        return size;
    }

    private static int digits(int number) {
        return number < 10 ? 1 : 1 + digits(number / 10);
    }

    private static long utf8(String text) {
        long size = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A surrogate pair is two chars and four bytes.
                size += c >= 0x800 && !Character.isSurrogate(c) ? 2 : 1;
            }
        }
        return size;
    }
}
