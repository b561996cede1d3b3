package io.muster.identity;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.smallrye.jwt.auth.principal.ParseException;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwx.HeaderParameterNames;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;

/**
 * Tells a good token from a bad one, and who it is: signature by the configured keys and their algorithm alone, {@code
 * exp} without leeway, {@code nbf} where present, {@code typ}, issuer and audience where configured, and the form of every
 * claim the service reads.
 */
final class TokenVerifier {
    /** Media types are compared without case; anything else is another kind of token of the same provider. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt");

    private final JwtConsumer consumer;
    private final CallerReader reader;

    TokenVerifier(TokenKeys keys, CallerReader reader) {
        this.consumer = consumer(keys);
        this.reader = reader;
    }

    private static JwtConsumer consumer(TokenKeys keys) {
        JwtConsumerBuilder builder = new JwtConsumerBuilder()
                .setVerificationKeyResolver(keys.resolver())
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        keys.algorithms().toArray(String[]::new)))
                .setRequireExpirationTime()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(0);
        keys.issuer().ifPresent(builder::setExpectedIssuer);
        keys.audience().ifPresentOrElse(builder::setExpectedAudience, builder::setSkipDefaultAudienceValidation);
        return builder.build();
    }

    /** @throws ParseException for a bad token; caused by {@link KeysUnavailableException} where that cannot be told */
    CallerPrincipal verify(String token) throws ParseException {
        try {
            JwtContext context = consumer.process(token);
            checkType(context.getJoseObjects());
            JwtClaims claims = context.getJwtClaims();
            return new CallerPrincipal(
                    token,
                    reader.read(new Claims(claims.getClaimsMap())),
                    Instant.ofEpochSecond(claims.getExpirationTime().getValue()),
                    claims.getClaimsMap());
        } catch (InvalidJwtException | MalformedClaimException | JoseException | ClaimException e) {
            throw new ParseException("bad token", e);
        } catch (RuntimeException e) {
            // Whatever the library trips over in a token, the token is to blame.
            throw new ParseException("unreadable token", e);
        }
    }

    private static void checkType(List<JsonWebStructure> layers) throws ClaimException, JoseException {
        if (layers.size() != 1) {
            throw new ClaimException("token", "is nested");
        }
        Object type = layers.get(0).getHeaders().getObjectHeaderValue(HeaderParameterNames.TYPE);
        if (type != null && !(type instanceof String text && TYPES.contains(text.toLowerCase(Locale.ROOT)))) {
            throw new ClaimException("typ", "is of another kind");
        }
    }
}
