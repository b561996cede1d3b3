package io.muster.api.body;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.event.Blanks;
import io.muster.event.EventField;

/**
 * Reads a descriptive field's value by its kind. Empty for null and {@code ""}, and, with a violation, for an invalid
 * value.
 */
final class FieldValue {
    private static final int MAX_NAME = 200;
    private static final int MAX_ADDRESS = 500;
    private static final int MAX_NOTES = 4_000;
    private static final int MAX_URL = 2_000;
    /** Longer than any valid date, time or zone. */
    private static final int MAX_WORD = 100;

    private static final int MAX_HEADCOUNT = 1_000_000;

    private FieldValue() {}

    static Optional<Object> read(EventField field, Value value) {
        return switch (field.kind()) {
            case NAME -> Text.line(value, MAX_NAME).map(Object.class::cast);
            case ADDRESS -> Text.line(value, MAX_ADDRESS).map(Object.class::cast);
            case NOTES -> Text.lines(value, MAX_NOTES).map(Object.class::cast);
            case URL -> word(value, MAX_URL, FieldValue::https, "must be an https address");
            case DATE -> word(value, MAX_WORD, Times::date, "must be a date, YYYY-MM-DD");
            case TIME -> time(value);
            case ZONE -> word(value, MAX_WORD, Times::zone, "must be the name of a time zone, such as Europe/Berlin");
            case INSTANT ->
                word(value, MAX_WORD, Times::instant, "must be a time with its offset, such as 2026-12-18T17:00:00Z");
            case COUNT -> whole(value, 0, MAX_HEADCOUNT).map(Object.class::cast);
            case LATITUDE -> degrees(value, 90);
            case LONGITUDE -> degrees(value, 180);
        };
    }

    /** Whether it is null, absent, or a blank string. */
    static boolean isBlank(Value value) {
        return value.isNull()
                || (value.node().isTextual() && Blanks.isBlank(value.node().textValue()));
    }

    static Optional<Object> time(Value value) {
        return word(value, MAX_WORD, Times::time, "must be a time, HH:mm");
    }

    /** A JSON integer: neither 1.5 nor 1e1 nor "10" is one. */
    static Optional<Integer> whole(Value value, int min, int max) {
        JsonNode node = value.node();
        if (node.isNull()) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
            return value.wrong("must be a whole number from " + min + " to " + max);
        }
        return Optional.of(node.intValue());
    }

    private static <T> Optional<Object> word(
            Value value, int max, Function<String, Optional<T>> parser, String otherwise) {
        Optional<String> text = Text.line(value, max);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> parsed = text.flatMap(parser);
        return parsed.isPresent() ? parsed.map(Object.class::cast) : value.wrong(otherwise);
    }

    private static Optional<String> https(String text) {
        try {
            URI uri = new URI(text);
            boolean good =
                    "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null;
            return good ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> degrees(Value value, int limit) {
        if (value.isNull()) {
            return Optional.empty();
        }
        double degrees = value.node().doubleValue();
        return value.node().isNumber() && Math.abs(degrees) <= limit
                ? Optional.of(degrees)
                : value.wrong("must be a number from -" + limit + " to " + limit);
    }
}
