package io.muster.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What a token tells about a person, cut to the limits. */
class ProfileReaderTest {

    private static Profile read(String claim, @Nullable Object value) throws ClaimException {
        Map<String, Object> claims = new HashMap<>();
        claims.put(claim, value);
        return ProfileReader.read(new Claims(claims));
    }

    private static Optional<String> name(String value) throws ClaimException {
        return read("name", value).name();
    }

    @Test
    void aNameIsKeptAsItIs() throws ClaimException {
        assertThat(name("Ada L")).contains("Ada L");
        assertThat(name("\u05d0\u200f\u05d1 \ud83d\ude80")).contains("\u05d0\u200f\u05d1 \ud83d\ude80");
        assertThat(name("$where.a")).contains("$where.a");
    }

    @Test
    void aNameIsCutTo128BytesBetweenCodePoints() throws ClaimException {
        assertThat(name("x".repeat(10_000))).contains("x".repeat(128));
        assertThat(name("ä".repeat(100))).contains("ä".repeat(64));
        assertThat(name("x".repeat(126) + "\ud83d\ude80")).contains("x".repeat(126));
        assertThat(name("x".repeat(124) + "\ud83d\ude80")).contains("x".repeat(124) + "\ud83d\ude80");
        assertThat(name("\u20ac".repeat(100)).orElseThrow().getBytes(UTF_8)).hasSize(126);
    }

    @Test
    void whatIsNoTextLeavesTheName() throws ClaimException {
        assertThat(name("A\u0000d\na\u202e")).contains("Ada");
        assertThat(name("Ada\ud83d")).contains("Ada");
        assertThat(name(" \t ")).isEmpty();
        assertThat(name("")).isEmpty();
    }

    @Test
    void nullTellsNothing() throws ClaimException {
        assertThat(read("name", null)).isEqualTo(Profile.UNKNOWN);
        assertThat(read("email", null)).isEqualTo(Profile.UNKNOWN);
        assertThat(read("picture", null)).isEqualTo(Profile.UNKNOWN);
    }

    @Test
    void anEmailOf254IsKeptAndOneMoreDropped() throws ClaimException {
        String longest = "a@" + "b".repeat(252);

        assertThat(read("email", longest).email()).contains(longest);
        assertThat(read("email", longest + "b").email()).isEmpty();
        assertThat(read("email", "no-at-sign").email()).isEmpty();
        assertThat(read("email", "a@b\r\nBcc: c@d").email()).isEmpty();
    }

    @Test
    void aPictureOf200BytesIsKeptAndOneMoreDropped() throws ClaimException {
        String longest = "https://img.example.org/" + "p".repeat(176);

        assertThat(read("picture", longest).picture()).contains(longest);
        assertThat(read("picture", longest + "p").picture()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://img.example.org/a.png",
                "javascript:alert(1)",
                "data:image/png;base64,AA",
                "//img.example.org/a.png",
                "https:///a.png",
                "https://",
                "https://img.example.org/a b.png",
                "https://img.example.org/\"onerror=x",
                "not an address"
            })
    void aPictureOfAnotherKindIsDropped(String picture) throws ClaimException {
        assertThat(read("picture", picture).picture()).isEmpty();
    }
}
