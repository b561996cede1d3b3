package io.muster.api.body;

import java.text.Normalizer;
import java.util.Optional;

import io.muster.event.Blanks;

/**
 * Strings as the contract takes them (docs/api.md#event-fields): without blanks at their ends, within a length, and without
 * characters that would garble a display.
 */
final class Text {
    private static final int LEFT_TO_RIGHT_EMBEDDING = 0x202A;
    private static final int RIGHT_TO_LEFT_OVERRIDE = 0x202E;
    private static final int LEFT_TO_RIGHT_ISOLATE = 0x2066;
    private static final int POP_DIRECTIONAL_ISOLATE = 0x2069;

    private static final String GARBLES = "must have no control characters and no bidirectional overrides";

    private Text() {}

    /** A line of text, trimmed; empty for null, for nothing but blanks, and for what is refused. */
    static Optional<String> line(Value value, int maxCodePoints) {
        return read(value, maxCodePoints, false);
    }

    /** As {@link #line}, with newline and tab. */
    static Optional<String> lines(Value value, int maxCodePoints) {
        return read(value, maxCodePoints, true);
    }

    /** As {@link #line}, in NFC. */
    static Optional<String> name(Value value, int maxCodePoints) {
        return read(value, maxCodePoints, false).map(text -> Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    private static Optional<String> read(Value value, int maxCodePoints, boolean multiline) {
        if (value.isNull()) {
            return Optional.empty();
        }
        if (!value.node().isTextual()) {
            return value.wrong("must be a string");
        }
        String whole = value.node().textValue();
        if (whole.codePoints().anyMatch(Text::isOverride)) {
            return value.wrong(GARBLES);
        }
        String text = Blanks.strip(whole);
        if (text.codePointCount(0, text.length()) > maxCodePoints) {
            return value.wrong("must have at most " + maxCodePoints + " characters");
        }
        if (text.codePoints().anyMatch(c -> isRefused(c, multiline))) {
            return value.wrong(GARBLES);
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static boolean isRefused(int codePoint, boolean multiline) {
        if (multiline && (codePoint == '\n' || codePoint == '\t' || codePoint == '\r')) {
            return false;
        }
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    /** Refused also at the ends, where it would be blank. */
    private static boolean isOverride(int codePoint) {
        return isBetween(LEFT_TO_RIGHT_EMBEDDING, codePoint, RIGHT_TO_LEFT_OVERRIDE)
                || isBetween(LEFT_TO_RIGHT_ISOLATE, codePoint, POP_DIRECTIONAL_ISOLATE);
    }

    private static boolean isBetween(int from, int codePoint, int to) {
        return from <= codePoint && codePoint <= to;
    }
}
