package io.muster.api.page;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.muster.identity.IdentityConfig;
import io.muster.identity.LocalAddress;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.json.JsonObject;

/**
 * Where the pages sign in, by OpenID Connect.
 *
 * @param issuer the provider, {@code iss} of its tokens
 * @param clientId the public client that the provider knows the pages by
 * @param scope what they ask for, separated by blanks
 */
record SignIn(String issuer, String clientId, String scope) {

    /**
     * Reads the settings and refuses those that cannot work.
     *
     * @return empty where the pages take a token alone
     * @throws ConfigurationException with a sentence that says what to set
     */
    static Optional<SignIn> from(SignInConfig config, IdentityConfig.Jwt jwt) {
        return nonEmpty(config.clientId()).map(clientId -> of(clientId, config.scope(), jwt));
    }

    private static SignIn of(String clientId, String scope, IdentityConfig.Jwt jwt) {
        Optional<String> issuer = nonEmpty(jwt.issuer());
        if (nonEmpty(jwt.jwksUrl()).isEmpty() || issuer.isEmpty()) {
            throw new ConfigurationException(
                    "MUSTER_OIDC_CLIENT_ID needs MUSTER_JWT_JWKS_URL, MUSTER_JWT_ISSUER and MUSTER_JWT_AUDIENCE: the"
                            + " pages sign in at the provider whose keys verify tokens.");
        }
        if (!isAddress(issuer.get())) {
            throw new ConfigurationException(
                    "MUSTER_JWT_ISSUER must be an https address where MUSTER_OIDC_CLIENT_ID is set: the pages ask it"
                            + " how to sign in.");
        }
        if (!List.of(scope.split(" ")).contains("openid")) {
            throw new ConfigurationException("MUSTER_OIDC_SCOPE lacks openid: without it nobody is signed in.");
        }
        return new SignIn(issuer.get(), clientId, scope);
    }

    private static boolean isAddress(String issuer) {
        try {
            return (issuer.startsWith("https://") || LocalAddress.is(issuer))
                    && URI.create(issuer).getHost() != null;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    /** The only one besides the service's own that a page may ask anything: {@code https://login.example.org}. */
    String origin() {
        URI address = URI.create(issuer);
        return address.getScheme() + "://" + address.getAuthority();
    }

    JsonObject json() {
        return new JsonObject().put("issuer", issuer).put("clientId", clientId).put("scope", scope);
    }

    private static Optional<String> nonEmpty(Optional<String> value) {
        return value.filter(it -> !it.isBlank());
    }
}
