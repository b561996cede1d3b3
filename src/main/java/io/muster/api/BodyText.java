package io.muster.api;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * Refuses a body whose text is none. The JSON parser guesses UTF-16 and UTF-32, and takes an escape for half a character
 * or for NUL; none of these can be stored or sent on.
 */
final class BodyText implements Handler<RoutingContext> {
    private static final int ESCAPE_LENGTH = 6;

    /** Looks at its body later, after the limit on responses. */
    private static final Optional<Route> RESPOND = Optional.of(Route.RESPOND);

    @Override
    public void handle(RoutingContext context) {
        Buffer body = context.body().buffer();
        if (body == null) {
            if (BodyLimits.hasBody(context.request())) {
                // Announced, read, and empty: without a body here the resource would wait for one that has passed.
                ((RoutingContextInternal) context).setBody(Buffer.buffer());
            }
            context.next();
        } else if (Route.of(String.valueOf(context.normalizedPath())).equals(RESPOND) || isText(body.getBytes())) {
            context.next();
        } else {
            context.fail(problem());
        }
    }

    static Problem problem() {
        return Problem.invalid("", "The body must be UTF-8, without NUL and without half characters.");
    }

    static boolean isText(byte[] body) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return isText(text);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isText(CharSequence json) {
        int i = 0;
        while (i < json.length()) {
            char c = json.charAt(i);
            if (c == 0) {
                return false;
            }
            if (c != '\\') {
                i++;
                continue;
            }
            int unit = escaped(json, i);
            if (unit == 0 || isLow(unit)) {
                return false;
            }
            if (isHigh(unit)) {
                if (!isLow(escaped(json, i + ESCAPE_LENGTH))) {
                    return false;
                }
                i += ESCAPE_LENGTH;
            }
            // An escape of another kind is two characters long, and one that is malformed is the parser's to refuse.
            i += unit < 0 ? 2 : ESCAPE_LENGTH;
        }
        return true;
    }

    /** The code unit escaped at a place, or -1 where there is no well-formed escape. */
    private static int escaped(CharSequence json, int at) {
        if (at + ESCAPE_LENGTH > json.length() || json.charAt(at) != '\\' || json.charAt(at + 1) != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            int digit = Character.digit(json.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }

    private static boolean isHigh(int unit) {
        return unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
    }

    private static boolean isLow(int unit) {
        return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
    }
}
