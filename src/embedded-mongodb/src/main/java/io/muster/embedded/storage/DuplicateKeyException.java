package io.muster.embedded.storage;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;

/** A document's key already stands in a unique index. */
public final class DuplicateKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Index index;
    private final transient Document document;

    DuplicateKeyException(Index index, Document document) {
        super(index.definition().name(), null, false, false);
        this.index = index;
        this.document = document;
    }

    /** The error 11000 as MongoDB words it. */
    public CommandException asError() {
        Document values = index.valuesOf(document);
        IndexDefinition definition = index.definition();
        return new CommandException(
                11000,
                "E11000 duplicate key error collection: " + definition.source().get("ns") + " index: "
                        + definition.name() + " dup key: " + Values.text(values),
                new Document("keyPattern", definition.key()).append("keyValue", values));
    }
}
