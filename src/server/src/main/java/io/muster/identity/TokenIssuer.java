package io.muster.identity;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;

/**
 * Replaces the extension's token parser. That one supports one key or one address from its own settings, converts
 * claims of the wrong type, requires {@code iat}, and treats keys that cannot be fetched as an invalid token. Created
 * at the start, so that unsafe settings end it.
 */
@Startup
@Singleton
@Alternative
@Priority(1)
public final class TokenIssuer extends JWTCallerPrincipalFactory {
    private final TokenVerifier verifier;

    @Inject
    TokenIssuer(IdentityConfig config) {
        this(config, LaunchMode.current() == LaunchMode.NORMAL);
    }

    /** @param production by the launch mode, not the profile: a production package stays one with any profile */
    TokenIssuer(IdentityConfig config, boolean production) {
        TokenKeys keys = TokenKeys.from(config.jwt(), production);
        String provider = config.identity().defaultProvider();
        if (!CallerReader.PROVIDER.matcher(provider).matches() || Caller.OWN_PROVIDERS.contains(provider)) {
            throw new ConfigurationException(
                    "MUSTER_IDENTITY_DEFAULT_PROVIDER must be 1 to 32 of A-Z, a-z, 0-9, _ and -, and neither local nor"
                            + " machine.");
        }
        this.verifier = new TokenVerifier(
                keys, new CallerReader(provider, !keys.published(), SingleTenant.is(config, production)));
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
        return verifier.verify(token);
    }
}
