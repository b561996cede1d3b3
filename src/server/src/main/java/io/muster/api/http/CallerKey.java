package io.muster.api.http;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;

/** Whose request it is, for budgets of memory. */
final class CallerKey {
    private CallerKey() {}

    /** The caller's userKey; empty without a token. */
    static String of(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                ? user.getSecurityIdentity().getPrincipal().getName()
                : "";
    }
}
