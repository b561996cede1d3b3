package io.muster.identity;

import java.time.Duration;
import java.util.Optional;

/** Settings of keys as a test wants them. */
record JwtSettings(
        Optional<String> secret,
        Optional<String> secretPrevious,
        Optional<String> jwksUrl,
        Optional<String> issuer,
        Optional<String> audience)
        implements IdentityConfig.Jwt {

    static final JwtSettings NONE =
            new JwtSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @Override
    public Duration keysMaxAge() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Duration keysKeptWhileAway() {
        return Duration.ofHours(24);
    }

    static JwtSettings secret(String secret) {
        return new JwtSettings(
                Optional.of(secret), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static JwtSettings jwks(String url) {
        return new JwtSettings(
                Optional.empty(), Optional.empty(), Optional.of(url), Optional.empty(), Optional.empty());
    }

    JwtSettings withSecret(String value) {
        return new JwtSettings(Optional.of(value), secretPrevious, jwksUrl, issuer, audience);
    }

    JwtSettings withPrevious(String value) {
        return new JwtSettings(secret, Optional.of(value), jwksUrl, issuer, audience);
    }

    JwtSettings withIssuer(String value) {
        return new JwtSettings(secret, secretPrevious, jwksUrl, Optional.of(value), audience);
    }

    JwtSettings withAudience(String value) {
        return new JwtSettings(secret, secretPrevious, jwksUrl, issuer, Optional.of(value));
    }
}
