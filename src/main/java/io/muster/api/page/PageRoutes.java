package io.muster.api.page;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.LaunchMode;
import io.vertx.ext.web.Router;

/** The pages, {@code /} and {@code /staff}; their files are served by the framework. */
@ApplicationScoped
class PageRoutes {
    private static final int BEFORE_EVERYTHING = -300;
    private static final List<String> PAGES = List.of("/", "/index.html", "/staff.html", "/icon.svg");
    private static final String BUNDLE = "/static/bundle/*";

    void install(@Observes Router router) {
        router.get("/staff").order(BEFORE_EVERYTHING).handler(context -> context.reroute("/staff.html"));
        for (String page : PAGES) {
            router.route(page).order(BEFORE_EVERYTHING).handler(PageHeaders.revalidated());
        }
        // While it is being developed the bundle's names stay and its content does not.
        boolean isDeveloped = LaunchMode.current() == LaunchMode.DEVELOPMENT;
        router.route(BUNDLE)
                .order(BEFORE_EVERYTHING)
                .handler(isDeveloped ? PageHeaders.revalidated() : PageHeaders.forever());
    }
}
