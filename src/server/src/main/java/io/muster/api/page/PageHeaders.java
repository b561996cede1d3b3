package io.muster.api.page;

import java.util.Optional;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/**
 * Headers of the pages and their files: only the service's own script runs, no other host is contacted but the provider where
 * people sign in, and no other site can show the page in a frame.
 */
final class PageHeaders implements Handler<RoutingContext> {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src %s; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html muster-worker";

    private final String caching;
    private final String policy;

    private PageHeaders(String caching, Optional<SignIn> signIn) {
        this.caching = caching;
        this.policy = policy(signIn);
    }

    /** What a page may load, run and ask. */
    static String policy(Optional<SignIn> signIn) {
        return POLICY.formatted(
                "'self'" + signIn.map(provider -> " " + provider.origin()).orElse(""));
    }

    /** For files with a fixed path: revalidated each time. */
    static PageHeaders revalidated(Optional<SignIn> signIn) {
        return new PageHeaders("no-cache", signIn);
    }

    /** For files with a digest of their content in the name. */
    static PageHeaders forever(Optional<SignIn> signIn) {
        return new PageHeaders("public, max-age=31536000, immutable", signIn);
    }

    @Override
    public void handle(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set("Cache-Control", caching);
        headers.set("Content-Security-Policy", policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        context.next();
    }
}
