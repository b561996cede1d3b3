package io.muster.api.body;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.muster.api.problem.ProblemException;

/**
 * Checks the text of a body. The JSON parser accepts UTF-16 and UTF-32, unpaired surrogates and escaped NUL, which can neither
 * be stored nor sent.
 */
public final class BodyText {
    private static final int ESCAPE_LENGTH = 6;

    private BodyText() {}

    /** What a body that is none is refused with. */
    public static ProblemException problem() {
        return ProblemException.invalid("", "The body must be UTF-8, without NUL and without half characters.");
    }

    /** Whether it is UTF-8, without NUL and without what a JSON parser makes of escapes. */
    public static boolean isText(byte[] body) {
        return decoded(body).filter(BodyText::isText).isPresent();
    }

    /** A body that is no JSON; empty if it is not UTF-8, or has NUL. */
    public static Optional<String> plainText(byte[] body) {
        return decoded(body).map(CharBuffer::toString).filter(text -> text.indexOf(0) < 0);
    }

    private static Optional<CharBuffer> decoded(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)));
        } catch (CharacterCodingException e) {
            return Optional.empty();
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
            // Any other escape has two characters. The parser refuses malformed ones.
            i += unit < 0 ? 2 : ESCAPE_LENGTH;
        }
        return true;
    }

    /** The escaped code unit at a position, or -1 if there is no well-formed escape. */
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
