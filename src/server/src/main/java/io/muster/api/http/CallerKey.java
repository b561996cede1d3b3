package io.muster.api.http;

import java.util.Objects;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;

/** Whose request it is, for budgets of memory. */
public final class CallerKey {
    private static final String NAMED = CallerKey.class.getName();

    private CallerKey() {}

    /** Says whose a request without a token is. */
    public static void name(RoutingContext context, String key) {
        context.put(NAMED, key);
    }

    /** The caller's userKey; without a token what it was named, else empty. */
    static String of(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                ? user.getSecurityIdentity().getPrincipal().getName()
                : Objects.requireNonNullElse(context.<String>get(NAMED), "");
    }
}
