package io.muster.api.list;

import java.time.Instant;

import io.muster.identity.Caller;

/**
 * A {@code serverTimestamp} that came with no list: each of the caller's lists takes it as {@code lastSync}, while the
 * caller's claims are the same, and answers with what changed since.
 */
public final class ServerTimestamp {
    private ServerTimestamp() {}

    /** @param at by the database's clock; what was committed later has a later time, but for the overlap that lists allow */
    public static String of(Caller caller, Instant at) {
        return Position.sealed(Scope.anyListOf(caller), at);
    }
}
