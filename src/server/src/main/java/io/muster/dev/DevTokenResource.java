package io.muster.dev;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.identity.DevelopmentSecret;
import io.muster.identity.IdentityConfig;
import io.quarkus.arc.profile.IfBuildProfile;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.HeaderParameterNames;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * Signs any claims, so that the API can be tried without a provider (docs/api.md#dev-token). Never part of a package.
 */
@Path("/dev/token")
@IfBuildProfile(anyOf = {"dev", "test"})
public class DevTokenResource {
    private static final Duration LIFESPAN = Duration.ofDays(1);

    private final HmacKey key;

    DevTokenResource(IdentityConfig config) {
        String secret = config.jwt().secret().orElse(DevelopmentSecret.VALUE);
        this.key = new HmacKey(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** @param claims the claims of the token; {@code exp} is a day from now unless given */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, String> token(ObjectNode claims) throws JoseException {
        if (!claims.has("exp")) {
            claims.put("exp", Instant.now().plus(LIFESPAN).getEpochSecond());
        }
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        token.setHeader(HeaderParameterNames.TYPE, "JWT");
        token.setPayload(claims.toString());
        token.setKey(key);
        return Map.of("token", token.getCompactSerialization());
    }
}
