package io.muster.identity;

import java.util.Optional;
import java.util.Set;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whose sign-in makes the first manager, and with which settings the service does not start. */
class FirstManagerAddressTest {
    private static final Optional<String> JWKS = Optional.of("https://login.example.org/keys");

    private static Caller caller(String email, boolean verified) {
        Profile profile = new Profile(Optional.empty(), Optional.of(email), Optional.empty());
        return new Caller(
                "oidc:1",
                profile,
                Optional.empty(),
                false,
                Employers.NOBODY,
                Set.of(),
                false,
                Optional.empty(),
                verified);
    }

    @Test
    void isTheVerifiedAddressInAnyCase() {
        FirstManagerAddress address = new FirstManagerAddress(Optional.of(" Boss@Example.org "), JWKS);

        assertThat(address.isOf(caller("boss@example.ORG", true))).isTrue();
        assertThat(address.isOf(caller("boss@example.org", false))).isFalse();
        assertThat(address.isOf(caller("eve@example.org", true))).isFalse();
    }

    @Test
    void withoutTheSettingItIsNobodys() {
        for (Optional<String> none : java.util.List.of(Optional.<String>empty(), Optional.of(" "))) {
            assertThat(new FirstManagerAddress(none, Optional.empty()).isOf(caller("boss@example.org", true)))
                    .isFalse();
        }
    }

    @Test
    void aSharedSecretIsRefused() {
        assertThatThrownBy(() -> new FirstManagerAddress(Optional.of("boss@example.org"), Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MUSTER_JWT_JWKS_URL")
                .hasMessageNotContaining("boss@example.org");
        assertThatThrownBy(() -> new FirstManagerAddress(Optional.of("boss"), JWKS))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MUSTER_FIRST_MANAGER");
    }
}
