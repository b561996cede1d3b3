package io.muster.event;

import java.util.Optional;
import java.util.UUID;

/** How a request is recognised when it comes again: see {@link Request}. */
public final class RequestKeys {
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

    /** Not of a {@code SecureRandom} of our own: one made while a native binary is built is refused there. */
    private static String random() {
        return Digest.hex("random", UUID.randomUUID().toString());
    }
}
