package io.muster.event;

/**
 * A command with what makes its request recognisable.
 *
 * @param key the SHA-256, in hex, of the length-prefixed userKey and the client's {@code Idempotency-Key}; a random one of
 *     the same shape where the client sent none
 * @param fingerprint the SHA-256, in hex, of what was asked (response and role without case): the same key with another
 *     fingerprint is refused
 * @param repeatable whether the key is a client's, so that it may have come before; a random one is not looked up
 */
public record Request(Command command, String key, String fingerprint, boolean repeatable) {

    /** A request whose key is looked up. */
    public Request(Command command, String key, String fingerprint) {
        this(command, key, fingerprint, true);
    }
}
