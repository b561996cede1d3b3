package io.muster.live;

import java.time.Instant;
import java.util.Optional;

/**
 * One message to a client, rendered; shared by all who are told the same.
 *
 * @param text a JSON object
 * @param committedAt when the change it tells of was recorded, by the database's clock; empty for what is no change, and for
 *     what is told again
 */
public record Frame(String text, Optional<Instant> committedAt) {
    public static Frame of(String text) {
        return new Frame(text, Optional.empty());
    }
}
