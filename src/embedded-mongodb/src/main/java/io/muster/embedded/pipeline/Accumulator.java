package io.muster.embedded.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Expression;
import io.muster.embedded.expression.ExpressionParser;
import io.muster.embedded.expression.Scope;
import org.jspecify.annotations.Nullable;

/** Collects the values of a group. What an expression does with an array is done with them at the end. */
final class Accumulator {

    private static final Scope EMPTY = Scope.at(Instant.EPOCH, new BsonTimestamp(0));

    private final List<@Nullable Object> values = new ArrayList<>();
    private final Reduction reduction;

    private Accumulator(Reduction reduction) {
        this.reduction = reduction;
    }

    /** Makes the accumulator of one group. */
    @FunctionalInterface
    interface Factory {
        Accumulator create();
    }

    @FunctionalInterface
    private interface Reduction {
        @Nullable
        Object of(List<@Nullable Object> values);
    }

    static Factory named(String operator) {
        Reduction reduction = switch (operator) {
            case "$push" -> ArrayList::new;
            case "$first" -> values -> values.isEmpty() ? null : values.get(0);
            case "$last" -> values -> values.isEmpty() ? null : values.get(values.size() - 1);
            case "$sum", "$avg", "$min", "$max" -> over(operator);
            case "$addToSet" -> over("$setUnion");
            case "$mergeObjects" -> over(operator);
            default -> throw new CommandException(15952, "unknown group operator '" + operator + "'");
        };
        return () -> new Accumulator(reduction);
    }

    private static Reduction over(String operator) {
        Expression expression = ExpressionParser.parse(new Document(operator, List.of("$values")));
        return values -> expression.evaluate(EMPTY.on(new Document("values", values)));
    }

    void add(@Nullable Object value) {
        if (!Values.isMissing(value)) {
            values.add(value);
        }
    }

    @Nullable
    Object result() {
        return reduction.of(values);
    }
}
