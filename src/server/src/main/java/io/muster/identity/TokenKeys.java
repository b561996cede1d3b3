package io.muster.identity;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.HmacKey;

/**
 * The keys for verifying tokens, read from {@link IdentityConfig.Jwt}.
 *
 * @param algorithms the only {@code alg} a token may have
 * @param published whether the keys are a provider's, published at an address
 */
record TokenKeys(
        Keys resolver, List<String> algorithms, boolean published, Optional<String> issuer, Optional<String> audience) {

    static final int MIN_SECRET_BYTES = 32;

    /**
     * Reads the settings and refuses unsafe ones.
     *
     * @param production whether the development secret is refused and a missing key is an error
     * @throws ConfigurationException with a sentence that says what to set
     */
    static TokenKeys from(IdentityConfig.Jwt jwt, boolean production) {
        Optional<String> secret = nonEmpty(jwt.secret());
        Optional<String> previous = nonEmpty(jwt.secretPrevious());
        Optional<String> jwksUrl = nonEmpty(jwt.jwksUrl());
        Optional<String> issuer = nonEmpty(jwt.issuer());
        Optional<String> audience = nonEmpty(jwt.audience());
        if (jwksUrl.isPresent()) {
            return published(jwksUrl.get(), secret.or(() -> previous), issuer, audience, ages(jwt));
        }
        if (secret.isEmpty() && production) {
            throw new ConfigurationException(
                    "No key to verify tokens with: set MUSTER_JWT_SECRET to a secret of at least " + MIN_SECRET_BYTES
                            + " bytes, or MUSTER_JWT_JWKS_URL to the https address of your provider's keys.");
        }
        SecretKeys keys = new SecretKeys(hmac("MUSTER_JWT_SECRET", secret.orElse(DevelopmentSecret.VALUE), production));
        Optional<SecretKeys> withPrevious =
                previous.map(it -> keys.and(hmac("MUSTER_JWT_SECRET_PREVIOUS", it, production)));
        return new TokenKeys(
                withPrevious.orElse(keys), List.of(AlgorithmIdentifiers.HMAC_SHA256), false, issuer, audience);
    }

    private static TokenKeys published(
            String url,
            Optional<String> secret,
            Optional<String> issuer,
            Optional<String> audience,
            FetchedKeys.Ages ages) {
        if (secret.isPresent()) {
            throw new ConfigurationException(
                    "Two kinds of keys: set either MUSTER_JWT_SECRET (and MUSTER_JWT_SECRET_PREVIOUS) or"
                            + " MUSTER_JWT_JWKS_URL, and leave the other out.");
        }
        if (!url.startsWith("https://") && !isTrial(url, issuer)) {
            throw new ConfigurationException(
                    "MUSTER_JWT_JWKS_URL must be an https address: over anything else the keys could be exchanged on"
                            + " the way.");
        }
        if (issuer.isEmpty() || audience.isEmpty()) {
            throw new ConfigurationException(
                    "MUSTER_JWT_JWKS_URL needs MUSTER_JWT_ISSUER and MUSTER_JWT_AUDIENCE besides: without them any app"
                            + " of the same provider would be let in.");
        }
        return new TokenKeys(
                new PublishedKeys(new ProviderKeys(url), ages, System::nanoTime),
                List.of(AlgorithmIdentifiers.RSA_USING_SHA256, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256),
                true,
                issuer,
                audience);
    }

    /** A provider that is known as one of this machine can be anybody's only where everything is on one machine. */
    private static boolean isTrial(String url, Optional<String> issuer) {
        return url.startsWith("http://") && issuer.filter(LocalAddress::is).isPresent();
    }

    private static FetchedKeys.Ages ages(IdentityConfig.Jwt jwt) {
        if (jwt.keysMaxAge().toSeconds() < 1) {
            throw new ConfigurationException(
                    "MUSTER_JWT_KEYS_MAX_AGE is too short: set it to at least 1s, or each request asks the provider.");
        }
        return new FetchedKeys.Ages(jwt.keysMaxAge(), jwt.keysKeptWhileAway());
    }

    private static HmacKey hmac(String variable, String secret, boolean production) {
        if (production && secret.equals(DevelopmentSecret.VALUE)) {
            throw new ConfigurationException(
                    variable + " is the development secret, which is public: set it to a secret of your own.");
        }
        if (!secret.equals(secret.strip())) {
            throw new ConfigurationException(
                    variable + " begins or ends in a blank or a line's end, as a file that it was"
                            + " made from may: set it to the secret alone, or no token is signed with the same.");
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_SECRET_BYTES) {
            throw new ConfigurationException(variable + " is too short: set it to at least " + MIN_SECRET_BYTES
                    + " bytes, such as the output of: openssl rand -base64 48");
        }
        return new HmacKey(bytes);
    }

    private static Optional<String> nonEmpty(Optional<String> value) {
        return value.filter(it -> !it.isBlank());
    }
}
