package io.muster.people;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Codes are 128 random bits, known by their hash. */
class InvitationCodeTest {
    @Test
    void noTwoAreEqual() {
        Set<String> codes = IntStream.range(0, 1_000)
                .mapToObj(i -> InvitationCode.random().text())
                .collect(Collectors.toSet());

        assertThat(codes).hasSize(1_000).allMatch(code -> code.matches("[A-Za-z0-9_-]{22}"));
    }

    @Test
    void isKnownByItsHash() {
        InvitationCode code = InvitationCode.random();

        assertThat(InvitationCode.of(" " + code.text() + " ").hash())
                .isEqualTo(code.hash())
                .hasSize(64);
        assertThat(InvitationCode.of(code.text() + "x").hash()).isNotEqualTo(code.hash());
        assertThat(code.toString()).doesNotContain(code.text());
    }
}
