package io.muster.api.http;

import java.time.Duration;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Problems;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Bounds what bodies take of the memory and how long they may take to come. A body counts from its first byte on with the
 * length that is announced (in chunks, with the longest it may have), and, once it is here, with its own, until its request
 * is answered.
 */
final class BodiesUnderWay {
    private static final String UNDER_WAY = BodiesUnderWay.class.getName();

    private final ByteBudget budget;
    private final BodyLimits limits;
    private final Duration within;

    /** @param within how long a body may take to come */
    BodiesUnderWay(ByteBudget budget, BodyLimits limits, Duration within) {
        this.budget = budget;
        this.limits = limits;
        this.within = within;
    }

    /** What one request holds of the budget. Used on the request's own event loop alone. */
    private final class Held {
        private final Vertx vertx;
        private final String userKey;
        private final long alarm;
        private long bytes;

        Held(RoutingContext context, String userKey, long bytes) {
            this.vertx = context.vertx();
            this.userKey = userKey;
            this.bytes = bytes;
            this.alarm = vertx.setTimer(within.toMillis(), late -> tooSlow(context));
        }

        void arrived(long length) {
            vertx.cancelTimer(alarm);
            keep(Math.min(bytes, length));
        }

        void end() {
            vertx.cancelTimer(alarm);
            keep(0);
        }

        private void keep(long less) {
            budget.giveBack(userKey, bytes - less);
            bytes = less;
        }
    }

    /** Stands before the body is read. */
    Handler<RoutingContext> begin() {
        return context -> {
            if (!BodyLimits.hasBody(context.request())) {
                context.next();
                return;
            }
            String userKey = CallerKey.of(context);
            long bytes = limits.longest(context);
            if (!budget.take(userKey, bytes)) {
                context.fail(refusal(context.request()));
                return;
            }
            Held held = new Held(context, userKey, bytes);
            context.put(UNDER_WAY, held);
            context.addEndHandler(done -> held.end());
            context.next();
        };
    }

    /** Stands after it. What comes too late goes no further: its sender has been told so. */
    Handler<RoutingContext> arrived() {
        return context -> {
            if (context.response().ended()) {
                return;
            }
            Held held = context.get(UNDER_WAY);
            if (held != null) {
                held.arrived(Math.max(0, context.body().length()));
            }
            context.next();
        };
    }

    /** Nothing of the request was looked at yet; what a key of the client's stands for was not either. */
    static ProblemException refusal(HttpServerRequest request) {
        boolean repeatable = request.headers().contains(IdempotencyKey.HEADER);
        return new ProblemException(repeatable ? ProblemType.OUTCOME_UNKNOWN : ProblemType.OVERLOADED)
                .retryAfter(Problems.soonOrLater());
    }

    /** The rest of the body is not waited for, so the connection is of no use any more. */
    private static void tooSlow(RoutingContext context) {
        context.addEndHandler(done -> context.request().connection().close());
        context.fail(new ProblemException(ProblemType.REQUEST_TIMEOUT).header("Connection", "close"));
    }
}
