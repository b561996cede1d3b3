package io.muster.api.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/**
 * Moves the token from a sub-protocol, where a browser has to put it, to the header {@code Authorization}, before
 * anything reads that. The framework could do so too, but would accept any header from there, and log what it cannot
 * parse.
 */
final class TokenCarrier implements Handler<RoutingContext> {
    /** The sub-protocol offered besides, and selected: a browser requires one to be selected. */
    static final String SUBPROTOCOL = "bearer-token-carrier";

    private static final String OFFERED = "Sec-WebSocket-Protocol";
    private static final String AUTHORIZATION = "Authorization";
    private static final String PREFIX = "quarkus-http-upgrade";

    /** As {@code encodeURIComponent} writes it; the token by RFC 6750, in which a JWT needs no escaping. */
    private static final Pattern CARRIER =
            Pattern.compile(PREFIX + "(?:%23|#)" + AUTHORIZATION + "(?:%23|#)Bearer%20([A-Za-z0-9._~+/-]+=*)");

    @Override
    public void handle(RoutingContext context) {
        MultiMap headers = context.request().headers();
        List<String> offered = offered(headers);
        List<String> carriers = offered.stream().filter(TokenCarrier::isCarrier).toList();
        if (carriers.isEmpty()) {
            context.next();
            return;
        }
        Optional<String> token = token(carriers.get(0));
        if (carriers.size() > 1
                || token.isEmpty()
                || headers.contains(AUTHORIZATION)
                || !offered.contains(SUBPROTOCOL)) {
            context.fail(new ProblemException(
                    ProblemType.VALIDATION, "The token is not offered as a sub-protocol should be."));
            return;
        }
        headers.set(AUTHORIZATION, "Bearer " + token.get());
        headers.set(OFFERED, SUBPROTOCOL);
        context.next();
    }

    /** Sub-protocols may be in one header or in several. */
    private static List<String> offered(MultiMap headers) {
        List<String> offered = new ArrayList<>();
        for (String header : headers.getAll(OFFERED)) {
            for (String entry : header.split(",", -1)) {
                offered.add(entry.strip());
            }
        }
        return offered;
    }

    /** Whether it is meant as a carrier, well-formed or not. */
    private static boolean isCarrier(String entry) {
        return entry.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    private static Optional<String> token(String carrier) {
        Matcher matcher = CARRIER.matcher(carrier);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
