package io.muster.api.page;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/**
 * Headers of the pages and their files: only the service's own script runs, no other host is contacted, and no other
 * site can show the page in a frame.
 */
final class PageHeaders implements Handler<RoutingContext> {
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types lit-html muster-worker";

    private final String caching;

    private PageHeaders(String caching) {
        this.caching = caching;
    }

    /** For files with a fixed path: revalidated each time. */
    static PageHeaders revalidated() {
        return new PageHeaders("no-cache");
    }

    /** For files with a digest of their content in the name. */
    static PageHeaders forever() {
        return new PageHeaders("public, max-age=31536000, immutable");
    }

    @Override
    public void handle(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set("Cache-Control", caching);
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        context.next();
    }
}
