package io.muster.embedded.command;

import java.util.Collection;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import io.muster.embedded.bson.BsonSize;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.query.Filter;

/** What may be stored: sizes, names, ids and the collection's validator. */
final class Storable {

    /** MongoDB allows an update's result a little more than a document that is sent. */
    private static final int MAX_INTERNAL = BsonSize.MAX_DOCUMENT + 16 * 1024;

    private Storable() {}

    /** The document as it is inserted: with an {@code _id}, which stands first. */
    static Document inserted(Document document) {
        long size = BsonSize.of(document);
        if (size > BsonSize.MAX_DOCUMENT) {
            throw new CommandException(
                    2, "object to insert too large. size in bytes: " + size + ", max size: " + BsonSize.MAX_DOCUMENT);
        }
        document.keySet().stream()
                .filter(name -> name.startsWith("$"))
                .findFirst()
                .ifPresent(name -> {
                    throw new CommandException(2, "Document can't have $ prefixed field names: " + name);
                });
        Document stored = withId(document);
        if (stored.get("_id") instanceof Collection) {
            throw new CommandException(2, "can't use an array for _id");
        }
        return stored;
    }

    static Document withId(Document document) {
        if (document.containsKey("_id")
                && "_id".equals(document.keySet().iterator().next())) {
            return document;
        }
        Object id = document.containsKey("_id") ? document.get("_id") : new ObjectId();
        Document stored = new Document("_id", id);
        stored.putAll(document);
        return stored;
    }

    /** @throws CommandException 10334 if the document has become too large */
    static void requireSize(Document document) {
        long size = BsonSize.of(document);
        if (size > MAX_INTERNAL) {
            throw new CommandException(
                    10334,
                    String.format(
                            "BSONObj size: %d (0x%X) is invalid. Size must be between 0 and %d(16MB) First element:"
                                    + " _id: %s",
                            size, size, MAX_INTERNAL, Values.text(document.get("_id"))));
        }
    }

    /** @throws CommandException 121 if the collection's validator refuses the document */
    static void validate(Request request, Document options, Document document, Scope scope) {
        boolean off = "off".equals(options.get("validationLevel")) || request.flag("bypassDocumentValidation");
        if (!off
                && options.get("validator") instanceof Document validator
                && !Filter.parse(validator).matches(document, scope)) {
            throw new CommandException(121, "Document failed validation");
        }
    }
}
