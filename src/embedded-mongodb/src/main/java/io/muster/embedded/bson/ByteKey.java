package io.muster.embedded.bson;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** Bytes of {@link KeyWriter} as a key of a hash map: two are equal if MongoDB holds their values to be equal. */
public final class ByteKey {

    private final byte[] bytes;
    private final int hash;

    public ByteKey(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    /** The key of one value. */
    public static ByteKey of(@Nullable Object value) {
        return new ByteKey(KeyWriter.key(value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ByteKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
