package io.muster.api.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.muster.api.problem.ProblemBody;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses an address that is none before anything reads it. What browsers leave in an address though the letter of RFC 3986
 * wants it escaped is taken: a bar wherever it stands, and in a query whatever the URL standard does not escape there. The
 * query goes on escaped, for those who read it by the letter.
 */
@ApplicationScoped
class AddressCheck {
    private static final int BAD_REQUEST = 400;

    /** Printable, not escaped in a query by browsers, and not allowed there by the RFC. */
    private static final Pattern LEFT_BY_BROWSERS = Pattern.compile("[{}^`\\[\\]\\\\]|%(?![0-9A-Fa-f]{2})");

    private final ProblemBody body;

    AddressCheck(ProblemBody body) {
        this.body = body;
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::check);
    }

    private void check(RoutingContext context) {
        String uri = context.request().uri();
        String escaped = escaped(uri);
        if (!isAddress(escaped)) {
            ProblemException problem = new ProblemException(ProblemType.VALIDATION, "The address is not one.");
            context.response()
                    .setStatusCode(BAD_REQUEST)
                    .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE)
                    .end(Buffer.buffer(body.bytes(problem, "/")));
        } else if (escaped.equals(uri)) {
            context.next();
        } else {
            context.reroute(escaped);
        }
    }

    /** The address with what browsers leave in its query escaped. */
    static String escaped(String uri) {
        int query = uri.indexOf('?');
        return query < 0
                ? uri
                : uri.substring(0, query)
                        + LEFT_BY_BROWSERS
                                .matcher(uri.substring(query))
                                .replaceAll(left -> String.format(
                                        "%%%02X", (int) left.group().charAt(0)));
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
