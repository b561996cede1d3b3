package io.muster.testing.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.identity.DevelopmentSecret;

/**
 * Tokens of every kind, good and bad, signed by hand so that nothing stands in the way of a bad one. Immutable: each call
 * gives a further token.
 *
 * <pre>{@code
 * Tokens.staff("1")                                       // oidc:1, valid for an hour
 * Tokens.manager("m-1").claim("access", "read").sign()
 * Tokens.staff("1").without("exp").sign()
 * }</pre>
 */
public final class TestTokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private static volatile String usualSecret = DevelopmentSecret.VALUE;

    private final Map<String, Object> header;
    private final Map<String, Object> claims;
    private final String secret;

    private TestTokens(Map<String, Object> header, Map<String, Object> claims, String secret) {
        this.header = header;
        this.claims = claims;
        this.secret = secret;
    }

    /** From now on good tokens are signed with this secret. */
    public static void signWith(String secret) {
        usualSecret = secret;
    }

    public static void signWithDevelopmentSecret() {
        usualSecret = DevelopmentSecret.VALUE;
    }

    /** A good token of a person of the provider {@code oidc}, whose userKey is {@code oidc:<sub>}. */
    public static TestTokens staff(String sub) {
        Map<String, Object> header = new LinkedHashMap<>(Map.of("alg", "HS256", "typ", "JWT"));
        return new TestTokens(header, new LinkedHashMap<>(), usualSecret)
                .claim("sub", sub)
                .claim("exp", Instant.now().plus(Duration.ofHours(1)).getEpochSecond());
    }

    /** A good token of a manager: the person {@code boss-<managerId>}, acting for that id. */
    public static TestTokens manager(String managerId) {
        return staff("boss-" + managerId).claim("managerId", managerId);
    }

    /** As {@link #staff}, of a person who works for nobody by the token, also where one that names nobody works for all. */
    public static TestTokens nobodys(String sub) {
        return staff(sub).claim("managerIds", new String[0]);
    }

    /** The {@code Authorization} header of a good token. */
    public String bearer() {
        return "Bearer " + sign();
    }

    public TestTokens claim(String name, Object value) {
        return new TestTokens(header, with(claims, name, value), secret);
    }

    public TestTokens without(String claim) {
        Map<String, Object> fewer = new LinkedHashMap<>(claims);
        fewer.remove(claim);
        return new TestTokens(header, fewer, secret);
    }

    public TestTokens header(String name, Object value) {
        return new TestTokens(with(header, name, value), claims, secret);
    }

    public TestTokens withoutHeader(String name) {
        Map<String, Object> fewer = new LinkedHashMap<>(header);
        fewer.remove(name);
        return new TestTokens(fewer, claims, secret);
    }

    public TestTokens secret(String other) {
        return new TestTokens(header, claims, other);
    }

    /** Signed by HMAC with SHA-256, whatever the header says. */
    public String sign() {
        return sign("HmacSHA256");
    }

    /** Signed by another HMAC of the JDK: {@code HmacSHA512}. */
    public String sign(String algorithm) {
        String content = content();
        return content + "." + BASE64.encodeToString(hmac(algorithm, secret, content));
    }

    /** Any two parts, signed by HMAC with SHA-256. */
    public static String signed(String content, String secret) {
        return content + "." + BASE64.encodeToString(hmac("HmacSHA256", secret, content));
    }

    /** With an empty signature. */
    public String unsigned() {
        return content() + ".";
    }

    /** Signed with a private key by an algorithm of the JDK: {@code SHA256withRSA}. */
    public String sign(PrivateKey key, String algorithm) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(content().getBytes(StandardCharsets.US_ASCII));
            return content() + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(String algorithm, String secret, String content) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String content() {
        return part(header) + "." + part(claims);
    }

    private static String part(Map<String, Object> members) {
        try {
            return BASE64.encodeToString(JSON.writeValueAsBytes(members));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> with(Map<String, Object> members, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return more;
    }
}
