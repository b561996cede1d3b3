package io.muster.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a list of words. Each is prefixed with its length, so that different lists never give the same input.
 */
public final class Digest {
    private Digest() {}

    /** 32 bytes. */
    public static byte[] of(String... words) {
        MessageDigest sha = sha256();
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            sha.update(bytes);
        }
        return sha.digest();
    }

    /** 64 hexadecimal digits, in lower case. */
    public static String hex(String... words) {
        return HexFormat.of().formatHex(of(words));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
