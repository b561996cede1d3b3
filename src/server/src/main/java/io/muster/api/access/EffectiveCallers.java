package io.muster.api.access;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.identity.Caller;
import io.muster.people.Standings;
import io.muster.store.rights.Rights;
import io.smallrye.mutiny.Uni;

/** What a caller may by the token and by what firms say of the person. */
@Singleton
public class EffectiveCallers {
    private final Rights rights;

    EffectiveCallers(Rights rights) {
        this.rights = rights;
    }

    /**
     * The caller in the firm that the request names, or else as the token says, less the firms that have blocked the person.
     *
     * @return fails with {@code FORBIDDEN} where the firm is not the caller's, and as a read does
     */
    public Uni<Caller> of(Caller token, Optional<String> firm) {
        return rights.of(token.userKey()).map(standings -> of(token, firm, standings));
    }

    /** As {@link #of(Caller, Optional)}, if nothing has to be read for it. */
    Optional<Caller> known(Caller token, Optional<String> firm) {
        return rights.known(token.userKey()).map(standings -> of(token, firm, standings));
    }

    private static Caller of(Caller token, Optional<String> firm, Standings standings) {
        return found(token, firm, standings).orElseThrow(ChosenFirm::notOfTheCaller);
    }

    /** As {@link #of(Caller, Optional)}; empty where the firm is not the caller's. */
    public static Optional<Caller> found(Caller token, Optional<String> firm, Standings standings) {
        return firm.isPresent()
                ? token.within(firm.get(), standings.in(firm.get()))
                : Optional.of(token.blockedBy(standings.blocking()));
    }
}
