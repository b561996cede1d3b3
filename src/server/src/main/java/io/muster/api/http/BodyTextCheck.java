package io.muster.api.http;

import java.util.Optional;

import io.muster.api.body.BodyText;
import io.muster.api.problem.Route;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/** Refuses a body whose text is invalid ({@link BodyText}), before a resource reads it. */
final class BodyTextCheck implements Handler<RoutingContext> {
    /** Checks its body later, after the rate limit. */
    private static final Optional<Route> RESPOND = Optional.of(Route.RESPOND);

    @Override
    public void handle(RoutingContext context) {
        Buffer body = context.body().buffer();
        if (body == null) {
            if (BodyLimits.hasBody(context.request())) {
                // Announced, read, and empty: without a body here the resource would wait for one that has passed.
                ((RoutingContextInternal) context).setBody(Buffer.buffer());
            }
            context.next();
        } else if (Route.of(String.valueOf(context.normalizedPath())).equals(RESPOND)
                || (BodyLimits.isSheet(context)
                        ? BodyText.isPlainText(body.getBytes())
                        : BodyText.isText(body.getBytes()))) {
            context.next();
        } else {
            context.fail(BodyText.problem());
        }
    }
}
