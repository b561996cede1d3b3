package io.muster.identity;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import org.jspecify.annotations.Nullable;

/** A verified token: the caller and the expiry. The token itself and its other claims are not kept. */
public final class CallerPrincipal extends JWTCallerPrincipal {
    static final String ADMIN = "admin";

    private final Caller caller;
    private final Instant expiresAt;
    private final long reliableUntil;
    private final Optional<Instant> signedInAt;

    CallerPrincipal(Caller caller, Instant expiresAt, long reliableUntil, Optional<Instant> signedInAt) {
        super("", "JWT");
        this.signedInAt = signedInAt;
        this.caller = caller;
        this.expiresAt = expiresAt;
        this.reliableUntil = reliableUntil;
    }

    public Caller caller() {
        return caller;
    }

    /** To the second. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** When the person has signed in, as far as the token says; else when it was issued. To the second. */
    public Optional<Instant> signedInAt() {
        return signedInAt;
    }

    /** Until when the token need not be verified again, unless it expires before; by {@link System#nanoTime()}. */
    long reliableUntil() {
        return reliableUntil;
    }

    /** The userKey, whatever other names the token has. */
    @Override
    public String getName() {
        return caller.userKey();
    }

    /** The only group that has a meaning. */
    @Override
    public Set<String> getGroups() {
        return caller.admin() ? Set.of(ADMIN) : Set.of();
    }

    @Override
    protected Collection<String> doGetClaimNames() {
        return Set.of();
    }

    @Override
    protected @Nullable Object getClaimValue(String claimName) {
        return null;
    }

    /** The userKey only: the default prints every claim, e-mail addresses included. */
    @Override
    public String toString() {
        return caller.userKey();
    }
}
