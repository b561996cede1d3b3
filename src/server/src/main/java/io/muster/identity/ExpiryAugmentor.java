package io.muster.identity;

import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

/**
 * Sets the attribute by which the WebSocket extension closes a socket with 1008 when its token expires (epoch seconds).
 * It is never in the past, for which the extension would leave the socket open, and never so far ahead that its timer
 * overflows.
 */
@ApplicationScoped
public class ExpiryAugmentor implements SecurityIdentityAugmentor {
    static final String ATTRIBUTE = "quarkus.identity.expire-time";

    private static final Duration FURTHEST = Duration.ofDays(365);

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof CallerPrincipal principal)) {
            return Uni.createFrom().item(identity);
        }
        SecurityIdentity augmented = QuarkusSecurityIdentity.builder(identity)
                .addAttribute(ATTRIBUTE, expireTime(principal.expiresAt(), Instant.now()))
                .build();
        return Uni.createFrom().item(augmented);
    }

    static long expireTime(Instant expiresAt, Instant now) {
        long soonest = now.getEpochSecond() + 1;
        long latest = now.plus(FURTHEST).getEpochSecond();
        return Math.max(soonest, Math.min(latest, expiresAt.getEpochSecond()));
    }
}
