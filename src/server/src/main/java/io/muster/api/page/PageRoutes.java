package io.muster.api.page;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.identity.IdentityConfig;
import io.muster.identity.SingleTenant;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The pages, {@code /} and {@code /staff}, {@code /settings.json}, what they have to know of the service, and {@code
 * /service-worker.js}, with which a browser keeps them; their files are served by the framework.
 */
@ApplicationScoped
class PageRoutes {
    private static final int BEFORE_EVERYTHING = -300;
    private static final int BEFORE_READING = BEFORE_EVERYTHING - 1;
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final String SETTINGS = "/settings.json";
    private static final List<String> PAGES = List.of(
            "/",
            "/index.html",
            "/staff.html",
            "/icon.svg",
            "/icon-180.png",
            "/icon-192.png",
            "/icon-512.png",
            "/icon-maskable.png",
            "/board.webmanifest",
            "/staff.webmanifest",
            ServiceWorkerScript.PATH,
            SETTINGS);
    private static final String STAFF = "/staff";
    private static final String BUNDLE = "/static/bundle/*";

    private final Optional<SignIn> signIn;
    private final String settings;

    /** @param defaultZone of an event that names none */
    PageRoutes(
            @ConfigProperty(name = "muster.events.default-timezone", defaultValue = "UTC") String defaultZone,
            SignInConfig signIn,
            IdentityConfig identity) {
        this.signIn = SignIn.from(signIn, identity.jwt());
        this.settings = new JsonObject()
                .put("defaultTimezone", defaultZone)
                .put("singleTenant", SingleTenant.is(identity))
                .put("signIn", this.signIn.map(SignIn::json).orElse(null))
                .encode();
    }

    void install(@Observes Router router) {
        router.route(STAFF).order(BEFORE_READING).handler(PageRoutes::onlyReads);
        router.route(STAFF).order(BEFORE_EVERYTHING).handler(context -> context.reroute("/staff.html"));
        router.route(BUNDLE).order(BEFORE_READING).handler(PageRoutes::onlyReads);
        for (String page : PAGES) {
            router.route(page).order(BEFORE_READING).handler(PageRoutes::onlyReads);
            router.route(page).order(BEFORE_EVERYTHING).handler(PageHeaders.revalidated(signIn));
        }
        // While it is being developed the bundle is not there yet, and the line is short.
        boolean isDeveloped = LaunchMode.current() == LaunchMode.DEVELOPMENT;
        if (!isDeveloped) {
            askAhead(router, "/", "/index.html");
            askAhead(router, "/index.html", "/index.html");
            askAhead(router, "/staff.html", "/staff.html");
        }
        router.routeWithRegex("/(board|staff)\\.webmanifest")
                .order(BEFORE_EVERYTHING)
                .handler(context -> {
                    context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/manifest+json");
                    context.next();
                });
        router.route(SETTINGS)
                .order(BEFORE_EVERYTHING)
                .handler(context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json;charset=UTF-8")
                        .end(settings));
        // While it is being developed the bundle's names stay and its content does not.
        String worker =
                isDeveloped ? ServiceWorkerScript.NONE : ServiceWorkerScript.ofThisBuild(PageHeaders.policy(signIn));
        router.route(ServiceWorkerScript.PATH)
                .order(BEFORE_EVERYTHING)
                .handler(context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/javascript;charset=UTF-8")
                        .end(worker));
        router.route(BUNDLE)
                .order(BEFORE_EVERYTHING)
                .handler(isDeveloped ? PageHeaders.revalidated(signIn) : PageHeaders.forever(signIn));
    }

    /** On a slow line each trip counts: what scripts import is asked for with them. */
    private static void askAhead(Router router, String path, String document) {
        String link = PageParts.of(document).link();
        router.route(path).order(BEFORE_EVERYTHING).handler(context -> {
            context.response().putHeader("Link", link);
            context.next();
        });
    }

    private static void onlyReads(RoutingContext context) {
        if (READING.contains(context.request().method())) {
            context.next();
        } else {
            context.fail(new ProblemException(ProblemType.METHOD_NOT_ALLOWED).header("Allow", "GET, HEAD"));
        }
    }
}
