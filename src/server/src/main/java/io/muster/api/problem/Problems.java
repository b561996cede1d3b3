package io.muster.api.problem;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

import jakarta.ws.rs.WebApplicationException;

import com.fasterxml.jackson.core.JacksonException;
import io.muster.identity.KeysUnavailableException;
import io.muster.respond.Changes;
import io.muster.respond.UndecidedException;
import io.muster.store.DatabaseFailure;
import io.muster.store.lease.OneAtATime;
import io.muster.store.write.NotYetAvailableException;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;

/** Maps failures to problems. */
public final class Problems {
    /** {@code Retry-After} of what one caller has to wait for. */
    public static final Duration SOON = Duration.ofSeconds(1);

    private Problems() {}

    /** The problem for a failure; empty for an unexpected one. */
    static Optional<ProblemException> expected(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return Optional.of(problem);
        }
        if (KeysUnavailableException.isCauseOf(failure)) {
            return Optional.of(new ProblemException(ProblemType.KEYS_UNAVAILABLE).retryAfter(soonOrLater()));
        }
        if (failure instanceof UnauthorizedException) {
            return Optional.of(unauthenticated("Bearer"));
        }
        if (failure instanceof AuthenticationException) {
            return Optional.of(unauthenticated("Bearer error=\"invalid_token\""));
        }
        if (failure instanceof ForbiddenException) {
            return Optional.of(new ProblemException(ProblemType.FORBIDDEN));
        }
        if (failure instanceof UndecidedException notDone) {
            return Optional.of(of(notDone));
        }
        if (failure instanceof Changes.UnknownEvent) {
            return Optional.of(new ProblemException(ProblemType.EVENT_NOT_FOUND));
        }
        if (failure instanceof OneAtATime.BusyException) {
            return Optional.of(new ProblemException(ProblemType.BUSY).retryAfter(SOON));
        }
        if (failure instanceof NotYetAvailableException) {
            return Optional.of(new ProblemException(ProblemType.NOT_YET_AVAILABLE));
        }
        if (failure instanceof JacksonException json) {
            return Optional.of(BadJson.problem(json));
        }
        if (failure instanceof WebApplicationException http) {
            return http.getCause() instanceof JacksonException json
                    ? Optional.of(BadJson.problem(json))
                    : ProblemType.ofStatus(http.getResponse().getStatus()).map(ProblemException::new);
        }
        if (DatabaseFailure.of(failure).onRead() == DatabaseFailure.OnRead.UNAVAILABLE) {
            return Optional.of(databaseUnavailable());
        }
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return expected(failure.getCause());
        }
        return Optional.empty();
    }

    /** @param challenge the value of {@code WWW-Authenticate} */
    public static ProblemException unauthenticated(String challenge) {
        return new ProblemException(ProblemType.UNAUTHENTICATED).header("WWW-Authenticate", challenge);
    }

    /** Whether a write outside any transaction may have been done though it failed, which a read's failure does not say. */
    public static boolean isOfUnknownOutcome(Throwable failure) {
        return DatabaseFailure.of(failure).onRead() == DatabaseFailure.OnRead.UNAVAILABLE;
    }

    /** What such a write is answered with. */
    public static ProblemException outcomeUnknown(Throwable failure) {
        return new ProblemException(ProblemType.OUTCOME_UNKNOWN, "It may have been recorded. Repeat it to be sure.")
                .retryAfter(soonOrLater());
    }

    /** {@code Retry-After} of what meets everybody at once: another one for each. */
    public static Duration soonOrLater() {
        return UndecidedException.Reason.OVERLOADED.retryAfter();
    }

    static ProblemException databaseUnavailable() {
        return new ProblemException(ProblemType.DATABASE_UNAVAILABLE).retryAfter(soonOrLater());
    }

    private static ProblemException of(UndecidedException notDone) {
        ProblemException problem =
                new ProblemException(ProblemType.valueOf(notDone.reason().name()));
        return problem.type() == ProblemType.INTERNAL ? problem : problem.retryAfter(notDone.retryAfter());
    }
}
