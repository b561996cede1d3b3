package io.muster.identity;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who may come in, and as whom. */
@ConfigMapping(prefix = "muster")
public interface IdentityConfig {

    Jwt jwt();

    Identity identity();

    /**
     * Whether staff whose token has no {@code managerIds} see every manager's events; unless set: in development and tests,
     * not in production.
     */
    Optional<Boolean> singleTenant();

    /** The keys that tokens are verified with: a secret or an address, never both. */
    interface Jwt {
        /** HS256, at least 32 bytes in UTF-8. */
        Optional<String> secret();

        /** The secret before this one, still accepted while tokens signed with it live. */
        Optional<String> secretPrevious();

        /** Where a provider publishes its keys (RS256 or ES256), https. */
        Optional<String> jwksUrl();

        /** The {@code iss} every token must have; required with {@link #jwksUrl}, checked wherever set. */
        Optional<String> issuer();

        /** The {@code aud} every token must have; required with {@link #jwksUrl}, checked wherever set. */
        Optional<String> audience();
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
