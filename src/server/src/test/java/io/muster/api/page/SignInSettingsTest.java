package io.muster.api.page;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.muster.identity.IdentityConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Where the pages sign in is what the settings say, or the service does not start. */
class SignInSettingsTest {
    private static final Map<String, String> COMPLETE = Map.of(
            "muster.oidc.client-id", "muster-pages",
            "muster.jwt.jwks-url", "https://login.example.org/keys",
            "muster.jwt.issuer", "https://login.example.org:8443/realms/muster",
            "muster.jwt.audience", "muster");

    @Test
    void aPublicClientAndItsProviderAreEnough() {
        SignIn signIn = read(COMPLETE).orElseThrow();

        assertThat(signIn)
                .isEqualTo(new SignIn(
                        "https://login.example.org:8443/realms/muster", "muster-pages", "openid profile email"));
        assertThat(signIn.origin()).isEqualTo("https://login.example.org:8443");
    }

    @Test
    void withoutAClientThePagesTakeATokenAlone() {
        assertThat(read(Map.of())).isEmpty();
        assertThat(read(with("muster.oidc.client-id", " "))).isEmpty();
    }

    @Test
    void aProviderOfThisMachineNeedsNoCertificate() {
        assertThat(read(with("muster.jwt.issuer", "http://localhost:8180/realms/muster"))
                        .orElseThrow()
                        .origin())
                .isEqualTo("http://localhost:8180");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("a client and no keys", Map.of("muster.oidc.client-id", "pages"), "MUSTER_JWT_JWKS_URL"),
                arguments("an issuer over http", with("muster.jwt.issuer", "http://login.example.org"), "https"),
                arguments("an issuer that is a name", with("muster.jwt.issuer", "login.example.org"), "https"),
                arguments(
                        "an issuer that would end the header",
                        with("muster.jwt.issuer", "https://a.example.org; script-src *"),
                        "https"),
                arguments("a scope without openid", with("muster.oidc.scope", "profile email"), "openid"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String what, Map<String, String> settings, String says) {
        assertThatThrownBy(() -> read(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(says);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> settings = new HashMap<>(COMPLETE);
        settings.put(name, value);
        return settings;
    }

    private static Optional<SignIn> read(Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 500, new DurationConverter())
                .withMapping(SignInConfig.class)
                .withMapping(IdentityConfig.class)
                .withMappingIgnore("muster.**")
                .withSources(new PropertiesConfigSource(settings, "the settings of this test", 500))
                .build();
        return SignIn.from(
                config.getConfigMapping(SignInConfig.class),
                config.getConfigMapping(IdentityConfig.class).jwt());
    }
}
