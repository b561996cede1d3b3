package io.muster.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.muster.testing.Tokens;
import io.smallrye.jwt.auth.principal.ParseException;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.HttpsJwks;
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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tokens of a provider that publishes its keys, against a provider of this test's own. */
class PublishedKeysTest {
    private static PublicJsonWebKey first;
    private static PublicJsonWebKey second;
    private static PublicJsonWebKey elliptic;

    private final AtomicInteger fetches = new AtomicInteger();
    private volatile List<PublicJsonWebKey> published = List.of();
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
            exchange.sendResponseHeaders(broken ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
        String url = "http://localhost:" + provider.getAddress().getPort() + "/keys";
        TokenKeys keys = new TokenKeys(
                new PublishedKeys(new HttpsJwks(url)),
                List.of("RS256", "ES256"),
                true,
                Optional.of("https://login.example.org"),
                Optional.of("muster"));
        verifier = new TokenVerifier(keys, new CallerReader("corp", false, true));
    }

    @AfterEach
    void stopProvider() {
        provider.stop(0);
    }

    private String json() {
        return new JsonWebKeySet(published).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private static Tokens token() {
        return Tokens.staff("1")
                .header("alg", "RS256")
                .header("kid", "k1")
                .claim("iss", "https://login.example.org")
                .claim("aud", "muster");
    }

    private static String rs256(Tokens token, PublicJsonWebKey key) {
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
        Tokens token = token().header("alg", "ES256").header("kid", "e1");

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
