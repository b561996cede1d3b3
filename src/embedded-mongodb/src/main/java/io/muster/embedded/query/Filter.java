package io.muster.embedded.query;

import java.util.List;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.expression.Scope;

/** A parsed query filter. */
public final class Filter {

    private final Document source;
    private final Clause clause;
    private final List<Condition> conditions;

    Filter(Document source, Clause clause, List<Condition> conditions) {
        this.source = source;
        this.clause = clause;
        this.conditions = List.copyOf(conditions);
    }

    /**
     * @throws io.muster.embedded.bson.CommandException 2 for an operator that does not exist, 168 for one in {@code $expr}
     */
    public static Filter parse(Document source) {
        return new FilterParser().parse(source);
    }

    /** Whether a document matches; the scope gives {@code $expr} its variables. */
    public boolean matches(Document document, Scope scope) {
        return clause.matches(document, scope.on(document));
    }

    /** The filter as it was sent. */
    public Document source() {
        return source;
    }

    /** What all matches have in common, for the choice of an index. */
    public List<Condition> conditions() {
        return conditions;
    }
}
