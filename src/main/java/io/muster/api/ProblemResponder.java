package io.muster.api;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Writes problems, to a resource's caller and to one who never got as far as a resource. */
@Singleton
class ProblemResponder {
    private final ProblemBody body;

    ProblemResponder(ProblemBody body) {
        this.body = body;
    }

    /** The problem a failure stands for; one nobody expected is logged, and the client learns nothing of it. */
    Problem problemOf(Throwable failure, RoutingContext context) {
        Problem problem = Problems.expected(failure).orElseGet(() -> {
            // After the time was up and that was said, what comes after all cannot be written: nobody's fault.
            if (context.response().ended()) {
                FaultLog.late(instance(context), failure);
            } else {
                FaultLog.log(instance(context), failure);
            }
            return new Problem(ProblemType.INTERNAL);
        });
        return isAnotherMethod(problem, context) ? new Problem(ProblemType.METHOD_NOT_ALLOWED) : problem;
    }

    Response toResponse(Problem problem, RoutingContext context) {
        Response.ResponseBuilder response = Response.status(problem.type().status())
                .type(ProblemBody.MEDIA_TYPE)
                .entity(body.bytes(problem, instance(context)));
        problem.headers().forEach(response::header);
        allow(problem, context, response::header);
        return response.build();
    }

    void send(Problem problem, RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(problem.type().status()).putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE);
        problem.headers().forEach(response::putHeader);
        allow(problem, context, response::putHeader);
        response.end(Buffer.buffer(body.bytes(problem, instance(context))));
    }

    /** Where a shorter address has a resource of its own, the framework finds nothing at a longer one with another method. */
    private static boolean isAnotherMethod(Problem problem, RoutingContext context) {
        String method = context.request().method().name();
        return problem.type() == ProblemType.NOT_FOUND
                && Route.of(path(context))
                        .filter(route -> !route.methods().contains(method))
                        .isPresent();
    }

    private static void allow(Problem problem, RoutingContext context, Header header) {
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
