package io.muster.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The tokens of a manager, an administrator, and people.
 *
 * @param manager of the events
 * @param admin with the group {@code admin}
 */
record CrowdTokens(String manager, String admin, List<Person> people) {
    private static final Duration LIFE = Duration.ofHours(2);

    /** Signs tokens of a manager and of people who work for the manager. */
    static CrowdTokens signed(String secret, String managerId, int people) {
        Algorithm key = Algorithm.HMAC256(secret);
        List<Person> signed = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            String sub = "load-" + i;
            signed.add(new Person(
                    "oidc:" + sub,
                    token(sub)
                            .withClaim("name", "Staff " + i)
                            .withClaim("managerIds", List.of(managerId))
                            .sign(key)));
        }
        return new CrowdTokens(
                token("load-manager").withClaim("managerId", managerId).sign(key),
                token("load-admin").withClaim("groups", List.of("admin")).sign(key),
                signed);
    }

    private static JWTCreator.Builder token(String sub) {
        return JWT.create().withSubject(sub).withExpiresAt(Instant.now().plus(LIFE));
    }

    /**
     * Reads a JSON file {@code {"manager": "…", "admin": "…", "people": ["…", …]}}.
     *
     * @throws RefusedException if it is invalid, or has too few people
     */
    static CrowdTokens read(Path file, int people) {
        try {
            JsonNode json = new ObjectMapper().readTree(Files.readString(file));
            List<Person> read = new ArrayList<>();
            for (JsonNode token : json.path("people")) {
                read.add(Person.of(token.asText()));
            }
            if (read.size() < people || !json.hasNonNull("manager") || !json.hasNonNull("admin")) {
                throw new RefusedException(
                        file + " must hold the tokens of a manager, an admin and " + people + " people");
            }
            return new CrowdTokens(
                    json.path("manager").asText(), json.path("admin").asText(), read);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " holds no tokens", e);
        }
    }

    /** A person with a token. */
    record Person(String userKey, String token) {
        static Person of(String token) throws IOException {
            String[] parts = token.split("\\.");
            if (parts.length != 3) {
                throw new RefusedException("among the people's tokens is one that is no JWT");
            }
            JsonNode claims = new ObjectMapper().readTree(decoded(parts[1]));
            return new Person(
                    claims.path("provider").asText("oidc") + ":"
                            + claims.path("sub").asText(),
                    token);
        }

        private static String decoded(String part) {
            try {
                return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new RefusedException("among the people's tokens is one that is no JWT");
            }
        }
    }
}
