package io.muster.embedded.bson;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Writes BSON values as bytes whose unsigned order is MongoDB's order of the values, and which are equal exactly for
 * values MongoDB holds to be equal (1, 1L and 1.0 are). Every value's bytes are prefix free, so that values can be
 * written one after the other, and a single one can be inverted for a descending part of an index.
 *
 * <p>A decimal is ordered by the nearest double.
 */
public final class KeyWriter {

    static final int MISSING = 5;
    static final int MIN_KEY = 10;
    /** What an empty array leaves in an index. */
    static final int UNDEFINED = 15;

    static final int NULL = 20;
    static final int NUMBER = 30;
    static final int STRING = 60;
    static final int OBJECT = 70;
    static final int ARRAY = 80;
    static final int BINARY = 90;
    static final int OBJECT_ID = 100;
    static final int BOOLEAN = 110;
    static final int DATE = 120;
    static final int TIMESTAMP = 130;
    static final int OTHER = 140;
    static final int MAX_KEY = 240;

    private byte[] bytes = new byte[48];
    private int length;

    /** The bytes of one value. */
    public static byte[] key(@Nullable Object value) {
        return new KeyWriter().add(value).toBytes();
    }

    /** The first byte of {@link #key}: equal for values that MongoDB compares by value and not by type. */
    public static int typeOf(@Nullable Object value) {
        if (value == null) {
            return NULL;
        } else if (value instanceof String) {
            return STRING;
        } else if (value instanceof Number) {
            return NUMBER;
        } else if (value instanceof Map) {
            return OBJECT;
        } else if (value instanceof Collection) {
            return ARRAY;
        } else if (value instanceof Boolean) {
            return BOOLEAN;
        } else if (value instanceof Instant) {
            return DATE;
        } else if (value instanceof ObjectId) {
            return OBJECT_ID;
        } else if (value instanceof Missing) {
            return MISSING;
        } else if (value instanceof BsonTimestamp) {
            return TIMESTAMP;
        } else if (value instanceof UUID || value instanceof LegacyUUID || value instanceof BinData) {
            return BINARY;
        } else if (value instanceof MinKey) {
            return MIN_KEY;
        } else if (value instanceof MaxKey) {
            return MAX_KEY;
        }
        return OTHER;
    }

    /** Appends a value, inverted if the part of the index descends. */
    public KeyWriter add(@Nullable Object value, boolean descending) {
        int start = length;
        add(value);
        if (descending) {
            for (int i = start; i < length; i++) {
                bytes[i] = (byte) ~bytes[i];
            }
        }
        return this;
    }

    /** Appends what an empty array leaves in an index. */
    public KeyWriter addUndefined(boolean descending) {
        return addByte(descending ? ~UNDEFINED : UNDEFINED);
    }

    /** Appends a value. */
    public KeyWriter add(@Nullable Object value) {
        int type = typeOf(value);
        addByte(type);
        if (value != null) {
            addBody(type, value);
        }
        return this;
    }

    private void addBody(int type, Object value) {
        switch (type) {
            case STRING -> addString((String) value);
            case NUMBER -> addNumber((Number) value);
            case OBJECT -> addDocument((Map<?, ?>) value);
            case ARRAY -> addArray((Collection<?>) value);
            case BOOLEAN -> addByte((Boolean) value ? 1 : 0);
            case DATE -> addLong(((Instant) value).toEpochMilli() ^ Long.MIN_VALUE);
            case TIMESTAMP -> addLong(((BsonTimestamp) value).getValue());
            case OBJECT_ID -> addBytes(((ObjectId) value).toByteArray());
            case BINARY -> addBinary(value);
            case OTHER -> addString(value.toString());
            default -> {}
        }
    }

    /** Appends a raw byte. */
    public KeyWriter addByte(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** Appends eight bytes, the most significant first. */
    public KeyWriter addLong(long value) {
        ensure(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** What has been written so far, as a copy. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void addString(String value) {
        addBytesEscaped(value.getBytes(StandardCharsets.UTF_8));
        addByte(0);
    }

    /** A zero inside becomes 0 255, so that the terminating zero sorts before everything that goes on. */
    private void addBytesEscaped(byte[] value) {
        ensure(value.length);
        for (byte b : value) {
            addByte(b);
            if (b == 0) {
                addByte(255);
            }
        }
    }

    private void addNumber(Number number) {
        double approximate = number.doubleValue();
        if (Double.isNaN(approximate)) {
            addLong(0).addByte(0).addByte(0);
            return;
        }
        long bits = Double.doubleToLongBits(approximate == 0.0 ? 0.0 : approximate);
        addLong(bits ^ ((bits >> 63) | Long.MIN_VALUE));
        // Beyond 2^53 a long is no double: what the double misses follows.
        long missed = number instanceof Long ? (Long) number - (long) approximate : 0;
        int shifted = (int) missed + 0x8000;
        addByte(shifted >>> 8).addByte(shifted);
    }

    private void addDocument(Map<?, ?> document) {
        for (Map.Entry<?, ?> entry : document.entrySet()) {
            addByte(typeOf(entry.getValue()));
            addString((String) entry.getKey());
            add(entry.getValue());
        }
        addByte(0);
    }

    private void addArray(Collection<?> array) {
        for (Object element : array) {
            add(element);
        }
        addByte(0);
    }

    private void addBinary(Object value) {
        if (value instanceof UUID uuid) {
            addLong(16).addByte(4).addLong(uuid.getMostSignificantBits()).addLong(uuid.getLeastSignificantBits());
        } else if (value instanceof LegacyUUID legacy) {
            UUID uuid = legacy.getUuid();
            addLong(16).addByte(3).addLong(uuid.getMostSignificantBits()).addLong(uuid.getLeastSignificantBits());
        } else {
            byte[] data = ((BinData) value).getData();
            addLong(data.length).addByte(0).addBytes(data);
        }
    }

    private KeyWriter addBytes(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
