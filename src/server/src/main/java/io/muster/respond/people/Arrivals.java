package io.muster.respond.people;

import java.time.ZoneId;

import jakarta.inject.Singleton;

import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;

/** What becomes of a person by signing in: the firms that have invited the person's address are joined, and the first manager is made. */
@Singleton
public class Arrivals {
    private final Joining joining;
    private final FirstManager first;

    Arrivals(Joining joining, FirstManager first) {
        this.joining = joining;
        this.first = first;
    }

    /**
     * Completes once the person's memberships are those that the answer to the sign-in is to have. Without a verified address, and for who
     * may only read, nothing is looked up.
     *
     * @param zone of a firm that is made
     */
    public Uni<Void> of(Caller caller, ZoneId zone) {
        return caller.readOnly() || caller.verifiedEmail().isEmpty()
                ? Uni.createFrom().voidItem()
                : joining.byAddress(caller).chain(() -> first.of(caller, zone)).replaceWithVoid();
    }
}
