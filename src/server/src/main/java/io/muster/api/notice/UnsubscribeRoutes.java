package io.muster.api.notice;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.muster.notice.send.Unsubscribing;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/**
 * The address at the end of each letter (RFC 8058): {@code POST} ends letters, also from a program that reads e-mail, {@code GET} shows a button
 * that does so: what looks into links on the way ends nothing. No token is needed.
 */
@ApplicationScoped
class UnsubscribeRoutes {
    private static final Logger LOG = Logger.getLogger(UnsubscribeRoutes.class);

    private static final int BEFORE_EVERYTHING = -300;
    private static final int MAX_BODY = 4_096;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int UNAVAILABLE = 503;

    private final Unsubscribing unsubscribing;

    UnsubscribeRoutes(Unsubscribing unsubscribing) {
        this.unsubscribing = unsubscribing;
    }

    void install(@Observes Router router) {
        String path = Unsubscribing.PATH + ":secret";
        router.get(path).order(BEFORE_EVERYTHING).handler(this::ask);
        router.post(path).order(BEFORE_EVERYTHING).handler(this::end);
    }

    private void ask(RoutingContext context) {
        unsubscribing
                .userKey(context.pathParam("secret"))
                .subscribe()
                .with(
                        found -> answer(
                                context,
                                found.isPresent() ? OK : NOT_FOUND,
                                found.isPresent() ? Page.ASK : Page.UNKNOWN),
                        failure -> failed(context, failure));
    }

    private void end(RoutingContext context) {
        if (isLarge(context)) {
            answer(context, TOO_LARGE, Page.UNKNOWN);
            return;
        }
        unsubscribing
                .end(context.pathParam("secret"))
                .subscribe()
                .with(
                        done -> answer(context, done ? OK : NOT_FOUND, done ? Page.DONE : Page.UNKNOWN),
                        failure -> failed(context, failure));
    }

    /** What is in the body does not matter, and is not read. */
    private static boolean isLarge(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader(HttpHeaders.CONTENT_LENGTH))
                .filter(length -> length.length() > 4 || Integer.parseInt(length) > MAX_BODY)
                .isPresent();
    }

    private static void failed(RoutingContext context, Throwable failure) {
        LOG.warnf("letters not ended cause=%s", failure.getClass().getName());
        answer(context, UNAVAILABLE, Page.LATER);
    }

    private static void answer(RoutingContext context, int status, Page page) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html;charset=UTF-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Robots-Tag", "noindex")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(page.html());
    }

    /** What is said, in the languages of the pages: nobody is signed in whose language were known. */
    private enum Page {
        ASK("End these letters?", "¿No recibir más cartas?", true),
        DONE("You get no more letters.", "No recibirás más cartas.", false),
        UNKNOWN("This address is not known.", "Esta dirección no se conoce.", false),
        LATER("Please try again in a moment.", "Inténtalo de nuevo en un momento.", false);

        private final String english;
        private final String spanish;
        private final boolean asks;

        Page(String english, String spanish, boolean asks) {
            this.english = english;
            this.spanish = spanish;
            this.asks = asks;
        }

        String html() {
            String form = asks ? "<form method=\"post\"><button>OK</button></form>" : "";
            return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                    + "<meta name=\"viewport\" content=\"width=device-width\"><title>Muster</title></head><body><main>"
                    + "<p>" + english + "</p><p lang=\"es\">" + spanish + "</p>" + form
                    + "</main></body></html>";
        }
    }
}
