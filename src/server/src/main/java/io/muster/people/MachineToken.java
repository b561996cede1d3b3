package io.muster.people;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.muster.identity.Caller;
import org.bson.types.ObjectId;

/**
 * A token of a firm that no person has but a machine. Its secret is not in it.
 *
 * @param name what the firm calls it
 */
public record MachineToken(
        ObjectId id, String managerId, TokenScope scope, String name, Instant createdAt, Instant expiresAt) {

    public static final int MAX_OF_FIRM = 50;
    public static final Duration LONGEST = Duration.ofDays(365);

    /** The userKey of what has the token. */
    public String userKey() {
        return Caller.machine(id.toHexString());
    }

    /** The firm whose board it opens for reading. */
    public Optional<String> board() {
        return scope == TokenScope.WALL ? Optional.of(managerId) : Optional.empty();
    }

    /** The firm whose feed it opens. */
    public Optional<String> feed() {
        return scope == TokenScope.FEED ? Optional.of(managerId) : Optional.empty();
    }

    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
