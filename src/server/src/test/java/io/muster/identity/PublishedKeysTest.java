package io.muster.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.muster.testing.http.TestTokens;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.jwt.auth.principal.ParseException;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Tokens of a provider that publishes its keys, against a provider of this test's own. */
class PublishedKeysTest {
    private static PublicJsonWebKey first;
    private static PublicJsonWebKey second;
    private static PublicJsonWebKey elliptic;

    private final AtomicInteger fetches = new AtomicInteger();
    private volatile List<PublicJsonWebKey> published = List.of();
    private volatile Optional<String> odd = Optional.empty();
    private volatile boolean broken;
    private HttpServer provider;
    private TokenVerifier verifier;

    @BeforeAll
    static void makeKeys() throws JoseException {
        first = RsaJwkGenerator.generateJwk(2048);
        first.setKeyId("k1");
        second = RsaJwkGenerator.generateJwk(2048);
        second.setKeyId("k2");
        elliptic = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        elliptic.setKeyId("e1");
    }

    @BeforeEach
    void startProvider() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            byte[] body = json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Cache-Control", "max-age=86400");
            exchange.sendResponseHeaders(broken ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
        verifier = verifier(Duration.ofMinutes(10), Duration.ofHours(1));
    }

    private TokenVerifier verifier(Duration maxAge, Duration whileAway) {
        String url = "http://localhost:" + provider.getAddress().getPort() + "/keys";
        TokenKeys keys = new TokenKeys(
                new PublishedKeys(new ProviderKeys(url), new FetchedKeys.Ages(maxAge, whileAway), System::nanoTime),
                List.of("RS256", "ES256"),
                true,
                Optional.of("https://login.example.org"),
                Optional.of("muster"));
        return new TokenVerifier(keys, new CallerReader("corp", false, true));
    }

    @AfterEach
    void stopProvider() {
        provider.stop(0);
    }

    private String json() {
        return odd.orElseGet(() -> new JsonWebKeySet(published).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
    }

    private static TestTokens token() {
        return TestTokens.staff("1")
                .header("alg", "RS256")
                .header("kid", "k1")
                .claim("iss", "https://login.example.org")
                .claim("aud", "muster");
    }

    private static String rs256(TestTokens token, PublicJsonWebKey key) {
        return token.sign(key.getPrivateKey(), "SHA256withRSA");
    }

    @Test
    void aTokenOfAPublishedKeyIsGoodAndTheKeysAreFetchedOnce() throws ParseException {
        published = List.of(first);

        assertThat(verifier.verify(rs256(token(), first)).caller().userKey()).isEqualTo("corp:1");
        assertThat(verifier.verify(rs256(token(), first)).caller().userKey()).isEqualTo("corp:1");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void anEllipticKeyWorksToo() throws ParseException {
        published = List.of(first, elliptic);
        TestTokens token = token().header("alg", "ES256").header("kid", "e1");

        assertThat(verifier.verify(token.sign(elliptic.getPrivateKey(), "SHA256withECDSAinP1363Format"))
                        .caller()
                        .userKey())
                .isEqualTo("corp:1");
    }

    @Test
    void theProviderIsTheSettingWhateverTheClaimSays() throws ParseException {
        published = List.of(first);

        assertThat(verifier.verify(rs256(token().claim("provider", "google"), first))
                        .caller()
                        .userKey())
                .isEqualTo("corp:1");
        assertThat(verifier.verify(rs256(token().claim("provider", 7), first))
                        .caller()
                        .userKey())
                .isEqualTo("corp:1");
    }

    @Test
    void withSeveralKeysATokenNeedsItsKid() throws ParseException {
        published = List.of(first, second);

        assertBad(rs256(token().withoutHeader("kid"), first));
        assertThat(verifier.verify(rs256(token().header("kid", "k2"), second))
                        .caller()
                        .userKey())
                .isEqualTo("corp:1");
    }

    @Test
    void withOneKeyAKidIsNotNeeded() throws ParseException {
        published = List.of(first);

        assertThat(verifier.verify(rs256(token().withoutHeader("kid"), first))
                        .caller()
                        .userKey())
                .isEqualTo("corp:1");
    }

    @Test
    void anotherKeyAnotherIssuerAnotherAudienceAreBad() {
        published = List.of(first);

        assertBad(rs256(token(), second));
        assertBad(rs256(token().header("kid", "k9"), second));
        assertBad(rs256(token().claim("iss", "https://evil.example"), first));
        assertBad(rs256(token().without("iss"), first));
        assertBad(rs256(token().claim("aud", "another-app"), first));
        assertBad(rs256(token().without("aud"), first));
    }

    @Test
    void thePublicKeyIsNoSecret() {
        published = List.of(first);
        String pem = java.util.Base64.getEncoder()
                .encodeToString(first.getPublicKey().getEncoded());

        assertBad(token().header("alg", "HS256").secret(pem).sign());
        assertBad(token().header("alg", "none").unsigned());
        assertBad(token().header("alg", "RS512").sign(first.getPrivateKey(), "SHA512withRSA"));
    }

    @Test
    void inventedKidsDoNotMakeItHammerTheProvider() {
        published = List.of(first);

        for (int i = 0; i < 20; i++) {
            assertBad(rs256(token().header("kid", "invented-" + i), second));
        }
        assertThat(fetches.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void keysThatCannotBeFetchedAreNotTheCallersFaultAndAskedForOnce() {
        broken = true;

        assertUnavailable(rs256(token(), first));
        assertUnavailable(rs256(token(), first));
        assertThat(fetches).hasValue(1);
    }

    /** Whatever else it says of itself: an answer without a key is none. */
    @Test
    void anAnswerWithoutKeysIsNotTheCallersFault() {
        assertUnavailable(rs256(token(), first));
    }

    @Test
    void anAnswerWithoutKeysLeavesTheLastGoodOnes() throws ParseException {
        verifier = verifier(Duration.ofSeconds(1), Duration.ofHours(1));
        published = List.of(first);
        assertThat(verifier.verify(rs256(token(), first)).caller().userKey()).isEqualTo("corp:1");

        published = List.of();
        await().until(() -> {
            assertThat(verifier.verify(rs256(token(), first)).caller().userKey())
                    .isEqualTo("corp:1");
            return fetches.get() >= 2;
        });
        assertUnavailable(rs256(token().header("kid", "k2"), second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"keys\":{}}", "{\"keys\":[\"x\"]}", "[]", "{", ""})
    void anAnswerThatIsNoSetOfKeysLeavesThemToo(String answer) throws ParseException {
        verifier = verifier(Duration.ofSeconds(1), Duration.ofHours(1));
        published = List.of(first);
        assertThat(verifier.verify(rs256(token(), first)).caller().userKey()).isEqualTo("corp:1");

        odd = Optional.of(answer);
        await().until(() -> {
            assertThat(verifier.verify(rs256(token(), first)).caller().userKey())
                    .isEqualTo("corp:1");
            return fetches.get() >= 2;
        });
        assertUnavailable(rs256(token().header("kid", "k2"), second));
    }

    @Test
    void aWithdrawnKeyLivesAsLongAsTheSettingSaysWhateverTheProviderDoes() throws ParseException {
        verifier = verifier(Duration.ofSeconds(1), Duration.ofHours(1));
        published = List.of(first);
        verifier.verify(rs256(token(), first));

        published = List.of(second);

        await().untilAsserted(() -> assertBad(rs256(token(), first)));
    }

    @Test
    void aTokenIsReliedOnForAMinuteAtMost() throws ParseException {
        published = List.of(first);
        verifier.verify(rs256(token(), first));

        assertThat(reliedOn()).isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
    }

    @Test
    void aTokenIsNotReliedOnAfterItsKeysHaveToBeFetchedAgain() throws ParseException {
        verifier = verifier(Duration.ofSeconds(2), Duration.ofHours(1));
        published = List.of(first);
        verifier.verify(rs256(token(), first));
        assertThat(reliedOn()).isPositive().isLessThan(Duration.ofSeconds(2));

        broken = true;

        await().untilAsserted(() -> assertThat(reliedOn()).isNegative());
    }

    @Test
    void beforeThereAreKeysNothingIsReliedOn() throws ParseException {
        published = List.of(first);

        assertThat(reliedOn()).isNegative();
    }

    @Test
    void aKnownTokenOfAWithdrawnKeyIsGivenUpToo() throws ParseException {
        verifier = verifier(Duration.ofSeconds(2), Duration.ofHours(1));
        KnownTokens known = new KnownTokens();
        published = List.of(first);
        String token = rs256(token(), first);
        verifier.verify(token);
        known.keep(
                token,
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(verifier.verify(token))
                        .build());
        assertThat(known.find(token)).isPresent();

        published = List.of(second);

        await().untilAsserted(() -> {
            assertThat(known.find(token)).isEmpty();
            assertBad(token);
        });
    }

    /** How long a token would be relied on that is verified now. */
    private Duration reliedOn() throws ParseException {
        return Duration.ofNanos(verifier.verify(rs256(token(), first)).reliableUntil() - System.nanoTime());
    }

    @Test
    void keysThatNobodyConfirmsAreGivenUpInTheEnd() throws ParseException {
        verifier = verifier(Duration.ofSeconds(1), Duration.ofSeconds(1));
        published = List.of(first);
        verifier.verify(rs256(token(), first));

        broken = true;

        await().untilAsserted(() -> assertUnavailable(rs256(token(), first)));
    }

    @Test
    void aProviderThatIsNotThereIsNotTheCallersFault() {
        provider.stop(0);

        assertUnavailable(rs256(token(), first));
    }

    @Test
    void badTokensAreBadWithoutTheProvider() {
        provider.stop(0);

        assertBad("abc");
        assertBad(token().header("alg", "none").unsigned());
    }

    private void assertBad(String token) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOf(ParseException.class)
                .matches(failure -> !KeysUnavailableException.isCauseOf(failure), "is the token's fault");
    }

    private void assertUnavailable(String token) {
        assertThatThrownBy(() -> verifier.verify(token))
                .matches(KeysUnavailableException::isCauseOf, "is the provider's fault");
    }
}
