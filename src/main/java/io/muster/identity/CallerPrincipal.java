package io.muster.identity;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import org.jspecify.annotations.Nullable;

/** A verified token: the caller it names, and when it expires. */
public final class CallerPrincipal extends JWTCallerPrincipal {
    static final String ADMIN = "admin";

    private final Caller caller;
    private final Instant expiresAt;
    private final Map<String, Object> claims;

    CallerPrincipal(String token, Caller caller, Instant expiresAt, Map<String, Object> claims) {
        super(token, "JWT");
        this.caller = caller;
        this.expiresAt = expiresAt;
        this.claims = claims;
    }

    public Caller caller() {
        return caller;
    }

    /** To the second. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** The userKey, whatever else the token calls the person. */
    @Override
    public String getName() {
        return caller.userKey();
    }

    /** The one group that means anything here. */
    @Override
    public Set<String> getGroups() {
        return caller.admin() ? Set.of(ADMIN) : Set.of();
    }

    @Override
    protected Collection<String> doGetClaimNames() {
        return claims.keySet();
    }

    @Override
    protected @Nullable Object getClaimValue(String claimName) {
        return claims.get(claimName);
    }

    /** The userKey alone: the default prints every claim, an e-mail address among them. */
    @Override
    public String toString() {
        return caller.userKey();
    }
}
