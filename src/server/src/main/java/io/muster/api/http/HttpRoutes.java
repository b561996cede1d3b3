package io.muster.api.http;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.muster.api.problem.FailureHandler;
import io.muster.api.problem.Route;
import io.muster.telemetry.TracingConfig;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.TimeoutHandler;

/**
 * What every request passes on its way to a resource, in this order: headers, origin, then (the framework's own) token and
 * permission, then the body: its size and kind, room for the answer and for it, its bytes, their text. A request without a token
 * is refused before a byte of its body is read.
 */
@ApplicationScoped
class HttpRoutes {
    private static final String API = "/api/*";

    /** Outside of the API: whoever has such an address has no token. */
    private static final String CALENDARS = "/calendar/*";

    /** Authentication stands at -200 and authorization at -100, resources at 0 and above. */
    private static final int BEFORE_AUTHENTICATION = -300;

    private static final int AFTER_AUTHORIZATION = -50;

    private final HttpConfig config;
    private final OriginsConfig origins;
    private final FailureHandler failures;
    private final TracingConfig tracing;
    private final OpenTelemetry telemetry;
    private final AnswersUnderWay answers;

    HttpRoutes(
            HttpConfig config,
            OriginsConfig origins,
            FailureHandler failures,
            TracingConfig tracing,
            OpenTelemetry telemetry,
            AnswersUnderWay answers) {
        this.config = config;
        this.origins = origins;
        this.failures = failures;
        this.tracing = tracing;
        this.telemetry = telemetry;
        this.answers = answers;
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(failures);
        if (tracing.endpoint().isPresent()) {
            router.route(API)
                    .order(BEFORE_AUTHENTICATION - 1)
                    .handler(ExceptSocket.unless(new RequestSpans(telemetry)));
            router.route(CALENDARS).order(BEFORE_AUTHENTICATION - 1).handler(new RequestSpans(telemetry));
        }
        router.route(API).order(BEFORE_AUTHENTICATION).handler(new SafeHeaders("no-store"));
        // It is asked for again each time, and answered 304 where it has not changed.
        router.route(CALENDARS).order(BEFORE_AUTHENTICATION).handler(new SafeHeaders("private, no-cache"));
        router.route(API)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(BEFORE_AUTHENTICATION + 1)
                .handler(ExceptSocket.unless(new OneEncoding()));
        router.route(API)
                .order(BEFORE_AUTHENTICATION + 2)
                .handler(new OriginCheck(
                        AllowedOrigins.checked(origins.allowedOrigins().orElse(List.of()))));
        router.route(CALENDARS)
                .order(AFTER_AUTHORIZATION)
                .handler(TimeoutHandler.create(config.answerWithin().toMillis(), 503));
        int order = AFTER_AUTHORIZATION;
        BodyLimits limits = new BodyLimits(
                config.maxBody().asLongValue(),
                config.maxBatchBody().asLongValue(),
                config.maxSheetBody().asLongValue());
        BodiesUnderWay underWay = new BodiesUnderWay(
                new ByteBudget(
                        config.maxBodiesUnderWay().asLongValue(),
                        config.maxBodiesOfCaller().asLongValue()),
                limits,
                config.bodyWithin());
        router.route(API).order(order++).handler(limits);
        router.route(API).order(order++).handler(answers.beforeWrites());
        router.route(API).order(order++).handler(underWay.begin());
        router.route(Route.BATCH.template())
                .order(order++)
                .handler(bodies(config.maxBatchBody().asLongValue()));
        router.route(Route.MEMBER_IMPORT.template())
                .order(order++)
                .handler(bodies(config.maxSheetBody().asLongValue()));
        router.route(API).order(order++).handler(bodies(config.maxBody().asLongValue()));
        router.route(API).order(order++).handler(underWay.arrived());
        router.route(API).order(order++).handler(new BodyTextCheck());
        router.route(API)
                .order(order)
                .handler(ExceptSocket.unless(
                        TimeoutHandler.create(config.answerWithin().toMillis(), 503)));
    }

    /** Reads the body into memory; a second one on the way leaves a body that has been read alone. */
    private static Handler<RoutingContext> bodies(long limit) {
        BodyHandler handler = BodyHandler.create(false).setBodyLimit(limit).setHandleFileUploads(false);
        return context -> {
            if (BodyLimits.hasBody(context.request())) {
                handler.handle(context);
            } else {
                context.next();
            }
        };
    }
}
