package io.muster.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

/** A machine that has signed in by a token of a firm. */
public final class MachineIdentity {
    private MachineIdentity() {}

    /**
     * The identity, for one request or one socket.
     *
     * @param userKey {@link Caller#machine}
     * @param board the firm whose board it may read
     * @param feed the firm whose feed it may read
     * @param expiresAt when its sockets are closed
     */
    public static SecurityIdentity of(
            String userKey, Optional<String> board, Optional<String> feed, Instant expiresAt) {
        Employers of = feed.map(firm -> Employers.of(Set.of(firm))).orElse(Employers.NOBODY);
        Caller caller = new Caller(userKey, Profile.UNKNOWN, board, true, of, Set.of(), false);
        Instant now = Instant.now();
        return QuarkusSecurityIdentity.builder()
                // It is asked for with each request: the provider's keys have nothing to do with it.
                .setPrincipal(new CallerPrincipal(caller, expiresAt, System.nanoTime(), Optional.empty()))
                .addAttribute(ExpiryAugmentor.ATTRIBUTE, ExpiryAugmentor.expireTime(expiresAt, now))
                .build();
    }
}
