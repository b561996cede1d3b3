package io.muster.embedded.query;

import org.jspecify.annotations.Nullable;

/**
 * What every match of a filter must fulfil, in terms an index understands.
 *
 * @param operator {@code $eq}, {@code $in} (the value is a list then), {@code $gt}, {@code $gte}, {@code $lt} or
 *     {@code $lte}; others serve no index
 */
public record Condition(
        String path, String operator, @Nullable Object value) {}
