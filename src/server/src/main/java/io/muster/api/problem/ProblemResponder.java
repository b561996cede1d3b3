package io.muster.api.problem;

import java.io.IOException;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.RoutingContext;

/** Writes problems, for failures inside and outside of resources. */
@Singleton
public class ProblemResponder {
    private final ProblemBody body;

    ProblemResponder(ProblemBody body) {
        this.body = body;
    }

    /** The problem for a failure. An unexpected one is logged, and the client receives no detail of it. */
    ProblemException problemOf(Throwable failure, RoutingContext context) {
        ProblemException problem = Problems.expected(failure).orElseGet(() -> {
            // Nothing is read from a client that has hung up, nor written to it or after the time limit was answered.
            // That is no error.
            if (context.response().ended() || isHangUp(failure, context)) {
                UnexpectedErrors.late(instance(context), failure);
            } else {
                UnexpectedErrors.log(instance(context), failure);
            }
            return new ProblemException(ProblemType.INTERNAL);
        });
        return isAnotherMethod(problem, context) ? new ProblemException(ProblemType.METHOD_NOT_ALLOWED) : problem;
    }

    /** Reading on has failed: by a FIN, or by a RST, which the connection says in the words of the system. */
    private static boolean isHangUp(Throwable failure, RoutingContext context) {
        return failure instanceof HttpClosedException
                || failure instanceof StreamResetException
                || failure instanceof IOException && !context.request().isEnded();
    }

    Response toResponse(ProblemException problem, RoutingContext context) {
        Response.ResponseBuilder response = Response.status(problem.type().status())
                .type(ProblemBody.MEDIA_TYPE)
                .entity(body.bytes(problem, instance(context)));
        problem.headers().forEach(response::header);
        allow(problem, context, response::header);
        return response.build();
    }

    public void send(ProblemException problem, RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(problem.type().status()).putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE);
        problem.headers().forEach(response::putHeader);
        allow(problem, context, response::putHeader);
        response.end(Buffer.buffer(body.bytes(problem, instance(context))));
    }

    /**
     * If a shorter path has a resource class of its own, the framework finds nothing at a longer one with another
     * method.
     */
    private static boolean isAnotherMethod(ProblemException problem, RoutingContext context) {
        String method = context.request().method().name();
        return problem.type() == ProblemType.NOT_FOUND
                && Route.of(path(context))
                        .filter(route -> !route.methods().contains(method))
                        .isPresent();
    }

    private static void allow(ProblemException problem, RoutingContext context, Header header) {
        if (problem.type() == ProblemType.METHOD_NOT_ALLOWED) {
            Route.of(path(context)).ifPresent(route -> header.set("Allow", String.join(", ", route.methods())));
        }
    }

    private static String instance(RoutingContext context) {
        return Route.templateOf(path(context));
    }

    private static String path(RoutingContext context) {
        return String.valueOf(context.normalizedPath());
    }

    /** Sets a header. */
    private interface Header {
        void set(String name, String value);
    }
}
