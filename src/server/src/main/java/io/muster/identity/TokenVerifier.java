package io.muster.identity;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
 * Verifies tokens: signature by the configured keys and their algorithm only, {@code exp} without leeway, {@code nbf}
 * where present, {@code typ}, issuer and audience where configured, and the form of every claim the service reads.
 */
final class TokenVerifier {
    /** Media types are compared without case; any other type is another kind of token. */
    private static final String AUTH_TIME = "auth_time";

    private static final Set<String> TYPES = Set.of("jwt", "at+jwt");

    private final JwtConsumer consumer;
    private final Keys keys;
    private final CallerReader reader;

    TokenVerifier(TokenKeys keys, CallerReader reader) {
        this.consumer = consumer(keys);
        this.keys = keys.resolver();
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

    /** {@code auth_time}, which a provider sets to when the person gave a password; else when the token was issued. */
    private static Optional<Instant> signedInAt(JwtClaims claims) throws MalformedClaimException {
        Optional<Instant> given = claims.getClaimValue(AUTH_TIME) instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
        return given.isPresent()
                ? given
                : Optional.ofNullable(claims.getIssuedAt()).map(at -> Instant.ofEpochSecond(at.getValue()));
    }

    /**
     * @throws ParseException for an invalid token; caused by {@link KeysUnavailableException} if its validity is
     *     unknown
     */
    CallerPrincipal verify(String token) throws ParseException {
        // Before the keys are looked at: those that verify it are at least as new.
        long reliableUntil = keys.reliableUntil();
        try {
            JwtContext context = consumer.process(token);
            checkType(context.getJoseObjects());
            JwtClaims claims = context.getJwtClaims();
            return new CallerPrincipal(
                    reader.read(new Claims(claims.getClaimsMap())),
                    Instant.ofEpochSecond(claims.getExpirationTime().getValue()),
                    reliableUntil,
                    signedInAt(claims));
        } catch (InvalidJwtException | MalformedClaimException | JoseException | ClaimException e) {
            throw new ParseException("bad token", e);
        } catch (RuntimeException e) {
            // Any exception of the library means that the token is invalid.
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
