package io.muster.api;

import java.net.URI;
import java.net.URISyntaxException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses an address that is none, without a body, before anything reads it. A bar counts as part of one: it has to be
 * escaped by the letter of RFC 3986, and no browser does so.
 */
@ApplicationScoped
class AddressCheck {
    private static final int BAD_REQUEST = 400;

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(AddressCheck::check);
    }

    private static void check(RoutingContext context) {
        if (isAddress(context.request().uri())) {
            context.next();
        } else {
            context.response().setStatusCode(BAD_REQUEST).end();
        }
    }

    static boolean isAddress(String uri) {
        try {
            new URI(uri.replace("|", "%7C"));
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
