package io.muster.event;

/**
 * A command with what identifies its request.
 *
 * @param key the SHA-256, in hex, of the length-prefixed userKey and the client's {@code Idempotency-Key}; random, of
 *     the same length, if the client sent none
 * @param fingerprint the SHA-256, in hex, of the content (response and role without case); the same key with another
 *     fingerprint is refused
 * @param repeatable whether the client sent the key; a random one is not looked up
 */
public record KeyedCommand(Command command, String key, String fingerprint, boolean repeatable) {

    /** A request whose key is looked up. */
    public KeyedCommand(Command command, String key, String fingerprint) {
        this(command, key, fingerprint, true);
    }
}
