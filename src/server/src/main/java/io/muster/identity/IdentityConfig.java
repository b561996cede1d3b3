package io.muster.identity;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of authentication. */
@ConfigMapping(prefix = "muster")
public interface IdentityConfig {

    Jwt jwt();

    Identity identity();

    /**
     * Whether staff whose token has no {@code managerIds} see every manager's events; by default true in development
     * and tests, false in production.
     */
    Optional<Boolean> singleTenant();

    /** The keys for verifying tokens: a secret or an address, never both. */
    interface Jwt {
        /** HS256, at least 32 bytes in UTF-8. */
        Optional<String> secret();

        /** The previous secret, accepted while tokens signed with it are valid. */
        Optional<String> secretPrevious();

        /** Where a provider publishes its keys (RS256 or ES256): https, or http where {@link #issuer} is on this machine. */
        Optional<String> jwksUrl();

        /** The {@code iss} every token must have; required with {@link #jwksUrl}, checked wherever set. */
        Optional<String> issuer();

        /** The {@code aud} every token must have; required with {@link #jwksUrl}, checked wherever set. */
        Optional<String> audience();

        /** How old a provider's keys may be before they are fetched again: a withdrawn key is accepted for at most this time. */
        @WithDefault("10m")
        Duration keysMaxAge();

        /** How much longer they are used while the provider gives none; after it the answer is 503. */
        @WithDefault("24h")
        Duration keysKeptWhileAway();
    }

    interface Identity {
        /**
         * The provider in the userKey of tokens that name none; with keys of a provider, of every token. 1 to 32 of
         * {@code A-Za-z0-9_-}.
         */
        @WithDefault("oidc")
        String defaultProvider();
    }
}
