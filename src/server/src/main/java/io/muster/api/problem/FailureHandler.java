package io.muster.api.problem;

import jakarta.inject.Singleton;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** Renders failures outside of resources: an invalid token, a body too long, an answer that is too late. */
@Singleton
public class FailureHandler implements Handler<RoutingContext> {
    private static final int BAD_REQUEST = 400;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final ProblemResponder responder;

    FailureHandler(ProblemResponder responder) {
        this.responder = responder;
    }

    @Override
    public void handle(RoutingContext context) {
        if (context.response().ended()) {
            return;
        }
        if (!context.request().isEnded()) {
            // An unread body would block the next request of the connection.
            context.request().resume();
        }
        context.response().headers().remove("WWW-Authenticate");
        responder.send(problem(context), context);
    }

    private ProblemException problem(RoutingContext context) {
        Throwable failure = context.failure();
        int status = context.statusCode();
        if (status == SERVICE_UNAVAILABLE) {
            return late(context);
        }
        if (failure != null && status < BAD_REQUEST) {
            return responder.problemOf(failure, context);
        }
        if (failure != null && Problems.expected(failure).isPresent()) {
            return responder.problemOf(failure, context);
        }
        return ProblemType.ofStatus(status)
                .map(ProblemException::new)
                .orElseGet(() -> failure == null
                        ? new ProblemException(ProblemType.INTERNAL)
                        : responder.problemOf(failure, context));
    }

    /** The time limit was exceeded: a read can be repeated, a write may have been recorded. */
    private static ProblemException late(RoutingContext context) {
        return context.request().method() == HttpMethod.GET
                ? Problems.databaseUnavailable()
                : new ProblemException(ProblemType.OUTCOME_UNKNOWN).retryAfter(Problems.soonOrLater());
    }
}
