package io.muster.api;

import java.util.Set;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.smallrye.jwt.runtime.auth.JWTAuthMechanism;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * The extension's bearer tokens, with a 401 of the contract's shape: where no token came at all, only the mechanism's
 * challenge can write a body.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class BearerChallenge implements HttpAuthenticationMechanism {
    /** Where a mechanism leaves itself once it has found a token to try. */
    private static final String ATTEMPTED = HttpAuthenticationMechanism.class.getName();

    private final JWTAuthMechanism tokens;
    private final ProblemResponder responder;

    BearerChallenge(JWTAuthMechanism tokens, ProblemResponder responder) {
        this.tokens = tokens;
        this.responder = responder;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        Uni<SecurityIdentity> identity = tokens.authenticate(context, providers);
        if (context.get(ATTEMPTED) != null) {
            // The challenge goes to whoever took the token: us.
            context.put(ATTEMPTED, this);
        }
        return identity;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return tokens.getChallenge(context);
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        // A bad token fails the request besides, and the failure is rendered like any other.
        if (context.get(ATTEMPTED) == null) {
            responder.send(Problems.unauthenticated("Bearer"), context);
        }
        return Uni.createFrom().item(true);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return tokens.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return tokens.getCredentialTransport(context);
    }
}
