package io.muster.embedded.expression;

import org.jspecify.annotations.Nullable;

/** A parsed aggregation expression. */
@FunctionalInterface
public interface Expression {

    /**
     * @return the value, null for BSON's null, or {@link io.muster.embedded.bson.Values#MISSING}
     * @throws io.muster.embedded.bson.CommandException if an operator refuses its arguments
     */
    @Nullable
    Object evaluate(Scope scope);
}
