package io.muster.people;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.muster.event.Digest;

/**
 * The secret by which a machine signs in: a prefix and 256 random bits. It has no dot, which every JWT has, so the two are told apart
 * by their form.
 */
public final class TokenSecret {
    private static final String PREFIX = "muster_";
    private static final int BYTES = 32;
    private static final Pattern HEADER = Pattern.compile("(?i:bearer) (" + PREFIX + "[A-Za-z0-9_-]{43})");

    private TokenSecret() {}

    /** A new one. */
    public static String random() {
        // Not from a field: a native image refuses one that is created while it is built.
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The secret in the value of {@code Authorization}; empty for every other token.
     *
     * @param header as it came
     */
    public static Optional<String> in(String header) {
        Matcher matcher = HEADER.matcher(header);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** What is stored of it. It needs no salt: nobody can try all of its 256 bits. */
    public static String hash(String secret) {
        return Digest.hex("token", secret);
    }
}
