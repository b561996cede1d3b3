package io.muster.event;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** By what a request is recognised. */
class RequestKeysTest {
    private static final Optional<String> KEY = Optional.of("k");

    @Test
    void theSameKeyOfTheSamePersonIsTheSame() {
        assertThat(RequestKeys.keyOf("oidc:1", KEY))
                .isEqualTo(RequestKeys.keyOf("oidc:1", KEY))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void anotherPersonsKeyIsAnother() {
        assertThat(RequestKeys.keyOf("oidc:1", KEY)).isNotEqualTo(RequestKeys.keyOf("oidc:2", KEY));
        assertThat(RequestKeys.keyOf("oidc:1", Optional.of("2k"))).isNotEqualTo(RequestKeys.keyOf("oidc:12", KEY));
    }

    @Test
    void withoutAKeyItIsNeverTheSame() {
        assertThat(RequestKeys.keyOf("oidc:1", Optional.empty()))
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(RequestKeys.keyOf("oidc:1", Optional.empty()));
    }

    @Test
    void theFingerprintIsTheResponseAndTheRoleWithoutCase() {
        String server = RequestKeys.fingerprintOf(Response.ACCEPT, Optional.of("Server"), false);

        assertThat(RequestKeys.fingerprintOf(Response.ACCEPT, Optional.of(" sERVER"), false))
                .isEqualTo(server);
        assertThat(RequestKeys.fingerprintOf(Response.ACCEPT, Optional.of("Bar"), false))
                .isNotEqualTo(server);
        assertThat(RequestKeys.fingerprintOf(Response.DECLINE, Optional.of("Server"), false))
                .isNotEqualTo(server);
        assertThat(RequestKeys.fingerprintOf(Response.DECLINE, Optional.empty(), false))
                .isNotEqualTo(server);
    }

    /** Keys from before there was a standby list have the fingerprint without it. */
    @Test
    void thatAPersonWouldWaitIsPartOfTheFingerprintAndThatNotIsNone() {
        Optional<String> server = Optional.of("Server");

        assertThat(RequestKeys.fingerprintOf(Response.ACCEPT, server, false))
                .isEqualTo(Digest.hex("respond", "accept", "server"))
                .isNotEqualTo(RequestKeys.fingerprintOf(Response.ACCEPT, server, true));
    }

    @Test
    void wordsDoNotRunIntoEachOther() {
        assertThat(Digest.hex("ab", "c")).isNotEqualTo(Digest.hex("a", "bc"));
        assertThat(Digest.hex("ab")).isNotEqualTo(Digest.hex("ab", ""));
        assertThat(Digest.of("ä")).hasSize(32);
    }
}
