package io.muster.event;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** How a request is recognised when it comes again: see {@link Request}. */
public final class RequestKeys {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RequestKeys() {}

    /**
     * The key of a request.
     *
     * @param clientKey the client's {@code Idempotency-Key}, which means something only together with the person; without
     *     one the key is random, so that it never comes again
     */
    public static String keyOf(String userKey, Optional<String> clientKey) {
        return clientKey.map(it -> Digest.hex(userKey, it)).orElseGet(RequestKeys::random);
    }

    /** The fingerprint of a response: what was said, and to which role, without case. */
    public static String fingerprintOf(Response response, Optional<String> role) {
        return Digest.hex("respond", response.wireName(), role.map(Role::keyOf).orElse(""));
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
