package io.muster.api.http;

import java.util.EnumSet;
import java.util.Set;

import io.muster.api.body.BodyText;
import io.muster.api.problem.Route;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/** Refuses a body whose text is invalid ({@link BodyText}), before a resource reads it. */
final class BodyTextCheck implements Handler<RoutingContext> {
    /** These check their bodies later: a response after the rate limit, a sheet, which is large, on a worker. */
    private static final Set<Route> LATER = EnumSet.of(Route.RESPOND, Route.MEMBER_IMPORT);

    @Override
    public void handle(RoutingContext context) {
        Buffer body = context.body().buffer();
        if (body == null) {
            if (BodyLimits.hasBody(context.request())) {
                // Announced, read, and empty: without a body here the resource would wait for one that has passed.
                ((RoutingContextInternal) context).setBody(Buffer.buffer());
            }
            context.next();
        } else if (isCheckedLater(context) || BodyText.isText(body.getBytes())) {
            context.next();
        } else {
            context.fail(BodyText.problem());
        }
    }

    private static boolean isCheckedLater(RoutingContext context) {
        return Route.of(String.valueOf(context.normalizedPath()))
                .filter(LATER::contains)
                .isPresent();
    }
}
