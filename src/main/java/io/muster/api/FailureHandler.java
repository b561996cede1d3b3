package io.muster.api;

import jakarta.inject.Singleton;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** Renders what fails before or beside the resources: a bad token, a body too long, an answer that does not come. */
@Singleton
class FailureHandler implements Handler<RoutingContext> {
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
            // An unread body would hold up whatever the client sends next.
            context.request().resume();
        }
        context.response().headers().remove("WWW-Authenticate");
        responder.send(problem(context), context);
    }

    private Problem problem(RoutingContext context) {
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
                .map(Problem::new)
                .orElseGet(() ->
                        failure == null ? new Problem(ProblemType.INTERNAL) : responder.problemOf(failure, context));
    }

    /** The time is up: what was read can be read again, what was to be written may have been. */
    private static Problem late(RoutingContext context) {
        return context.request().method() == HttpMethod.GET
                ? Problems.databaseUnavailable()
                : new Problem(ProblemType.OUTCOME_UNKNOWN).retryAfter(Problems.SOON);
    }
}
