package io.muster.embedded.expression;

import java.time.Instant;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import org.jspecify.annotations.Nullable;

/**
 * What an expression sees: the document, the variables around it, and the time of the command, which is one and the
 * same for all that a command evaluates.
 */
public final class Scope {

    private final Times times;
    private final @Nullable Object root;
    private final @Nullable Variable variables;

    private Scope(Times times, @Nullable Object root, @Nullable Variable variables) {
        this.times = times;
        this.root = root;
        this.variables = variables;
    }

    /** The scope of a command, before it looks at a document. */
    public static Scope at(Instant now, BsonTimestamp clusterTime) {
        return new Scope(new Times(now, clusterTime), new Document(), null);
    }

    /** The same variables with another document as {@code $$ROOT} and {@code $$CURRENT}. */
    public Scope on(Document document) {
        return new Scope(times, document, variables);
    }

    /** The same scope with one more variable. */
    public Scope with(String name, @Nullable Object value) {
        return new Scope(times, root, new Variable(name, value, variables));
    }

    @Nullable
    Object root() {
        return root;
    }

    /** {@code $$NOW}, in milliseconds. */
    Instant now() {
        return times.now;
    }

    BsonTimestamp clusterTime() {
        return times.clusterTime;
    }

    @Nullable
    Object variable(String name) {
        for (Variable variable = variables; variable != null; variable = variable.outer) {
            if (variable.name.equals(name)) {
                return variable.value;
            }
        }
        throw new CommandException(17276, "Use of undefined variable: " + name);
    }

    private record Times(Instant now, BsonTimestamp clusterTime) {}

    private record Variable(
            String name, @Nullable Object value, @Nullable Variable outer) {}
}
