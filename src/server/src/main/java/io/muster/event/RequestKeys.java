package io.muster.event;

import java.util.Optional;
import java.util.UUID;

/** Computes what identifies a request: see {@link KeyedCommand}. */
public final class RequestKeys {
    private RequestKeys() {}

    /**
     * The key of a request.
     *
     * @param clientKey the client's {@code Idempotency-Key}, which is valid for the person only; without one the key is
     *     random
     */
    public static String keyOf(String userKey, Optional<String> clientKey) {
        return clientKey.map(it -> Digest.hex(userKey, it)).orElseGet(RequestKeys::random);
    }

    /**
     * The fingerprint of a response: the response and its role without case.
     *
     * @param standby whether the person would be on standby; that it is not said leaves the fingerprint as it was before it could be
     */
    public static String fingerprintOf(Response response, Optional<String> role, boolean standby) {
        String key = role.map(Role::keyOf).orElse("");
        return standby
                ? Digest.hex("respond", response.wireName(), key, "standby")
                : Digest.hex("respond", response.wireName(), key);
    }

    /** The fingerprint of a confirmation: the version that was seen. */
    public static String fingerprintOfConfirmation(long seen) {
        return Digest.hex("respond", Command.Confirm.NAME, Long.toString(seen));
    }

    /** Not from a {@code SecureRandom} field: a native image refuses one that is created while it is built. */
    private static String random() {
        return Digest.hex("random", UUID.randomUUID().toString());
    }
}
