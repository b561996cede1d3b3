package io.muster.event;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BlanksTest {

    /** Spaces of all kinds, line ends, what joins or shapes what is not there, fillers, tags. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                ' ', 0x85, 0xA0, 0x1680, 0x2003, 0x2028, 0x202F, 0x3000, 0xAD, 0x34F, 0x200B, 0x200D, 0x2060, 0xFEFF,
                0x3164, 0xFFA0, 0xFE0F, 0xE0020
            })
    void whatIsSeenAsBlankGoesFromTheEnds(int codePoint) {
        String blank = Character.toString(codePoint);

        assertThat(Blanks.isBlank(blank + " " + blank)).isTrue();
        assertThat(Blanks.strip(blank + blank + "Head\u00a0waiter" + blank + " "))
                .isEqualTo("Head\u00a0waiter");
        assertThat(Role.keyOf("Server" + blank)).isEqualTo("server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", ".", "\u0301", "\u2800", "\uD83C\uDF78"})
    void whatIsSeenStays(String seen) {
        assertThat(Blanks.isBlank(seen)).isFalse();
        assertThat(Blanks.strip(" " + seen + " ")).isEqualTo(seen);
    }

    @Test
    void runsOfWhiteSpaceAreOneInAKey() {
        assertThat(List.of("Head  Waiter", "head\u00a0\u2003waiter", "\u200bHEAD WAITER\ufeff"))
                .allSatisfy(name -> assertThat(Role.keyOf(name)).isEqualTo("head waiter"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xAD, 0x34F, 0x200B, 0x2060, 0xFEFF, 0x3164, 0xFE0F})
    void whatIsNotSeenTellsNoNamesApart(int codePoint) {
        String unseen = Character.toString(codePoint);

        assertThat(Role.keyOf("Ser" + unseen + "ver " + unseen + " x")).isEqualTo("server x");
        assertThat(Role.keyOf("Cafe" + unseen + "\u0301")).isEqualTo(Role.keyOf("Caf\u00e9"));
        assertThat(Role.named(
                        "Server",
                        List.of(new Role("Ser" + unseen + "ver", "ser" + unseen + "ver", 1, null, null, null))))
                .isPresent();
    }

    @Test
    void aNameMeansTheRoleOfThatVeryNameFirst() {
        Role plain = Role.of("Server", 1);
        Role odd = new Role("Server\u00a0", "server\u00a0", 2, null, null, null);

        assertThat(Role.named("Server\u00a0", List.of(plain, odd))).contains(odd);
        assertThat(Role.named("SERVER", List.of(odd, plain))).contains(plain);
        assertThat(Role.named("server", List.of(odd))).contains(odd);
        assertThat(Role.named("Bar", List.of(plain, odd))).isEmpty();
    }
}
