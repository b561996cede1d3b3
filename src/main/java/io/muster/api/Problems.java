package io.muster.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

import jakarta.ws.rs.WebApplicationException;

import com.fasterxml.jackson.core.JacksonException;
import com.mongodb.MongoException;
import io.muster.identity.KeysUnavailableException;
import io.muster.respond.Changes;
import io.muster.respond.NotDone;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;

/** Which problem a failure is. */
final class Problems {
    static final Duration SOON = Duration.ofSeconds(1);

    private Problems() {}

    /** The problem a failure stands for; empty for one nobody expected. */
    static Optional<Problem> expected(Throwable failure) {
        if (failure instanceof Problem problem) {
            return Optional.of(problem);
        }
        if (KeysUnavailableException.isCauseOf(failure)) {
            return Optional.of(new Problem(ProblemType.KEYS_UNAVAILABLE).retryAfter(SOON));
        }
        if (failure instanceof UnauthorizedException) {
            return Optional.of(unauthenticated("Bearer"));
        }
        if (failure instanceof AuthenticationException) {
            return Optional.of(unauthenticated("Bearer error=\"invalid_token\""));
        }
        if (failure instanceof ForbiddenException) {
            return Optional.of(new Problem(ProblemType.FORBIDDEN));
        }
        if (failure instanceof NotDone notDone) {
            return Optional.of(of(notDone));
        }
        if (failure instanceof Changes.UnknownEvent) {
            return Optional.of(new Problem(ProblemType.EVENT_NOT_FOUND));
        }
        if (failure instanceof JacksonException json) {
            return Optional.of(BadJson.problem(json));
        }
        if (failure instanceof WebApplicationException http) {
            return http.getCause() instanceof JacksonException json
                    ? Optional.of(BadJson.problem(json))
                    : ProblemType.ofStatus(http.getResponse().getStatus()).map(Problem::new);
        }
        if (failure instanceof MongoException mongo) {
            return DatabaseTrouble.isUnavailable(mongo) ? Optional.of(databaseUnavailable()) : Optional.empty();
        }
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return expected(failure.getCause());
        }
        return Optional.empty();
    }

    /** @param challenge what {@code WWW-Authenticate} says */
    static Problem unauthenticated(String challenge) {
        return new Problem(ProblemType.UNAUTHENTICATED).header("WWW-Authenticate", challenge);
    }

    static Problem databaseUnavailable() {
        return new Problem(ProblemType.DATABASE_UNAVAILABLE).retryAfter(SOON);
    }

    private static Problem of(NotDone notDone) {
        Problem problem = new Problem(ProblemType.valueOf(notDone.reason().name()));
        return problem.type() == ProblemType.INTERNAL ? problem : problem.retryAfter(notDone.retryAfter());
    }
}
