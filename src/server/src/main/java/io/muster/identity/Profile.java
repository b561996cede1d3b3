package io.muster.identity;

import java.util.Optional;

/**
 * The personal data in a token; stored in {@code people}, never in an event or the journal.
 *
 * @param name at most 128 bytes of UTF-8
 * @param email at most 254 characters, with an {@code @}
 * @param picture an https address of at most 200 bytes
 */
public record Profile(Optional<String> name, Optional<String> email, Optional<String> picture) {
    public static final Profile UNKNOWN = new Profile(Optional.empty(), Optional.empty(), Optional.empty());
}
