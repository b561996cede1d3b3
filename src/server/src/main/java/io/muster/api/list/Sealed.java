package io.muster.api.list;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import io.muster.event.Digest;

/**
 * A text that a client keeps for the service, bound to its purpose by a digest. It contains no secret and grants
 * nothing; the digest only detects a text that was made for something else.
 */
public final class Sealed {
    private static final int SEAL_BYTES = 16;

    private Sealed() {}

    /** @param scope owner and purpose as one text */
    public static String seal(String scope, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] whole = ByteBuffer.allocate(SEAL_BYTES + bytes.length)
                .put(sealOf(scope, text))
                .put(bytes)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** The text; empty for one made for another scope, and for anything else. */
    public static Optional<String> open(String scope, String sealed) {
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
        // Compared in encoded form, because several Base64 texts may decode to the same bytes.
        return seal(scope, text).equals(sealed) ? Optional.of(text) : Optional.empty();
    }

    private static byte[] sealOf(String scope, String text) {
        return Arrays.copyOf(Digest.of(scope, text), SEAL_BYTES);
    }
}
