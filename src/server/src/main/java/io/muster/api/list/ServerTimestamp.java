package io.muster.api.list;

import java.time.Instant;

import io.muster.identity.Caller;

/**
 * A {@code serverTimestamp} that belongs to no list. Each of the caller's lists accepts it as {@code lastSync} while
 * the caller's claims are the same.
 */
public final class ServerTimestamp {
    private ServerTimestamp() {}

    /**
     * @param at by the database's clock; what is committed later has a later time, apart from the overlap that deltas
     *     allow for
     */
    public static String of(Caller caller, Instant at) {
        return ListPosition.sealed(ListScope.anyListOf(caller), at);
    }
}
