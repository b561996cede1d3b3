package io.muster.api.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Renders the failures of resources. Extensions have mappers for some exceptions, so these are named here with a higher
 * precedence; the last mapper takes the rest.
 */
class ProblemMappers {
    private final ProblemResponder responder;

    ProblemMappers(ProblemResponder responder) {
        this.responder = responder;
    }

    @ServerExceptionMapper(
            value = {
                UnauthorizedException.class,
                AuthenticationFailedException.class,
                ForbiddenException.class,
                WebApplicationException.class,
                MismatchedInputException.class
            },
            priority = 1)
    Response known(Throwable failure, RoutingContext context) {
        return render(failure, context);
    }

    @ServerExceptionMapper(value = Throwable.class, priority = 100_000)
    Response any(Throwable failure, RoutingContext context) {
        return render(failure, context);
    }

    private Response render(Throwable failure, RoutingContext context) {
        return responder.toResponse(responder.problemOf(failure, context), context);
    }
}
