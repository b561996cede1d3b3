package io.muster.identity;

import java.util.Optional;
import java.util.stream.Stream;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** With which keys the service does not start, and that it says what to set. */
class StartRefusalsTest {
    private static final String SECRET = "a-secret-of-this-test-with-40-bytes-in-it";
    private static final String JWKS = "https://login.example.org/keys";

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("no key", JwtSettings.NONE, "MUSTER_JWT_SECRET"),
                arguments("a blank secret", JwtSettings.secret(" "), "MUSTER_JWT_SECRET"),
                arguments("the public secret", JwtSettings.secret(DevelopmentSecret.VALUE), "development secret"),
                arguments(
                        "the public secret as the previous one",
                        JwtSettings.secret(SECRET).withPrevious(DevelopmentSecret.VALUE),
                        "MUSTER_JWT_SECRET_PREVIOUS is the development secret"),
                arguments("a secret of 31 bytes", JwtSettings.secret("x".repeat(31)), "at least 32 bytes"),
                arguments(
                        "a previous secret of 31 bytes",
                        JwtSettings.secret(SECRET).withPrevious("x".repeat(31)),
                        "MUSTER_JWT_SECRET_PREVIOUS is too short"),
                arguments("a secret with its file's last line end", JwtSettings.secret(SECRET + "\n"), "line's end"),
                arguments("a secret after a blank", JwtSettings.secret(" " + SECRET), "begins or ends in a blank"),
                arguments("a previous secret alone", JwtSettings.NONE.withPrevious(SECRET), "set MUSTER_JWT_SECRET"),
                arguments("two kinds of keys", complete().withSecret(SECRET), "either MUSTER_JWT_SECRET"),
                arguments("a provider and a previous secret", complete().withPrevious(SECRET), "Two kinds of keys"),
                arguments("keys over http", JwtSettings.jwks("http://login.example.org/keys"), "https"),
                arguments(
                        "keys over http of a provider that is not on this machine",
                        JwtSettings.jwks("http://localhost:8180/keys")
                                .withIssuer("https://login.example.org")
                                .withAudience("muster"),
                        "https"),
                arguments(
                        "keys over http of a provider that only looks like this machine",
                        JwtSettings.jwks("http://keycloak:8080/keys")
                                .withIssuer("http://localhost.example.org")
                                .withAudience("muster"),
                        "https"),
                arguments("keys from a file", JwtSettings.jwks("file:///keys"), "https"),
                arguments(
                        "a provider without issuer",
                        JwtSettings.jwks(JWKS).withAudience("muster"),
                        "MUSTER_JWT_ISSUER"),
                arguments(
                        "a provider without audience",
                        JwtSettings.jwks(JWKS).withIssuer("https://login.example.org"),
                        "MUSTER_JWT_AUDIENCE"),
                arguments(
                        "a provider with a blank audience",
                        JwtSettings.jwks(JWKS)
                                .withIssuer("https://login.example.org")
                                .withAudience(" "),
                        "MUSTER_JWT_AUDIENCE"));
    }

    private static JwtSettings complete() {
        return JwtSettings.jwks(JWKS).withIssuer("https://login.example.org").withAudience("muster");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String what, JwtSettings settings, String says) {
        assertThatThrownBy(() -> TokenKeys.from(settings, true))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(says)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void aSecretOf32BytesIsEnoughCountedInUtf8() {
        assertThat(TokenKeys.from(JwtSettings.secret("ä".repeat(16)), true).algorithms())
                .containsExactly("HS256");
    }

    @Test
    void aProviderWithIssuerAndAudienceIsEnough() {
        TokenKeys keys = TokenKeys.from(complete(), true);

        assertThat(keys.published()).isTrue();
        assertThat(keys.algorithms()).containsExactlyInAnyOrder("RS256", "ES256");
    }

    /** For a trial on one machine. */
    @Test
    void keysOfAProviderOnThisMachineMayComeOverHttp() {
        JwtSettings trial = JwtSettings.jwks("http://keycloak:8080/realms/muster/keys")
                .withIssuer("http://localhost:8180/realms/muster")
                .withAudience("muster");

        assertThat(TokenKeys.from(trial, true).published()).isTrue();
    }

    @Test
    void developmentStartsOnThePublicSecret() {
        assertThat(TokenKeys.from(JwtSettings.NONE, false).published()).isFalse();
    }

    @Test
    void aDefaultProviderWithAColonIsRefused() {
        IdentityConfig config = new IdentityConfig() {
            @Override
            public Jwt jwt() {
                return JwtSettings.secret(SECRET);
            }

            @Override
            public Identity identity() {
                return () -> "a:b";
            }

            @Override
            public Optional<Boolean> singleTenant() {
                return Optional.empty();
            }
        };

        assertThatThrownBy(() -> new TokenIssuer(config, true))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MUSTER_IDENTITY_DEFAULT_PROVIDER");
    }
}
