package io.muster.api.list;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import io.muster.event.Digest;

/**
 * A text a client keeps for us, bound to what it was made for. Nothing secret is in it and no right comes of it; it is
 * sealed so that it is not taken for what it is not.
 */
final class Sealed {
    private static final int SEAL_BYTES = 16;

    private Sealed() {}

    /** @param scope whose it is and what for, as one text */
    static String seal(String scope, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] whole = ByteBuffer.allocate(SEAL_BYTES + bytes.length)
                .put(sealOf(scope, text))
                .put(bytes)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** The text; empty for one made for another scope, and for anything else. */
    static Optional<String> open(String scope, String sealed) {
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (whole.length < SEAL_BYTES) {
            return Optional.empty();
        }
        String text = new String(whole, SEAL_BYTES, whole.length - SEAL_BYTES, StandardCharsets.UTF_8);
        // Compared as sealed: several texts of Base64 may stand for the same bytes.
        return seal(scope, text).equals(sealed) ? Optional.of(text) : Optional.empty();
    }

    private static byte[] sealOf(String scope, String text) {
        return Arrays.copyOf(Digest.of(scope, text), SEAL_BYTES);
    }
}
