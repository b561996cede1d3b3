package io.muster.embedded.update;

import java.util.List;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.query.Filter;
import org.jspecify.annotations.Nullable;

/** A parsed update. */
public interface Update {

    /**
     * The document after the update; the very same object if nothing changes.
     *
     * @param inserting whether the document is the base of an upsert, so that {@code $setOnInsert} counts
     * @throws CommandException if an operator does not fit the document
     */
    Document apply(Document before, Filter query, Scope scope, boolean inserting);

    /** Whether streams report this update as {@code replace}. */
    boolean replaces();

    /**
     * @param source a document of operators, a replacement, or a pipeline
     * @throws CommandException 9 for an operator that does not exist, 40 if two operators touch one path
     */
    static Update parse(@Nullable Object source, List<Document> arrayFilters) {
        if (source instanceof List<?> pipeline) {
            return PipelineUpdate.parse(pipeline);
        } else if (!(source instanceof Document document)) {
            throw new CommandException(9, "Update argument must be either an object or an array");
        } else if (document.isEmpty() || !document.keySet().iterator().next().startsWith("$")) {
            return new Replacement(document);
        } else {
            return OperatorUpdate.parse(document, arrayFilters);
        }
    }

    /** Refuses to change {@code _id}. */
    static Document keepingId(Document before, Document after) {
        if (before.containsKey("_id") && !Values.equal(before.get("_id"), after.get("_id"))) {
            throw new CommandException(
                    66,
                    "After applying the update, the (immutable) field '_id' was found to have been altered to _id: "
                            + Values.text(after.get("_id")));
        }
        return after;
    }
}
