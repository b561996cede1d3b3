package io.muster.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a verified token is known, by clocks that are turned by hand. */
class KnownTokensTest {
    private static final String HEADER = "Bearer a.b.c";
    private static final Duration HOUR = Duration.ofHours(1);

    private Instant now = Instant.parse("2026-05-01T10:00:00Z");
    private long nanos = Long.MAX_VALUE - 1;
    private final KnownTokens tokens = new KnownTokens(() -> now, () -> nanos);

    private SecurityIdentity ada(Duration expiresIn, Duration reliableFor) {
        Caller caller =
                new Caller("oidc:ada", Profile.UNKNOWN, Optional.empty(), false, Employers.NOBODY, Set.of(), true);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new CallerPrincipal(
                        caller, now.plus(expiresIn), nanos + reliableFor.toNanos(), Optional.empty()))
                .addRole("admin")
                .addAttribute(ExpiryAugmentor.ATTRIBUTE, 7L)
                .addAttribute("the request", new Object())
                .build();
    }

    private boolean isKnown(String header) {
        return tokens.find(header).isPresent();
    }

    @Test
    void aVerifiedTokenIsKnownByItsWholeHeader() {
        assertThat(isKnown(HEADER)).isFalse();

        tokens.keep(HEADER, ada(HOUR, HOUR));

        assertThat(isKnown(HEADER)).isTrue();
        assertThat(isKnown("Bearer a.b.d")).isFalse();
        assertThat(isKnown("bearer a.b.c")).isFalse();
        assertThat(isKnown(HEADER + " ")).isFalse();
        assertThat(isKnown(HEADER.replace('a', '\u00e1'))).isFalse();
    }

    @Test
    void callerRightsAndExpiryAreKeptAndNothingOfTheRequest() {
        tokens.keep(HEADER, ada(HOUR, HOUR));

        SecurityIdentity known = tokens.find(HEADER).orElseThrow();

        assertThat(known.getPrincipal().getName()).isEqualTo("oidc:ada");
        assertThat(known.getRoles()).containsExactly("admin");
        assertThat(known.getAttributes()).containsOnlyKeys(ExpiryAugmentor.ATTRIBUTE);
        assertThat(known.getCredentials()).isEmpty();
    }

    @Test
    void anExpiredTokenIsNotKnown() {
        tokens.keep(HEADER, ada(Duration.ofSeconds(5), HOUR));

        now = now.plusMillis(4_999);
        assertThat(isKnown(HEADER)).isTrue();
        now = now.plusMillis(1);
        assertThat(isKnown(HEADER)).isFalse();
    }

    /** The clock goes over its end meanwhile, as {@link System#nanoTime()} may. */
    @Test
    void aTokenWhoseKeysMayHaveChangedIsNotKnown() {
        tokens.keep(HEADER, ada(HOUR, Duration.ofSeconds(60)));

        nanos += Duration.ofSeconds(60).toNanos() - 1;
        assertThat(isKnown(HEADER)).isTrue();
        nanos++;
        assertThat(isKnown(HEADER)).isFalse();
    }

    @Test
    void whatIsNotReliableIsNotKept() {
        tokens.keep(HEADER, ada(HOUR, Duration.ofSeconds(-1)));
        nanos -= Duration.ofSeconds(10).toNanos();

        assertThat(isKnown(HEADER)).isFalse();
    }

    @Test
    void anybodyButACallerIsNotKept() {
        tokens.keep(HEADER, QuarkusSecurityIdentity.builder().setAnonymous(true).build());

        assertThat(isKnown(HEADER)).isFalse();
    }

    @Test
    void longTokensAreNotKept() {
        String longest = "x".repeat(KnownTokens.MAX_HEADER_CHARS);

        tokens.keep(longest, ada(HOUR, HOUR));
        tokens.keep(longest + "x", ada(HOUR, HOUR));

        assertThat(isKnown(longest)).isTrue();
        assertThat(isKnown(longest + "x")).isFalse();
    }

    @Test
    void onlySoManyAreKept() {
        SecurityIdentity ada = ada(HOUR, HOUR);
        IntStream.range(0, 2 * KnownTokens.MAX_TOKENS).forEach(i -> tokens.keep("Bearer " + i, ada));

        assertThat(tokens.count()).isEqualTo(KnownTokens.MAX_TOKENS);
    }
}
