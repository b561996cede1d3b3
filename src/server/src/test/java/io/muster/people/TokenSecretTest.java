package io.muster.people;

import java.util.HashSet;
import java.util.Set;

import io.muster.testing.http.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenSecretTest {
    @Test
    void eachIsAnotherOneOf256Bits() {
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            secrets.add(TokenSecret.random());
        }

        assertThat(secrets).hasSize(1_000).allMatch(secret -> secret.matches("muster_[A-Za-z0-9_-]{43}"));
    }

    @Test
    void itIsFoundInTheHeader() {
        String secret = TokenSecret.random();

        assertThat(TokenSecret.in("Bearer " + secret)).hasValue(secret);
        assertThat(TokenSecret.in("bearer " + secret)).hasValue(secret);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer muster_", "Basic muster_0123456789012345678901234567890123456789012"})
    void whatHasAnotherFormIsNone(String header) {
        assertThat(TokenSecret.in(header)).isEmpty();
        assertThat(TokenSecret.in("Bearer " + TokenSecret.random() + "x")).isEmpty();
        assertThat(TokenSecret.in(TestTokens.staff("1").bearer())).isEmpty();
    }

    @Test
    void theHashTellsThemApartAndIsNotTheSecret() {
        String secret = TokenSecret.random();

        assertThat(TokenSecret.hash(secret))
                .isEqualTo(TokenSecret.hash(secret))
                .isNotEqualTo(TokenSecret.hash(TokenSecret.random()))
                .doesNotContain(secret);
    }
}
