package io.muster.event;

import java.time.Instant;
import java.util.Optional;

/**
 * One person's standing response, as an event holds it. Slim on purpose: names, e-mails and pictures are in
 * {@code people}.
 *
 * @param role the role in the event's spelling; always there for an accept
 * @param key {@link Role#keyOf} the role
 * @param version the event's version that recorded it
 */
public record StaffEntry(
        String userKey,
        Response response,
        Optional<String> role,
        Optional<String> key,
        Instant respondedAt,
        long version) {

    /** The same entry under its role's new spelling. */
    public StaffEntry respelled(String newRole) {
        return new StaffEntry(userKey, response, Optional.of(newRole), key, respondedAt, version);
    }
}
