package io.muster.identity;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.muster.testing.http.TestTokens;
import io.smallrye.jwt.auth.principal.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Good and bad tokens of every kind, signed with a secret. */
class TokenVerifierTest {
    private static final String SECRET = "the-secret-of-this-test-with-enough-bytes";
    private static final String PREVIOUS = "the-one-before-it-which-is-long-enough-too";
    private static final TestTokens GOOD = TestTokens.staff("1").secret(SECRET);

    private final TokenVerifier verifier = verifier(JwtSettings.secret(SECRET), true);

    private static TokenVerifier verifier(JwtSettings settings, boolean singleTenant) {
        TokenKeys keys = TokenKeys.from(settings, true);
        return new TokenVerifier(keys, new CallerReader("oidc", !keys.published(), singleTenant));
    }

    private Caller caller(TestTokens token) throws ParseException {
        return verifier.verify(token.sign()).caller();
    }

    static Stream<Arguments> bad() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                arguments("no token", ""),
                arguments("no token at all", "abc"),
                arguments("three empty parts", ".."),
                arguments(
                        "two parts",
                        GOOD.unsigned().substring(0, GOOD.unsigned().length() - 1)),
                arguments("another secret", GOOD.secret("y".repeat(40)).sign()),
                arguments("alg none, unsigned", GOOD.header("alg", "none").unsigned()),
                arguments("alg none, signed", GOOD.header("alg", "none").sign()),
                arguments("alg None", GOOD.header("alg", "None").unsigned()),
                arguments("no alg", GOOD.withoutHeader("alg").sign()),
                arguments("alg a number", GOOD.header("alg", 256).sign()),
                arguments("HS512", GOOD.header("alg", "HS512").sign("HmacSHA512")),
                arguments("HS384", GOOD.header("alg", "HS384").sign("HmacSHA384")),
                arguments("RS256 for a secret", GOOD.header("alg", "RS256").sign(rsa().getPrivate(), "SHA256withRSA")),
                arguments("RS256 said, HS256 done", GOOD.header("alg", "RS256").sign()),
                arguments("unsigned", GOOD.unsigned()),
                arguments("tampered", tampered()),
                arguments(
                        "an unknown critical header",
                        GOOD.header("crit", List.of("x")).header("x", 1).sign()),
                arguments("typ of another kind", GOOD.header("typ", "dpop+jwt").sign()),
                arguments("typ a number", GOOD.header("typ", 7).sign()),
                arguments("typ an ID token's", GOOD.header("typ", "id_token").sign()),
                arguments("nested", GOOD.header("cty", "JWT").sign()),
                arguments(
                        "encrypted",
                        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA.AA.AAAAAAAAAAAAAAAAAAAAAA"),
                arguments("no exp", GOOD.without("exp").sign()),
                arguments("expired a second ago", GOOD.claim("exp", now - 1).sign()),
                arguments("expires now", GOOD.claim("exp", now).sign()),
                arguments("exp text", GOOD.claim("exp", Long.toString(now + 60)).sign()),
                arguments("exp null", GOOD.claim("exp", null).sign()),
                arguments("exp beyond all time", GOOD.claim("exp", 1e300).sign()),
                arguments("exp negative", GOOD.claim("exp", -1).sign()),
                arguments("not yet", GOOD.claim("nbf", now + 60).sign()),
                arguments("nbf text", GOOD.claim("nbf", "soon").sign()),
                arguments("iat text", GOOD.claim("iat", "now").sign()),
                arguments("no sub", GOOD.without("sub").sign()),
                arguments("sub empty", GOOD.claim("sub", "").sign()),
                arguments("sub null", GOOD.claim("sub", null).sign()),
                arguments("sub a number", GOOD.claim("sub", 1).sign()),
                arguments("sub of 129", GOOD.claim("sub", "x".repeat(129)).sign()),
                arguments("sub with a space", GOOD.claim("sub", "a b").sign()),
                arguments("sub with a line break", GOOD.claim("sub", "a\n").sign()),
                arguments("sub with an umlaut", GOOD.claim("sub", "ä").sign()),
                arguments("sub with NUL", GOOD.claim("sub", "a\u0000").sign()),
                arguments("provider with a colon", GOOD.claim("provider", "a:b").sign()),
                arguments(
                        "provider of those without an account",
                        GOOD.claim("provider", "local").sign()),
                arguments("provider machine", GOOD.claim("provider", "machine").sign()),
                arguments("provider empty", GOOD.claim("provider", "").sign()),
                arguments("provider null", GOOD.claim("provider", null).sign()),
                arguments("provider a number", GOOD.claim("provider", 7).sign()),
                arguments(
                        "provider of 33", GOOD.claim("provider", "x".repeat(33)).sign()),
                arguments("managerId empty", GOOD.claim("managerId", "").sign()),
                arguments("managerId null", GOOD.claim("managerId", null).sign()),
                arguments("managerId a number", GOOD.claim("managerId", 7).sign()),
                arguments(
                        "managerId an array",
                        GOOD.claim("managerId", List.of("m-1")).sign()),
                arguments(
                        "managerId an object",
                        GOOD.claim("managerId", Map.of("$ne", "")).sign()),
                arguments(
                        "managerId with a dollar", GOOD.claim("managerId", "$m").sign()),
                arguments("managerId with a dot", GOOD.claim("managerId", "m.1").sign()),
                arguments("managerId with a bar", GOOD.claim("managerId", "m|1").sign()),
                arguments(
                        "managerId ends in a line break",
                        GOOD.claim("managerId", "m-1\n").sign()),
                arguments(
                        "managerId of 65",
                        GOOD.claim("managerId", "x".repeat(65)).sign()),
                arguments(
                        "access unknown",
                        GOOD.claim("managerId", "m").claim("access", "full").sign()),
                arguments(
                        "access a boolean",
                        GOOD.claim("managerId", "m").claim("access", true).sign()),
                arguments("managerIds text", GOOD.claim("managerIds", "m-1").sign()),
                arguments("managerIds null", GOOD.claim("managerIds", null).sign()),
                arguments(
                        "managerIds of numbers",
                        GOOD.claim("managerIds", List.of(1)).sign()),
                arguments(
                        "managerIds with a malformed one",
                        GOOD.claim("managerIds", List.of("m-1", "*")).sign()),
                arguments("201 managerIds", GOOD.claim("managerIds", ids(201)).sign()),
                arguments("teamIds text", GOOD.claim("teamIds", "t").sign()),
                arguments(
                        "teamIds an object",
                        GOOD.claim("teamIds", Map.of("0", "t")).sign()),
                arguments(
                        "teamIds with null",
                        GOOD.claim("teamIds", Arrays.asList("t", null)).sign()),
                arguments(
                        "teamIds with an empty one",
                        GOOD.claim("teamIds", List.of("")).sign()),
                arguments("201 teamIds", GOOD.claim("teamIds", ids(201)).sign()),
                arguments(
                        "201 times the same team",
                        GOOD.claim("teamIds", Collections.nCopies(201, "t")).sign()),
                arguments(
                        "a team of 65",
                        GOOD.claim("teamIds", List.of("x".repeat(65))).sign()),
                arguments("groups text", GOOD.claim("groups", "admin").sign()),
                arguments("groups a number", GOOD.claim("groups", 7).sign()),
                arguments("groups of numbers", GOOD.claim("groups", List.of(7)).sign()),
                arguments("name a number", GOOD.claim("name", 7).sign()),
                arguments("email an array", GOOD.claim("email", List.of("a@b")).sign()),
                arguments("picture an object", GOOD.claim("picture", Map.of()).sign()));
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "id-" + i).toList();
    }

    private static String tampered() {
        String[] parts = GOOD.sign().split("\\.", -1);
        String[] others = TestTokens.staff("2").secret(SECRET).sign().split("\\.", -1);
        return parts[0] + "." + others[1] + "." + parts[2];
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void bad(String what, String token) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOf(ParseException.class)
                .matches(failure -> !KeysUnavailableException.isCauseOf(failure));
    }

    @Test
    void claimsTwiceAreRefused() {
        String header = part("{\"alg\":\"HS256\"}");
        String twice = part("{\"sub\":\"1\",\"sub\":\"2\",\"exp\":4000000000}");

        assertThatThrownBy(() -> verifier.verify(TestTokens.signed(header + "." + twice, SECRET)))
                .isInstanceOf(ParseException.class);
    }

    private static String part(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void theUserKeyIsProviderAndSubject() throws ParseException {
        assertThat(caller(GOOD).userKey()).isEqualTo("oidc:1");
        assertThat(caller(GOOD.claim("provider", "google")).userKey()).isEqualTo("google:1");
        assertThat(caller(GOOD.claim("sub", "a|b:c/%2F$")).userKey()).isEqualTo("oidc:a|b:c/%2F$");
        assertThat(caller(GOOD.claim("sub", "x".repeat(128))).userKey()).hasSize(133);
        assertThat(caller(GOOD.claim("upn", "else").claim("preferred_username", "else"))
                        .userKey())
                .isEqualTo("oidc:1");
    }

    @Test
    void staffIsNoManager() throws ParseException {
        Caller staff = caller(GOOD);

        assertThat(staff.managerId()).isEmpty();
        assertThat(staff.readOnly()).isFalse();
        assertThat(staff.admin()).isFalse();
        assertThat(staff.teamIds()).isEmpty();
    }

    @Test
    void readAccessIsAManagersOnly() throws ParseException {
        assertThat(caller(GOOD.claim("managerId", "m-1").claim("access", "read"))
                        .readOnly())
                .isTrue();
        assertThat(caller(GOOD.claim("managerId", "m-1")).readOnly()).isFalse();
        assertThat(caller(GOOD.claim("access", "read")).readOnly()).isFalse();
    }

    @Test
    void employersAreThoseNamedElseByTenancy() throws ParseException {
        assertThat(caller(GOOD).employers()).isEqualTo(Employers.EVERYONE);
        assertThat(caller(GOOD.claim("managerIds", List.of("m-1", "m-1", "m-2")))
                        .employers())
                .isEqualTo(Employers.of(Set.of("m-1", "m-2")));
        assertThat(caller(GOOD.claim("managerIds", List.of())).employers()).isEqualTo(Employers.NOBODY);
        assertThat(verifier(JwtSettings.secret(SECRET), false)
                        .verify(GOOD.sign())
                        .caller()
                        .employers())
                .isEqualTo(Employers.NOBODY);
    }

    @Test
    void twoHundredTeamsAreTaken() throws ParseException {
        assertThat(caller(GOOD.claim("teamIds", ids(200))).teamIds()).hasSize(200);
    }

    @Test
    void theGroupAdminMakesAnAdmin() throws ParseException {
        assertThat(caller(GOOD.claim("groups", List.of("a", "admin"))).admin()).isTrue();
        assertThat(caller(GOOD.claim("groups", List.of("Admin"))).admin()).isFalse();
        assertThat(caller(GOOD.claim("groups", List.of())
                                .claim("roleMappings", Map.of("a", "admin"))
                                .claim("groups", List.of("a")))
                        .admin())
                .isFalse();
    }

    @Test
    void typIsOptionalAndComparedWithoutCase() throws ParseException {
        assertThat(caller(GOOD.withoutHeader("typ")).userKey()).isEqualTo("oidc:1");
        assertThat(caller(GOOD.header("typ", "jwt")).userKey()).isEqualTo("oidc:1");
        assertThat(caller(GOOD.header("typ", "at+jwt")).userKey()).isEqualTo("oidc:1");
    }

    @Test
    void aKidIsNoTroubleWithASecret() throws ParseException {
        assertThat(caller(GOOD.header("kid", "k1")).userKey()).isEqualTo("oidc:1");
    }

    @Test
    void nbfInThePastAndExpInTheFutureAreFine() throws ParseException {
        long now = Instant.now().getEpochSecond();

        assertThat(verifier.verify(GOOD.claim("nbf", now - 1)
                                .claim("exp", now + 60)
                                .sign())
                        .expiresAt())
                .isEqualTo(Instant.ofEpochSecond(now + 60));
    }

    @Test
    void whileRotatingEitherSecretIsAccepted() throws ParseException {
        TokenVerifier rotating = verifier(JwtSettings.secret(SECRET).withPrevious(PREVIOUS), true);

        assertThat(rotating.verify(GOOD.sign()).caller().userKey()).isEqualTo("oidc:1");
        assertThat(rotating.verify(GOOD.secret(PREVIOUS).sign()).caller().userKey())
                .isEqualTo("oidc:1");
        assertThatThrownBy(() -> rotating.verify(GOOD.secret("z".repeat(40)).sign()))
                .isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> rotating.verify(GOOD.header("alg", "none").unsigned()))
                .isInstanceOf(ParseException.class);
    }

    @Test
    void issuerAndAudienceAreCheckedWhereverSet() throws ParseException {
        TokenVerifier strict =
                verifier(JwtSettings.secret(SECRET).withIssuer("me").withAudience("muster"), true);
        TestTokens right = GOOD.claim("iss", "me").claim("aud", List.of("other", "muster"));

        assertThat(strict.verify(right.sign()).caller().userKey()).isEqualTo("oidc:1");
        assertThatThrownBy(() -> strict.verify(right.without("iss").sign())).isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> strict.verify(right.claim("iss", "you").sign()))
                .isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> strict.verify(right.without("aud").sign())).isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> strict.verify(right.claim("aud", "x").sign())).isInstanceOf(ParseException.class);
    }

    @Test
    void unsetAudienceIsNotChecked() throws ParseException {
        assertThat(caller(GOOD.claim("aud", "whatever").claim("iss", "whoever")).userKey())
                .isEqualTo("oidc:1");
    }
}
