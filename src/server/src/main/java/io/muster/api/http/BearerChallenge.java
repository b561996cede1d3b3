package io.muster.api.http;

import java.util.Optional;
import java.util.Set;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.muster.api.problem.ProblemResponder;
import io.muster.api.problem.Problems;
import io.muster.identity.KnownTokens;
import io.muster.people.TokenSecret;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.smallrye.jwt.runtime.auth.JWTAuthMechanism;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The extension's bearer tokens, verified once ({@link KnownTokens}), and those of machines ({@link MachineSignIn}), with a 401 of the contract's shape (docs/api.md#auth-answers).
 * If there is no token at all, only the mechanism's challenge can write a body.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class BearerChallenge implements HttpAuthenticationMechanism {
    /** The key under which a mechanism registers itself once it has found a token. */
    private static final String ATTEMPTED = HttpAuthenticationMechanism.class.getName();

    private final JWTAuthMechanism tokens;
    private final KnownTokens known;
    private final MachineSignIn machines;
    private final ProblemResponder responder;

    BearerChallenge(JWTAuthMechanism tokens, KnownTokens known, MachineSignIn machines, ProblemResponder responder) {
        this.tokens = tokens;
        this.known = known;
        this.machines = machines;
        this.responder = responder;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        @Nullable String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        return header == null ? tokens.authenticate(context, providers) : authenticate(header, context, providers);
    }

    /** As the service knows it: behind a proxy the proxy's, unless the service is told to believe what that says (docs/settings.md). */
    private static String address(RoutingContext context) {
        @Nullable SocketAddress remote = context.request().remoteAddress();
        @Nullable String address = remote == null ? null : remote.hostAddress();
        return address == null ? "" : address;
    }

    private Uni<SecurityIdentity> authenticate(
            String header, RoutingContext context, IdentityProviderManager providers) {
        Optional<String> secret = TokenSecret.in(header);
        if (secret.isPresent()) {
            context.put(ATTEMPTED, this);
            return machines.of(secret.get(), address(context));
        }
        Optional<SecurityIdentity> caller = known.find(header);
        if (caller.isPresent()) {
            context.put(ATTEMPTED, this);
            return Uni.createFrom().item(caller.get());
        }
        Uni<SecurityIdentity> identity = tokens.authenticate(context, providers);
        if (context.get(ATTEMPTED) == null) {
            return identity;
        }
        // The mechanism that took the token sends the challenge: this one.
        context.put(ATTEMPTED, this);
        return identity.invoke(verified -> known.keep(header, verified));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return tokens.getChallenge(context);
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        // An invalid token also fails the request, and that failure is rendered like any other.
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
